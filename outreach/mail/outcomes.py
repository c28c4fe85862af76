"""How handing one mail to a mail server can end: accepted, to be tried again, refused, or unknown."""

from dataclasses import dataclass
from enum import StrEnum

from outreach.errors import OutreachError


class Cause(StrEnum):
    """Why a mail was not taken. Only ADDRESS_DEAD blames the address; POLICY, QUOTA and SIGN_IN speak of our own mailbox."""

    ADDRESS_DEAD = "address_dead"
    MAILBOX_FULL = "mailbox_full"
    POLICY = "policy"
    QUOTA = "quota"
    SIGN_IN = "sign_in"
    MESSAGE = "message"
    CONNECTION = "connection"
    TEMPORARY = "temporary"


@dataclass(frozen=True)
class Accepted:
    """The server took the mail and answers for it from now on; `server_words` is its reply, code first."""

    server_words: str


class NotSent(OutreachError):
    """The mail was certainly not sent. `words` is what the server said, or what we saw, as the ledger keeps it (English)."""

    def __init__(self, cause: Cause, words: str) -> None:
        """Keep why, and in whose words."""
        self.cause = cause
        self.words = words
        super().__init__(words)


class RetryLater(NotSent):
    """Not sent, and worth another try later."""


class Refused(NotSent):
    """Not sent, and the same mail would be refused again as long as `cause` lasts."""


class Uncertain(OutreachError):
    """The line broke after the final dot and before the answer: sent or not, nobody can say (RFC 1047).

    Such a mail is never sent a second time by itself.
    """

    def __init__(self, words: str) -> None:
        """Keep what was seen."""
        self.words = words
        super().__init__(words)
