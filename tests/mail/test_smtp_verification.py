"""Nobody but the server that was named gets the sign-in or a mail."""

from contextlib import closing

import pytest

from outreach.mail.outcomes import Cause, NotSent, Refused, RetryLater
from outreach.mail.smtp.opening import refuse_unless_loopback
from outreach.mail.smtp.server import BadServerAddress, Security, SmtpServer
from outreach.mail.smtp.transport import SmtpTransport
from tests.support.certificates import self_signed_context
from tests.support.smtp import ScriptedServer, Then

pytestmark = pytest.mark.no_database

MAIL = b"Subject: x\r\n\r\nHello\r\n"
SIGN_IN = "user:secret@"


def attempt(transport):
    with closing(transport.open()) as connection:
        return connection.send("a@b.example", "c@d.example", MAIL)


@pytest.fixture
def good(authority):
    return authority.server_context("127.0.0.1")


@pytest.fixture(params=["self-signed", "another name", "another authority"])
def impostor(request, authority, tmp_path):
    if request.param == "another name":
        return authority.server_context("smtp.other.example")
    if request.param == "another authority":
        return type(authority)(tmp_path).server_context("127.0.0.1")
    return self_signed_context(tmp_path, "127.0.0.1")


@pytest.mark.parametrize(("scheme", "features"), [("smtps", ()), ("smtp+starttls", ("STARTTLS",))])
def test_the_named_server_gets_sign_in_and_mail_under_tls(transport_to, good, scheme, features):
    with ScriptedServer(features=(*features, "AUTH PLAIN"), tls=good) as server:
        attempt(transport_to(server.port, scheme, SIGN_IN))

    assert server.texts == [MAIL]
    assert server.verbs()[-5:] == ["AUTH", "MAIL", "RCPT", "DATA", "QUIT"]


def test_an_impostor_on_smtps_hears_nothing_at_all(transport_to, impostor):
    with ScriptedServer(features=("AUTH PLAIN LOGIN",), tls=impostor) as server, pytest.raises(RetryLater) as outcome:
        attempt(transport_to(server.port, "smtps", SIGN_IN))

    assert server.connections == 1
    assert server.heard == []
    assert server.texts == []
    assert outcome.value.cause is Cause.CONNECTION
    assert "not to be trusted" in outcome.value.words


def test_an_impostor_on_starttls_hears_neither_sign_in_nor_mail(transport_to, impostor):
    features = ("STARTTLS", "AUTH PLAIN LOGIN")
    with ScriptedServer(features=features, tls=impostor) as server, pytest.raises(RetryLater) as outcome:
        attempt(transport_to(server.port, "smtp+starttls", SIGN_IN))

    assert server.verbs() == ["EHLO", "STARTTLS"]
    assert server.texts == []
    assert "not to be trusted" in outcome.value.words


@pytest.mark.parametrize(
    ("features", "answers"),
    [
        (("AUTH PLAIN",), {}),
        (("STARTTLS", "AUTH PLAIN"), {"STARTTLS": "454 4.7.0 not now"}),
        (("STARTTLS", "AUTH PLAIN"), {"STARTTLS": "554 5.7.0 never"}),
        (("STARTTLS", "AUTH PLAIN"), {"STARTTLS": Then.HANG_UP}),
    ],
)
def test_a_server_that_does_not_encrypt_gets_nothing(transport_to, good, features, answers):
    tls = good if "STARTTLS" in features else None
    with ScriptedServer(answers, features=features, tls=tls) as server, pytest.raises(RetryLater) as outcome:
        attempt(transport_to(server.port, "smtp+starttls", SIGN_IN))

    assert set(server.verbs()) <= {"EHLO", "STARTTLS"}
    assert outcome.value.cause is Cause.CONNECTION


def test_words_slipped_in_before_the_encryption_end_the_connection(transport_to, good):
    answers = {"STARTTLS": b"220 go\r\n250-server\r\n250 AUTH PLAIN\r\n"}
    with ScriptedServer(answers, features=("STARTTLS",), tls=good) as server, pytest.raises(RetryLater) as outcome:
        attempt(transport_to(server.port, "smtp+starttls", SIGN_IN))

    assert server.verbs() == ["EHLO", "STARTTLS"]
    assert "before the encryption" in outcome.value.words


def test_a_server_without_tls_on_smtps_gets_nothing(transport_to):
    with ScriptedServer() as server, pytest.raises(RetryLater):
        attempt(transport_to(server.port, "smtps", SIGN_IN))

    assert "AUTH" not in "".join(server.heard)


def test_the_system_does_not_trust_the_authority_of_the_tests(good):
    with ScriptedServer(tls=good) as server, pytest.raises(RetryLater, match="not to be trusted"):
        attempt(SmtpTransport(SmtpServer.read(f"smtps://127.0.0.1:{server.port}")))

    assert server.heard == []


@pytest.mark.parametrize("mechanisms", ["PLAIN", "LOGIN", "XOAUTH2 PLAIN LOGIN"])
def test_one_sign_in_is_tried_and_a_refusal_is_quoted(transport_to, mechanisms):
    answers = {"AUTH": "535-5.7.8 Username and Password\r\n535 5.7.8 not accepted"}
    with ScriptedServer(answers, features=(f"AUTH {mechanisms}",)) as server, pytest.raises(Refused) as outcome:
        attempt(transport_to(server.port, "smtp", SIGN_IN))

    assert outcome.value.cause is Cause.SIGN_IN
    assert outcome.value.words == "535 5.7.8 Username and Password 5.7.8 not accepted"
    assert server.verbs() == ["EHLO", "AUTH"]


@pytest.mark.parametrize(
    ("answer", "kind", "cause"),
    [
        ("534 5.7.9 application-specific password required", Refused, Cause.SIGN_IN),
        ("454 4.7.0 temporary authentication failure", RetryLater, Cause.SIGN_IN),
        ("421 4.7.0 too many failures", RetryLater, Cause.TEMPORARY),
        (Then.HANG_UP, RetryLater, Cause.CONNECTION),
        ("334", RetryLater, Cause.CONNECTION),
    ],
)
def test_every_end_of_a_sign_in_has_its_cause(transport_to, answer, kind, cause):
    with ScriptedServer({"AUTH": answer}, features=("AUTH PLAIN",)) as server, pytest.raises(NotSent) as outcome:
        attempt(transport_to(server.port, "smtp", SIGN_IN))

    assert (type(outcome.value), outcome.value.cause) == (kind, cause)


@pytest.mark.parametrize("features", [(), ("AUTH CRAM-MD5",)])
def test_a_server_that_offers_no_sign_in_we_know_is_told_nothing(transport_to, features):
    with ScriptedServer(features=features) as server, pytest.raises(Refused) as outcome:
        attempt(transport_to(server.port, "smtp", SIGN_IN))

    assert outcome.value.cause is Cause.SIGN_IN
    assert server.verbs() == ["EHLO"]


@pytest.mark.parametrize(
    ("answers", "kind", "cause"),
    [
        ({"GREETING": "421 4.3.2 too busy"}, RetryLater, Cause.TEMPORARY),
        ({"GREETING": "554 5.7.1 your network is on a blocklist"}, Refused, Cause.POLICY),
        ({"GREETING": "HTTP/1.1 400 Bad Request"}, RetryLater, Cause.CONNECTION),
        ({"GREETING": Then.HANG_UP}, RetryLater, Cause.CONNECTION),
        ({"GREETING": Then.KEEP_SILENT}, RetryLater, Cause.CONNECTION),
        ({"EHLO": "421 4.3.2 going"}, RetryLater, Cause.TEMPORARY),
        ({"EHLO": "550 5.7.1 go away", "HELO": "550 5.7.1 go away"}, Refused, Cause.POLICY),
    ],
)
def test_a_server_that_does_not_greet_ends_the_opening(transport_to, answers, kind, cause):
    with ScriptedServer(answers) as server, pytest.raises(NotSent) as outcome:
        attempt(transport_to(server.port, connect=0.2))

    assert (type(outcome.value), outcome.value.cause) == (kind, cause)


def test_a_server_that_knows_only_helo_is_spoken_to_in_helo(transport_to):
    with ScriptedServer({"EHLO": "502 5.5.1 unknown", "HELO": "250 server"}) as server:
        attempt(transport_to(server.port))

    assert server.verbs()[:3] == ["EHLO", "HELO", "MAIL"]


def test_nobody_listening_means_another_try(transport_to):
    with ScriptedServer() as server:
        port = server.port

    with pytest.raises(RetryLater) as outcome:
        transport_to(port).open()

    assert outcome.value.cause is Cause.CONNECTION


@pytest.mark.parametrize("number", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "0.0.0.0"])
def test_a_plain_line_that_leads_off_this_computer_is_refused(number):
    # As when the hosts file or a DNS server says that "localhost" is elsewhere.
    with pytest.raises(RetryLater, match="not on this computer"):
        refuse_unless_loopback(number)


@pytest.mark.parametrize("number", ["127.0.0.1", "127.8.8.8", "::1"])
def test_a_plain_line_within_this_computer_goes_on(number):
    refuse_unless_loopback(number)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtps://me%40x.example:p%3Aw%2F@smtp.x.example",
            (Security.TLS, "smtp.x.example", 465, "me@x.example", "p:w/"),
        ),
        ("smtp+starttls://u:p@smtp.x.example:2587", (Security.STARTTLS, "smtp.x.example", 2587, "u", "p")),
        ("smtp+starttls://smtp.x.example", (Security.STARTTLS, "smtp.x.example", 587, None, None)),
        ("smtp://127.0.0.1:1025", (Security.PLAIN, "127.0.0.1", 1025, None, None)),
        ("smtp://[::1]", (Security.PLAIN, "::1", 25, None, None)),
        ("smtp://localhost", (Security.PLAIN, "localhost", 25, None, None)),
    ],
)
def test_a_server_is_read_from_its_url(url, server):
    assert SmtpServer.read(url) == SmtpServer(*server)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://smtp.x.example:25",
        "smtp://10.0.0.1",
        "smtp://127.0.0.1.x.example",
        "http://x.example",
        "smtps://",
        "smtps://x.example:99999",
        "smtps://user@x.example",
        "smtps://..",
        "",
    ],
)
def test_a_url_that_names_no_safe_server_is_refused(url):
    with pytest.raises(BadServerAddress) as refusal:
        SmtpServer.read(url)

    assert "SMTP_URL" in str(refusal.value)


def test_the_password_is_not_in_what_a_traceback_shows():
    assert "secret" not in repr(SmtpServer.read("smtps://user:secret@x.example"))


def test_a_file_that_holds_no_certificates_is_refused(tmp_path):
    (tmp_path / "empty.pem").write_text("nothing\n")

    for file in ("empty.pem", "missing.pem"):
        with pytest.raises(BadServerAddress, match="PEM"):
            SmtpTransport(SmtpServer.read("smtps://x.example"), ca_file=str(tmp_path / file))
