"""The transports that send nothing."""

import pytest

from outreach.mail.outcomes import Cause, Refused, RetryLater, Uncertain
from outreach.mail.transports import CaptureTransport, RecordingTransport


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
