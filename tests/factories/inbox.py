"""Mail that came in."""

import hashlib

from outreach import clock
from outreach.inbox.models import InboundKind, InboundMail
from tests.factories.base import RowFactory, factory


class InboundMailFactory(RowFactory):
    """A reply that nobody has matched yet."""

    class Meta:
        model = InboundMail

    mailbox = "campaign@campaign.example"
    kind = InboundKind.REPLY
    sender = factory.Sequence(lambda number: f"Camille Sample <camille{number}@sample.example>")
    subject = "Re: Our mother, held since 2017"
    raw = factory.LazyAttribute(
        lambda mail: f"From: {mail.sender}\r\nSubject: {mail.subject}\r\n\r\nSend me a photograph.\r\n".encode()
    )
    identity_hash = factory.LazyAttribute(lambda mail: hashlib.sha256(mail.raw).digest())
    received_at = factory.LazyFunction(clock.now)
