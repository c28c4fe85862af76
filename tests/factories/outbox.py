"""Messages and the mailboxes they leave from."""

import hashlib
from datetime import timedelta

from outreach import clock
from outreach.outbox.models import Attempt, Identity, Message
from outreach.outbox.states import AttemptOutcome, MessageState
from outreach.security import vault
from tests.factories.base import RowFactory, factory

MAIL = """From: campaign@campaign.example\r
To: {recipient}\r
Subject: Our mother, held since 2017\r
Message-ID: {message_id}\r
Date: Mon, 02 Mar 2026 09:00:00 +0000\r
Content-Type: text/plain; charset=utf-8\r
\r
Our mother has been held since 2017.\r
"""


class IdentityFactory(RowFactory):
    """A mailbox of the campaign."""

    class Meta:
        model = Identity

    address = factory.Sequence(lambda number: f"campaign{number}@campaign.example")


class MessageFactory(RowFactory):
    """A queued mail, due now; `sent=True` for one that left."""

    class Meta:
        model = Message

    class Params:
        sent = factory.Trait(state=MessageState.SENT, tries=1, sent_at=factory.LazyFunction(clock.now))
        in_flight = factory.Trait(
            state=MessageState.SENDING,
            tries=1,
            worker="worker:1",
            lease_ends_at=factory.LazyFunction(lambda: clock.now() + timedelta(minutes=5)),
        )

    kind = "mailing"
    priority = 30
    identity = factory.SubFactory(IdentityFactory)
    subject_type = "test"
    subject_id = factory.Sequence(lambda number: number + 1)
    recipient = factory.Sequence(lambda number: f"camille{number}@sample.example")
    message_id = factory.Sequence(lambda number: f"<{number}.sample@campaign.example>")
    content = factory.LazyAttribute(
        lambda message: MAIL.format(recipient=message.recipient, message_id=message.message_id).encode()
    )
    content_hash = factory.LazyAttribute(lambda message: hashlib.sha256(message.content).digest())
    address_hash = factory.LazyAttribute(lambda message: vault.keyed_hash("address", message.recipient))
    due_at = factory.LazyFunction(clock.now)


class AttemptFactory(RowFactory):
    """The first try at a message, which the server took."""

    class Meta:
        model = Attempt

    message = factory.SubFactory(MessageFactory, sent=True)
    identity_id = factory.LazyAttribute(lambda attempt: attempt.message.identity.id)
    number = 1
    worker = "worker:1"
    started_at = factory.LazyFunction(clock.now)
    ended_at = factory.LazyFunction(clock.now)
    outcome = AttemptOutcome.SENT
    server_words = "250 2.0.0 Ok"
