"""The closed lists of the outbox."""

from enum import StrEnum


class MessageState(StrEnum):
    """Where a message stands.

    `held`: frozen, and waits for its sender to let it go.
    `uncertain`: the server may or may not have it; it is never sent again, and a person settles it.
    """

    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


# States from which a message may still go out by itself.
WAITING_STATES = (MessageState.QUEUED, MessageState.DEFERRED)


class AttemptOutcome(StrEnum):
    """What one try at a message came to; a try without an outcome is under way, or its worker died."""

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
