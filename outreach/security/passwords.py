"""Passwords: which ones are good enough, and how they are kept (argon2id)."""

import base64
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from outreach.errors import OutreachError
from outreach.i18n import _l

SHORTEST = 15
LONGEST = 200
# How much of a long password is weighed; a good beginning is enough, and weighing takes time with the square of the length.
WEIGHED = 72
# zxcvbn's best of five: more than 10^10 guesses (Wheeler 2016), out of reach for whoever must try them against argon2.
STRONG = 4
# A shorter piece of a name is found in many honest words.
SHORTEST_PIECE = 4
# 30,000 passwords by how often they were found in leaks, the most common first; shipped with zxcvbn, so no network is asked.
COMMON = frozenset(FREQUENCY_LISTS["passwords"])
# Walks along a French keyboard, which zxcvbn does not know: it weighs American ones by itself.
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_WALKS = {way[start : start + 5] for row in _ROWS for way in (row, row[::-1]) for start in range(len(row) - 4)}

# About 0.1 s and 64 MiB on one core of a small server (RFC 9106 section 4, with one lane: the other core serves pages).
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# A crowd at the sign-in page waits its turn instead of taking 64 MiB each.
_turns = threading.BoundedSemaphore(2)


class BadPassword(OutreachError):
    """Parent of what can be wrong with a password somebody chooses."""


class PasswordTooShort(BadPassword):
    """Fewer than 15 characters."""

    message = _l("Choose at least 15 characters. Four or five unrelated words are easy to remember.")


class PasswordTooLong(BadPassword):
    """More than 200 characters."""

    message = _l("Choose at most 200 characters.")


class PasswordTooCommon(BadPassword):
    """Among the most common passwords, or built from them."""

    message = _l(
        "This password is easy to guess, because it is made of common passwords or patterns. Choose another, such as four or five unrelated words."
    )


class PasswordTellsName(BadPassword):
    """It holds a piece of the person's address or name, or of the campaign's."""

    message = _l("Choose a password without your name, your address or the name of the campaign in it.")


def check(password: str, personal: Iterable[str] = ()) -> None:
    """Check that `password` is good enough; `personal` are words it must not hold: address, name, name of the campaign.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordTooCommon, PasswordTellsName: why it is not.
    """
    password = _normal(password)
    if len(password) < SHORTEST:
        raise PasswordTooShort
    if len(password) > LONGEST:
        raise PasswordTooLong
    folded = password.casefold()
    if any(piece in folded for piece in _pieces(personal)):
        raise PasswordTellsName
    if folded in COMMON or zxcvbn(_without_walks(folded)[:WEIGHED], max_length=WEIGHED)["score"] < STRONG:
        raise PasswordTooCommon


def make_hash(password: str) -> str:
    """Return what is kept of `password`: argon2id with its parameters and salt."""
    with _turns:
        return _hasher.hash(_normal(password))


def verify(kept: str | None, password: str) -> bool:
    """Return whether `password` is the one that `kept` was made of.

    It takes the same time when nothing is kept (no such account, no password yet): a hash that nothing fits is tried instead.
    """
    try:
        with _turns:
            return _hasher.verify(kept or _unfitting(), _normal(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Return whether `kept` was made with other parameters than today's, and should be made again at the next sign-in."""
    return _hasher.check_needs_rehash(kept)


def _normal(password: str) -> str:
    # Two keyboards may write one character in two ways (NIST SP 800-63B section 5.1.1.2).
    return unicodedata.normalize("NFKC", password)


def _pieces(personal: Iterable[str]) -> set[str]:
    texts = [_normal(text).casefold() for text in personal]
    return {piece for text in texts for piece in [text, *re.split(r"[\W_]+", text)] if len(piece) >= SHORTEST_PIECE}


def _without_walks(folded: str) -> str:
    starts = [at for at in range(len(folded)) if folded[at : at + 5] in _WALKS]
    walked = {place for at in starts for place in range(at + 1, at + 5)}
    return "".join(letter for place, letter in enumerate(folded) if place not in walked)


def _unfitting() -> str:
    # Written out instead of computed: the first stranger after a start would otherwise wait twice as long as the next.
    salt, tail = (base64.b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (16, 32))
    own = _hasher
    return f"$argon2id$v=19$m={own.memory_cost},t={own.time_cost},p={own.parallelism}${salt}${tail}"
