"""Whole mails to servers that others wrote: aiosmtpd, and Postfix's smtp-sink."""

import os
import shutil
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from outreach.mail.envelope import Mailbox, OutgoingMail
from outreach.mail.outcomes import Cause, Refused
from tests.support.ports import free_port
from tests.support.servers import smtp_sink

pytestmark = pytest.mark.no_database


class Postbox:
    """Keeps the envelopes it is given."""

    def __init__(self):
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd calls it so
        self.envelopes.append(envelope)
        return "250 2.0.0 kept"


@contextmanager
def aiosmtpd(**options):
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True, **options)
    controller.start()
    try:
        yield postbox, controller.port
    finally:
        controller.stop()


def only_the_right_password(server, session, envelope, mechanism, auth_data):
    return AuthResult(
        success=(auth_data.login, auth_data.password) == (b"user", "mot de passé".encode()), handled=False
    )


def a_mail(**changes):
    fields = {
        "from_address": Mailbox("Campagne", "campaign@campaign.example"),
        "to": Mailbox("Loïc", "loic@liberation.example"),
        "subject": "Une pétition",
        "text": ".\n..\n.point\nFrom here\n\n.\n",
        "html": "<p>.</p>\n.\n",
        "message_id": "<1@campaign.example>",
        "date": datetime(2025, 3, 4, tzinfo=UTC),
    }
    return OutgoingMail(**{**fields, **changes}).freeze()


TRICKY = [
    a_mail(),
    b"Subject: x\r\n\r\n.\r\n..\r\n.x\r\n\r\n.\r\n",
    b".\r\n",
    b"Subject: x\r\n\r\n" + b"x" * 998 + b"\r\n" + (b"." * 76 + b"\r\n") * 2000,
]


def test_what_is_received_is_what_was_frozen_to_the_byte(transport_to):
    with aiosmtpd() as (postbox, port), closing(transport_to(port).open()) as connection:
        for content in TRICKY:
            connection.send("campaign@campaign.example", "loic@liberation.example", content)

    assert [envelope.content for envelope in postbox.envelopes] == TRICKY
    assert {envelope.mail_from for envelope in postbox.envelopes} == {"campaign@campaign.example"}
    assert {tuple(envelope.rcpt_tos) for envelope in postbox.envelopes} == {("loic@liberation.example",)}


def test_an_address_in_another_alphabet_arrives(transport_to):
    address = "用户@xn--r8jz45g.example"
    content = a_mail(to=Mailbox("", address))

    with aiosmtpd() as (postbox, port), closing(transport_to(port).open()) as connection:
        connection.send("campaign@campaign.example", address, content)

    assert postbox.envelopes[0].rcpt_tos == [address]
    assert postbox.envelopes[0].content == content


def test_a_password_in_any_alphabet_signs_in_after_starttls(transport_to, authority):
    options = {
        "tls_context": authority.server_context("127.0.0.1"),
        "require_starttls": True,
        "authenticator": only_the_right_password,
        "auth_required": True,
    }
    with aiosmtpd(**options) as (postbox, port):
        right = transport_to(port, "smtp+starttls", "user:mot%20de%20pass%C3%A9@")
        with closing(right.open()) as connection:
            connection.send("campaign@campaign.example", "loic@liberation.example", a_mail())
        with pytest.raises(Refused) as refusal:
            transport_to(port, "smtp+starttls", "user:wrong@").open()

    assert postbox.envelopes[0].content == a_mail()
    assert refusal.value.cause is Cause.SIGN_IN


def test_the_other_way_to_sign_in_works_too(transport_to, authority):
    options = {
        "tls_context": authority.server_context("127.0.0.1"),
        "authenticator": only_the_right_password,
        "auth_exclude_mechanism": ["PLAIN"],
    }
    with aiosmtpd(**options) as (_, port):
        transport_to(port, "smtp+starttls", "user:mot%20de%20pass%C3%A9@").open().close()


@contextmanager
def keeping_sink(folder):
    """Give the port of an smtp-sink and the folder it writes each mail to, one file each."""
    kept = Path(tempfile.mkdtemp(prefix="sink-"))  # not under pytest's own folder, which is its owner's alone
    kept.chmod(0o777)
    user = ("-u", "nobody") if os.geteuid() == 0 else ()
    try:
        with smtp_sink(folder, *user, "-d", f"{kept}/mail.") as port:
            yield port, kept
    finally:
        shutil.rmtree(kept)


def test_a_batch_reaches_postfixs_sink_one_envelope_each(transport_to, tmp_path):
    recipients = [f"person{number}@example.example" for number in range(50)]

    with keeping_sink(tmp_path) as (port, kept):
        with closing(transport_to(port).open()) as connection:
            for address in recipients:
                connection.send("campaign@campaign.example", address, a_mail(to=Mailbox("", address)))
        received = [file.read_bytes() for file in kept.iterdir()]

    for address in recipients:
        (mail,) = (one for one in received if f"X-Rcpt-Args: <{address}>".encode() in one)
        assert mail == mail.partition(b"From:")[0] + a_mail(to=Mailbox("", address)).replace(b"\r\n", b"\n") + b"\n"
    assert len(received) == len(recipients)


def test_what_the_sink_refuses_is_refused(transport_to, tmp_path):
    refusing = ("-u", "nobody") if os.geteuid() == 0 else ()
    with (
        smtp_sink(tmp_path, *refusing, "-f", "RCPT", "-B", "550 5.1.1 User unknown") as port,
        closing(transport_to(port).open()) as connection,
    ):
        with pytest.raises(Refused) as refusal:
            connection.send("a@b.example", "c@d.example", a_mail())
        assert connection.is_open

    assert refusal.value.cause is Cause.ADDRESS_DEAD
