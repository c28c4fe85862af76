"""Where the line breaks decides what became of the mail."""

from contextlib import closing

import pytest

from outreach.mail.outcomes import Cause, NotSent, Refused, RetryLater, Uncertain
from tests.support.smtp import ScriptedServer, Then

pytestmark = pytest.mark.no_database

MAIL = b"Subject: x\r\n\r\nHello\r\n"
# More than the kernels of both sides hold for a reader who does not read.
LARGE_MAIL = b"Subject: x\r\n\r\n" + b"x" * 76 * 1024 + b"\r\n" + (b"y" * 76 + b"\r\n") * 300_000
TINY = 0.05


def send(transport, content=MAIL, *, to="c@d.example", times=1):
    with closing(transport.open()) as connection:
        for _ in range(times):
            accepted = connection.send("a@b.example", to, content)
        return accepted


@pytest.fixture(params=[(), ("PIPELINING",)], ids=["step by step", "pipelining"])
def features(request):
    return request.param


def test_an_accepted_mail_comes_with_the_servers_words(transport_to, features):
    with ScriptedServer({".": "250-2.0.0 taken\r\n250 2.0.0 queued as ABC"}, features=features) as server:
        accepted = send(transport_to(server.port))

    assert accepted.server_words == "250 2.0.0 taken 2.0.0 queued as ABC"
    assert server.texts == [MAIL]
    assert server.heard == ["ehlo [127.0.0.1]", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA", "QUIT"]


def test_many_mails_go_through_one_connection(transport_to, features):
    with ScriptedServer(features=features) as server:
        send(transport_to(server.port), times=20)

    assert (server.connections, len(server.texts)) == (1, 20)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("then", [Then.HANG_UP, Then.KEEP_SILENT, "?? what", b"250-endless\r\n" * 300])
def test_a_line_that_breaks_before_the_text_means_not_sent(transport_to, features, step, then):
    with ScriptedServer({step: then}, features=features) as server:
        connection = transport_to(server.port, command=TINY, data=TINY).open()
        with closing(connection), pytest.raises(RetryLater) as outcome:
            connection.send("a@b.example", "c@d.example", MAIL)

        assert outcome.value.cause is Cause.CONNECTION
        assert not connection.is_open
    assert server.texts == []


def test_a_line_that_breaks_in_mid_text_means_not_sent(transport_to):
    with ScriptedServer({"TEXT": Then.HANG_UP}) as server:
        with pytest.raises(RetryLater) as outcome:
            send(transport_to(server.port), LARGE_MAIL)

        assert outcome.value.cause is Cause.CONNECTION
        assert "before the end of the mail" in outcome.value.words


def test_a_server_that_stops_reading_in_mid_text_means_not_sent(transport_to):
    with ScriptedServer({"TEXT": Then.STOP_READING}) as server, pytest.raises(RetryLater) as outcome:
        send(transport_to(server.port, block=0.3), LARGE_MAIL)

    assert outcome.value.cause is Cause.CONNECTION


@pytest.mark.parametrize(
    "then", [Then.HANG_UP, Then.KEEP_SILENT, b"250-half an ans", "what?", b"\xff\xfe\r\n", "354 more"]
)
def test_no_clear_answer_to_the_final_dot_means_uncertain(transport_to, features, then):
    with ScriptedServer({".": then}, features=features) as server:
        connection = transport_to(server.port, final_dot=TINY).open()
        with closing(connection), pytest.raises(Uncertain):
            connection.send("a@b.example", "c@d.example", MAIL)

        assert not connection.is_open
    assert server.texts == [MAIL]


def test_an_answer_that_drips_without_end_does_not_hold_the_worker(transport_to):
    with ScriptedServer({".": Then.DRIP}) as server, pytest.raises(Uncertain, match="timed out"):
        send(transport_to(server.port, final_dot=0.2))


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("MAIL", "550 5.1.8 bad sender", (Refused, Cause.POLICY)),
        ("RCPT", "550 5.1.1 no such user", (Refused, Cause.ADDRESS_DEAD)),
        ("RCPT", "452 4.2.2 mailbox full", (RetryLater, Cause.MAILBOX_FULL)),
        ("RCPT", "450-4.7.1 first line\r\n450 4.7.1 Greylisted, come back", (RetryLater, Cause.TEMPORARY)),
        ("DATA", "554 5.5.1 no valid recipients", (Refused, Cause.MESSAGE)),
        (".", "554 5.7.1 looks like spam", (Refused, Cause.POLICY)),
        (".", "452 4.3.1 disk full", (RetryLater, Cause.TEMPORARY)),
    ],
)
def test_after_a_refusal_the_next_mail_goes_through_the_same_connection(transport_to, features, step, answer, outcome):
    polite = {"MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 ok"}[step]
    answers = {step: [answer, polite]}
    if "PIPELINING" in features and step in {"MAIL", "RCPT"}:
        answers["DATA"] = ["554 5.5.1 no valid recipients", "354 go on"]
    with ScriptedServer(answers, features=features) as server, closing(transport_to(server.port).open()) as connection:
        with pytest.raises(NotSent) as refusal:
            connection.send("a@b.example", "c@d.example", MAIL)
        assert connection.is_open
        connection.send("a@b.example", "e@d.example", MAIL)

    assert (type(refusal.value), refusal.value.cause) == outcome
    assert refusal.value.words.startswith(answer[:3])
    assert server.connections == 1
    assert server.verbs().count("RSET") == (step != ".")


def test_a_server_that_wants_a_text_for_a_refused_envelope_gets_none(transport_to):
    with (
        ScriptedServer({"RCPT": "550 5.1.1 unknown"}, features=("PIPELINING",)) as server,
        pytest.raises(Refused) as outcome,
    ):
        send(transport_to(server.port))

    assert outcome.value.cause is Cause.ADDRESS_DEAD
    assert server.texts == []


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "."])
def test_a_server_that_is_going_away_means_another_try(transport_to, features, step):
    with ScriptedServer({step: "421 4.3.2 shutting down"}, features=features) as server:
        connection = transport_to(server.port).open()
        with closing(connection), pytest.raises(RetryLater) as outcome:
            connection.send("a@b.example", "c@d.example", MAIL)

        assert outcome.value.words == "421 4.3.2 shutting down"
        assert not connection.is_open


def test_a_server_that_refuses_and_hangs_up_is_quoted(transport_to):
    answers = {"RCPT": "550 5.7.1 go away", "RSET": Then.HANG_UP}
    with ScriptedServer(answers) as server, pytest.raises(Refused, match="go away"):
        send(transport_to(server.port))


def test_a_server_that_hung_up_while_idle_is_noticed_before_the_next_mail(transport_to):
    answers = {".": b"250 ok\r\n421 4.4.2 idle too long\r\n"}
    with ScriptedServer(answers) as server, closing(transport_to(server.port).open()) as connection:
        connection.send("a@b.example", "c@d.example", MAIL)

        assert not connection.is_open


@pytest.mark.parametrize("content", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n\n.\r\nMAIL FROM:<x@y.example>\r\n", b"a\n.\n"])
def test_a_lone_line_break_that_could_smuggle_a_second_mail_is_refused(transport_to, content):
    with ScriptedServer() as server, pytest.raises(Refused) as outcome:
        send(transport_to(server.port), content)

    assert outcome.value.cause is Cause.MESSAGE
    assert "MAIL" not in server.verbs()


@pytest.mark.parametrize(
    "address", ["a@b.example>\r\nRCPT TO:<x@y.example", "a b@c.example", "", "nobody", "a@b>c.example"]
)
def test_an_address_that_could_forge_a_command_is_refused(transport_to, address):
    with ScriptedServer() as server, closing(transport_to(server.port).open()) as connection, pytest.raises(Refused):
        connection.send("a@b.example", address, MAIL)

    assert "MAIL" not in server.verbs()


def test_the_null_sender_of_automatic_answers_is_allowed(transport_to):
    with ScriptedServer() as server, closing(transport_to(server.port).open()) as connection:
        connection.send("", "c@d.example", MAIL)

    assert "MAIL FROM:<>" in server.heard


def test_a_mail_larger_than_the_server_takes_is_refused_unsent(transport_to):
    with ScriptedServer(features=("SIZE 10",)) as server, pytest.raises(Refused, match="at most 10") as outcome:
        send(transport_to(server.port))

    assert outcome.value.cause is Cause.MESSAGE


def test_the_size_is_announced(transport_to):
    with ScriptedServer(features=("SIZE 0",)) as server:
        send(transport_to(server.port))

    assert f"MAIL FROM:<a@b.example> SIZE={len(MAIL)}" in server.heard


def test_smtputf8_is_asked_for_only_when_an_address_needs_it(transport_to):
    features = ("SMTPUTF8", "8BITMIME")
    with ScriptedServer(features=features) as server, closing(transport_to(server.port).open()) as connection:
        connection.send("a@b.example", "c@d.example", MAIL)
        connection.send("a@b.example", "用户@d.example", "To: 用户@d.example\r\n\r\nx\r\n".encode())

    assert server.heard[1] == "MAIL FROM:<a@b.example>"
    assert server.heard[4:6] == ["MAIL FROM:<a@b.example> BODY=8BITMIME SMTPUTF8", "RCPT TO:<用户@d.example>"]


def test_an_address_the_server_cannot_write_is_refused_as_the_mails_fault(transport_to):
    with ScriptedServer() as server, pytest.raises(Refused, match="SMTPUTF8") as outcome:
        send(transport_to(server.port), to="用户@d.example")

    assert outcome.value.cause is Cause.MESSAGE


def test_a_server_that_is_mute_at_goodbye_does_not_matter(transport_to):
    with ScriptedServer({"QUIT": Then.KEEP_SILENT}) as server:
        send(transport_to(server.port, goodbye=TINY))

    assert server.texts == [MAIL]


def test_a_server_that_refuses_in_mid_text_never_gets_the_final_dot(transport_to):
    with ScriptedServer({"TEXT": "552 5.3.4 too big"}) as server:
        connection = transport_to(server.port).open()
        with closing(connection), pytest.raises(Refused) as outcome:
            connection.send("a@b.example", "c@d.example", LARGE_MAIL)

        assert not connection.is_open
    assert outcome.value.cause is Cause.MESSAGE
    assert server.texts == []


def test_a_server_that_will_not_start_over_is_left(transport_to):
    with ScriptedServer({"RCPT": "550 5.1.1 unknown", "RSET": "500 what"}) as server:
        connection = transport_to(server.port).open()
        with closing(connection), pytest.raises(Refused):
            connection.send("a@b.example", "c@d.example", MAIL)

        assert not connection.is_open


def test_a_refusal_outlives_the_hanging_up_in_the_middle_of_pipelined_answers(transport_to):
    answers = {"RCPT": "550 5.1.1 unknown", "DATA": Then.HANG_UP}
    with ScriptedServer(answers, features=("PIPELINING",)) as server, pytest.raises(Refused, match="unknown"):
        send(transport_to(server.port))


def test_a_closed_connection_sends_nothing_more(transport_to):
    with ScriptedServer() as server:
        connection = transport_to(server.port).open()
        connection.close()
        connection.close()

        with pytest.raises(RetryLater):
            connection.send("a@b.example", "c@d.example", MAIL)
        assert not connection.is_open


@pytest.mark.parametrize("endless", [b"250 " + b"x" * 40_000, b"250-x\r\n" * 300])
def test_an_answer_longer_than_any_is_no_answer(transport_to, endless):
    with ScriptedServer({"MAIL": endless}) as server, pytest.raises(RetryLater):
        send(transport_to(server.port, command=0.5))
