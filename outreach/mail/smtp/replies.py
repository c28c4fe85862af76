"""What a server's refusal means: its code and enhanced status (RFC 5321, 3463, 5248) first, then its wording.

In doubt nobody is blamed: an address called dead by mistake is a journalist never written to again.
"""

import re
from enum import StrEnum

from outreach.mail.outcomes import Cause, NotSent, Refused, RetryLater
from outreach.mail.smtp.wordings import causes_spoken_of

LONGEST_WORDS = 1000


class Phase(StrEnum):
    """Where in the conversation an answer came."""

    GREETING = "greeting"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    DATA = "data"
    CONTENT = "content"


_ENHANCED = re.compile(r"\s*#?(?P<kind>[45])\.(?P<subject>\d{1,3})\.(?P<detail>\d{1,3})\b")
GOING_AWAY = 421
# Named for a full mailbox, and in use for mails that are too big.
_EXCEEDED_STORAGE = 552
_SIGN_IN_CODES = frozenset({432, 530, 534, 535, 538})
# Enhanced status without its class. x.4.5 is Gmail's daily limit, x.1.90, x.2.121 and x.2.122 Microsoft's limits,
# x.7.28 Gmail's limit on a flood, x.7.14 its wish that the owner signs in by browser.
_CAUSES: dict[str, Cause] = {
    status: cause
    for cause, statuses in {
        Cause.ADDRESS_DEAD: "1.1 1.2 1.3 1.6 1.10 2.1",
        Cause.MAILBOX_FULL: "2.2",
        Cause.QUOTA: "4.5 1.90 2.121 2.122 7.28",
        Cause.MESSAGE: "2.3 3.4",
        Cause.POLICY: "1.7 1.8",
        Cause.SIGN_IN: "7.8 7.9 7.11 7.14",
    }.items()
    for status in statuses.split()
}
# Said for now, these mean busy or congested.
_ONLY_PERMANENT = frozenset({"2.1", "4.5"})


def outcome(phase: Phase, code: int, words: bytes) -> NotSent:
    """Return the error to raise for an answer that is no acceptance; `code` is -1 for one that is none of SMTP's."""
    text = in_words(code, words)
    if code in range(500, 600):
        return Refused(_cause(phase, code, words), text)
    if code in range(400, 500):
        cause = _cause(phase, code, words)
        # "For now" says nothing about whether the address lives or the mail is well made.
        return RetryLater(Cause.TEMPORARY if cause in {Cause.ADDRESS_DEAD, Cause.MESSAGE} else cause, text)
    return RetryLater(Cause.CONNECTION, f"The answer was not the one expected: {text}")


def in_words(code: int, words: bytes) -> str:
    """Return an answer as the ledger keeps it: one line, code first, without anything that cannot be shown."""
    text = "".join(letter if letter.isprintable() else " " for letter in words.decode(errors="replace"))
    return f"{code} {text}".strip()[:LONGEST_WORDS] if code > 0 else text[:LONGEST_WORDS]


def _cause(phase: Phase, code: int, words: bytes) -> Cause:
    if phase is Phase.SIGN_IN:
        return Cause.TEMPORARY if code == GOING_AWAY else Cause.SIGN_IN
    if code in _SIGN_IN_CODES:
        return Cause.SIGN_IN
    spoken = causes_spoken_of(words)
    cause = _from_status(words, spoken) or _from_wording(code, spoken) or _from_phase(phase, code)
    # Before the recipient is named, nothing that is said can be about the recipient.
    blames_recipient = cause in {Cause.ADDRESS_DEAD, Cause.MAILBOX_FULL}
    return Cause.POLICY if blames_recipient and phase in {Phase.GREETING, Phase.SENDER} else cause


def _from_status(words: bytes, spoken: list[Cause]) -> Cause | None:
    """Return what the enhanced status says; None where the wording must say more."""
    found = _ENHANCED.match(words.decode(errors="replace"))
    if found is None:
        return None
    status = ".".join(found.group("subject", "detail"))
    permanent = found["kind"] == "5"
    if not permanent and status in _ONLY_PERMANENT:
        return None
    cause = _CAUSES.get(status)
    if cause is Cause.ADDRESS_DEAD and Cause.POLICY in spoken and Cause.ADDRESS_DEAD not in spoken:
        return Cause.POLICY
    if cause is None and found["subject"] == "7":
        return _from_policy_status(spoken, permanent=permanent)
    return cause or (Cause.MESSAGE if found["subject"] == "6" else None)


def _from_policy_status(spoken: list[Cause], *, permanent: bool) -> Cause:
    """Return what x.7.x means here: greylisting, limits and a missing sign-in go under it as well."""
    for cause in (Cause.TEMPORARY, Cause.QUOTA, Cause.SIGN_IN):
        if cause in spoken:
            return cause
    return Cause.POLICY if permanent or Cause.POLICY in spoken else Cause.TEMPORARY


def _from_wording(code: int, spoken: list[Cause]) -> Cause | None:
    if not spoken:
        return Cause.MESSAGE if code == _EXCEEDED_STORAGE else None
    if spoken[0] is Cause.POLICY and Cause.ADDRESS_DEAD in spoken:
        # "Unknown user, or refused by policy": nobody is blamed, and nothing is paused for it.
        return Cause.MESSAGE
    return spoken[0]


def _from_phase(phase: Phase, code: int) -> Cause:
    if code in range(400, 500):
        return Cause.TEMPORARY
    return Cause.POLICY if phase in {Phase.GREETING, Phase.SENDER} else Cause.MESSAGE
