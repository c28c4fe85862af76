"""The transports that send nothing."""

import pytest

from config import Settings
from outreach.mail.outcomes import Cause, Refused, RetryLater, Uncertain
from outreach.mail.smtp.server import Security, SmtpServer
from outreach.mail.smtp.transport import SmtpTransport
from outreach.mail.transports import CaptureTransport, RecordingTransport, transport_for

pytestmark = pytest.mark.no_database


def test_the_captured_mail_stays_on_this_computer():
    connection = CaptureTransport().open()

    accepted = connection.send("a@b.example", "c@d.example", b"x\r\n")

    assert accepted.server_words == "kept in the captured mail of this computer"
    assert connection.is_open


def test_the_recording_ends_as_it_is_told_and_keeps_every_try():
    transport = RecordingTransport()
    transport.answer_next(None, Uncertain("cut"))
    transport.answer_always("dead@d.example", Refused(Cause.ADDRESS_DEAD, "550 5.1.1 unknown"))
    connection = transport.open()

    connection.send("a@b.example", "one@d.example", b"1\r\n")
    with pytest.raises(Uncertain):
        connection.send("a@b.example", "two@d.example", b"2\r\n")
    with pytest.raises(Refused) as refusal:
        connection.send("a@b.example", "dead@d.example", b"3\r\n")

    assert refusal.value.cause is Cause.ADDRESS_DEAD
    assert [mail.to for mail in transport.given] == ["one@d.example", "two@d.example", "dead@d.example"]
    assert [mail.content for mail in transport.sent] == [b"1\r\n"]


def test_the_recording_can_refuse_to_open_and_numbers_its_connections():
    transport = RecordingTransport()
    transport.answer_opening([RetryLater(Cause.CONNECTION, "nobody there")])

    with pytest.raises(RetryLater):
        transport.open()
    transport.open().close()
    connection = transport.open()
    connection.send("a@b.example", "c@d.example", b"x\r\n")

    assert transport.sent[0].connection == 2


def settings_with(folder, **environ):
    return Settings.read({"INSTANCE_DIR": str(folder), "MAIL_FROM": "c@campaign.example", **environ})


def test_mail_is_captured_with_nothing_set_and_in_practice(tmp_path):
    practice = {"SMTP_URL": "smtps://smtp.campaign.example", "PRACTICE": "on"}

    assert isinstance(transport_for(settings_with(tmp_path)), CaptureTransport)
    assert isinstance(transport_for(settings_with(tmp_path, **practice)), CaptureTransport)


def test_mail_leaves_through_the_server_that_is_set(tmp_path):
    transport = transport_for(settings_with(tmp_path, SMTP_URL="smtps://u:p@smtp.campaign.example"))

    assert isinstance(transport, SmtpTransport)
    assert transport.server == SmtpServer(Security.TLS, "smtp.campaign.example", 465, "u", "p")
