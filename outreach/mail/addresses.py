"""E-mail addresses: read what people type, and bring it into the forms used for sending, look-ups and counting."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import idna
from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from outreach.errors import OutreachError
from outreach.i18n import _l

# RFC 5321 4.5.3.1.3: a path is at most 256 octets, its angle brackets included.
LONGEST_ADDRESS = 254
_WRITTEN_AT = re.compile(r"[(\[{<]\s*(?:at|arobase|@)\s*[)\]}>]", re.IGNORECASE)
# Controls, and what no eye sees: joiners, marks of direction, variation selectors, byte order mark, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff]"
)


# What people can see to be wrong in what they typed, the likeliest reading first.
_FAULTS: tuple[tuple[Callable[[str], object], Any], ...] = (
    (lambda text: not text, _l("Enter an address, such as name@example.org.")),
    (_INVISIBLE.search, _l("The address holds a character that cannot be seen. Type it again by hand.")),
    (
        lambda text: "@" not in _WRITTEN_AT.sub("", text) and _WRITTEN_AT.search(text),
        _l("Instead of the sign @, something like “(at)” is written in the address. Write @."),
    ),
    (
        lambda text: len(text.encode()) > LONGEST_ADDRESS,
        _l("The address is longer than 254 characters. Check where it ends."),
    ),
    (lambda text: text.count("@") > 1, _l("There is more than one @. Give one address, with one @ in it.")),
    (lambda text: "@" not in text, _l("There is no @ in the address. Write it as name@example.org.")),
    (
        lambda text: "," in text or ";" in text,
        _l("There is a comma or a semicolon in the address. Give one address only."),
    ),
    (
        lambda text: "<" in text or ">" in text,
        _l("Give the address alone, without a name and without < and >."),
    ),
    (lambda text: re.search(r"\s", text), _l("There is a space in the address. Take it out.")),
    (lambda text: text.startswith("@"), _l("Nothing stands before the @. Add the name of the mailbox.")),
    (lambda text: text.endswith("@"), _l("Nothing stands after the @. Add the rest, such as example.org.")),
    (lambda text: "." not in text.partition("@")[2], _l("There is no dot after the @. Add the ending, such as .org.")),
    (lambda text: ".." in text, _l("There are two dots side by side. Take one out.")),
    (lambda text: ".@" in text or "@." in text, _l("There is a dot beside the @. Take it out.")),
    (lambda text: text.startswith("."), _l("There is a dot at the beginning. Take it out.")),
    (lambda text: text.endswith("."), _l("There is a dot at the end. Take it out.")),
)


class BadAddress(OutreachError):
    """Not an address that mail can be sent to; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class Address:
    """One mailbox as SMTP names it; `domain` is in lower case, other alphabets in it in their ASCII form (xn--…)."""

    local: str
    domain: str

    def __str__(self) -> str:
        """Return the whole address."""
        return f"{self.local}@{self.domain}"


def parse_address(text: str) -> Address:
    """Return the address in `text`, without the white space around it; no DNS is asked.

    Raises:
        BadAddress: it is none; the sentence says what to change.
    """
    text = text.strip()
    for is_so, sentence in _FAULTS:
        if is_so(text):
            raise BadAddress(sentence)
    try:
        # Without "test_environment" the names under .test, which stand for real ones in trials, would be refused.
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise BadAddress(_l("This cannot be an address. Write it as name@example.org.")) from error
    return _as_sent(found)


def folded(address: str) -> str:
    """Return `address` as two spellings of one mailbox are compared: lower case, domain in ASCII.

    What is no address comes back trimmed and in lower case, so that a look-up finds nothing instead of failing.
    """
    try:
        return str(parse_address(address)).lower()
    except BadAddress:
        return address.strip().lower()


def domain_of(address: str) -> str:
    """Return what stands after the @, in lower case and in ASCII; empty if there is nothing."""
    domain = address.strip().rpartition("@")[2].lower() if "@" in address else ""
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain


def _as_sent(found: ValidatedEmail) -> Address:
    return Address(found.local_part, found.ascii_domain.lower())
