"""Header lines as bytes-to-be: folded, with other alphabets as encoded words (RFC 2047), and nothing smuggled in.

They are written by hand, not by `email.message.EmailMessage`: that takes 1.3 ms a mail, folds long References
into encoded words that Outlook cannot read, and fails without a sentence on VT, FF, NEL or U+2028 in a subject.
The tests let it read back what is written here.
"""

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from outreach.errors import OutreachError
from outreach.i18n import _l

LINE = 78  # RFC 5322 2.1.1: should; 998 is the must
LONGEST_WORD = 900
# An encoded word with this much in it is 60 characters long, which leaves room for the name of any field of ours.
_WORD_BYTES = 36
_WORD_LETTERS = 48
# All controls but the tab, the line and paragraph separators, and halves of characters (lone surrogates).
_UNSENDABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Letters that stand for themselves in an encoded word, in a phrase too (RFC 2047 5.3).
_Q_SAFE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"
_Q = {byte: chr(byte) if byte in _Q_SAFE else "_" if byte == ord(" ") else f"={byte:02X}" for byte in range(256)}
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PHRASE = re.compile(rf"{_ATOM}(?: {_ATOM})*")
_PLAIN_TEXT = re.compile(r"(?:[!-~]+(?: [!-~]+)*)?")
_PRINTABLE = re.compile(r"[ -~]*")
_LETTER = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]"
_ADDRESS = re.compile(rf"{_LETTER}+(?:\.{_LETTER}+)*@[A-Za-z0-9.-]+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+>")
_FIELD_NAME = re.compile(r"[!-9;-~]{1,70}")


class UnsendableText(OutreachError):
    """Something in a mail cannot be carried by mail, or would forge it; `field` is the part, such as "Subject"."""

    def __init__(self, field: str, sentence: Any) -> None:
        """Keep the part and the sentence, a lazy one with %(field)s in it."""
        self.field = field
        super().__init__(sentence)

    def __str__(self) -> str:
        """Return the sentence with the part named in it."""
        return str(self.message) % {"field": self.field}


_CONTROL = _l(
    "“%(field)s” holds a line break or a control character, which mail cannot carry there. Type it again by hand."
)
_NO_ADDRESS = _l("“%(field)s” needs one address such as name@example.org.")
_NO_ID = _l("“%(field)s” must be identifiers in angle brackets, such as <1@example.org>.")
_NOT_ASCII = _l("“%(field)s” can only hold plain Latin letters, digits and signs.")
_TOO_LONG = _l("“%(field)s” holds a word that is too long for a line of mail. Shorten it.")
_NO_FIELD = _l("“%(field)s” cannot be set as a header of its own.")


def refuse_controls(field: str, value: str) -> None:
    """Raise UnsendableText if `value` could end its header or cannot be encoded."""
    if _UNSENDABLE.search(value):
        raise UnsendableText(field, _CONTROL)


def text_field(name: str, value: str) -> str:
    """Return the lines of a field people write, such as the subject; read back, it is exactly `value`."""
    refuse_controls(name, value)
    words = value.split(" ")
    if _PLAIN_TEXT.fullmatch(value) and "=?" not in value and max(map(len, words)) < LONGEST_WORD:
        return _folded(name, words)
    return f"{name}: " + "\r\n ".join(_encoded_words(value))


@lru_cache(maxsize=256)
def mailbox_field(name: str, display_name: str, address: str) -> str:
    """Return the lines of a field with one mailbox, such as From. The same sender stands in thousands of mails."""
    refuse_controls(name, display_name)
    if not _ADDRESS.fullmatch(address):
        raise UnsendableText(name, _NO_ADDRESS)
    if not display_name:
        return f"{name}: {address}"
    words = list(_phrase(display_name))
    fits = len(name) + len(words[-1]) + len(address) < LINE - len(":  <>")
    return f"{name}: " + "\r\n ".join(words) + (" " if fits else "\r\n ") + f"<{address}>"


def ids_field(name: str, ids: Iterable[str]) -> str:
    """Return the lines of a field of message identifiers, one on each line so that none is ever broken."""
    ids = list(ids)
    if not ids or not all(_MESSAGE_ID.fullmatch(one) for one in ids):
        raise UnsendableText(name, _NO_ID)
    if max(map(len, ids)) > LONGEST_WORD:
        raise UnsendableText(name, _TOO_LONG)
    return f"{name}: " + "\r\n ".join(ids)


def other_field(name: str, value: str) -> str:
    """Return the lines of a field for machines, such as List-Unsubscribe: ASCII, folded at its spaces only."""
    if not _FIELD_NAME.fullmatch(name):
        raise UnsendableText(ascii(name), _NO_FIELD)
    refuse_controls(name, value)
    if not _PRINTABLE.fullmatch(value):
        raise UnsendableText(name, _NOT_ASCII)
    words = value.strip().split(" ")
    if max(map(len, words)) > LONGEST_WORD:
        raise UnsendableText(name, _TOO_LONG)
    return _folded(name, words)


def refuse_field(name: str) -> UnsendableText:
    """Return the error for a header that the envelope writes itself."""
    return UnsendableText(name, _NO_FIELD)


def _folded(name: str, words: list[str]) -> str:
    lines, line = [], f"{name}: {words[0]}"
    for word in words[1:]:
        # A line never begins with two spaces: a relay may take a line of spaces alone for the end of the header.
        if word and len(line) + 1 + len(word) > LINE:
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line])


def _phrase(text: str) -> Iterator[str]:
    """Yield a display name as pieces between which a line may break."""
    short_ascii = len(text) < _WORD_BYTES * 2 and _PRINTABLE.fullmatch(text) and "=?" not in text
    if short_ascii and _PHRASE.fullmatch(text):
        yield text
    elif short_ascii:
        yield '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        yield from _encoded_words(text)


def _encoded_words(text: str) -> Iterator[str]:
    """Yield encoded words that together say `text`, each whole in itself: no character is cut in two (RFC 2047 5)."""
    raw = text.encode()
    escaped = len(raw.translate(None, _Q_SAFE + b" "))
    if len(raw) + 2 * escaped <= len(raw) * 4 / 3:
        for piece in _pieces((_q(letter) for letter in text), len, _WORD_LETTERS):
            yield f"=?utf-8?q?{piece}?="
    else:
        for piece in _pieces(text, lambda letter: len(letter.encode()), _WORD_BYTES):
            yield f"=?utf-8?b?{base64.b64encode(piece.encode()).decode()}?="


def _q(letter: str) -> str:
    return "".join(_Q[byte] for byte in letter.encode())


def _pieces(parts: Iterable[str], size: Callable[[str], int], most: int) -> Iterator[str]:
    piece, filled = "", 0
    for part in parts:
        needed = size(part)
        if filled + needed > most:
            yield piece
            piece, filled = "", 0
        piece += part
        filled += needed
    yield piece
