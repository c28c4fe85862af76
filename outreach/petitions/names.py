"""Names of signatories: any name in any script, and nothing that is no name; how two spellings of one are compared."""

import re
import unicodedata

from outreach.errors import OutreachError
from outreach.i18n import _l

LONGEST_NAME = 100
# More marks on one letter than any script needs: letters stacked up to cover what stands around them.
_MOST_MARKS = 4
_LINK = re.compile(
    r"[/\\@<>{}|]|\bwww\.|:\S|\w{2,}\.(?:com|net|org|info|biz|ru|cn|io|xyz|top|site|online|shop|link|click|app)\b",
    re.IGNORECASE,
)
_LIKE_APOSTROPHES = frozenset("`´")


class BadName(OutreachError):
    """What was typed is no name; the sentence says what to change."""


def check_name(name: str) -> None:
    """Refuse what is no name. Single names, initials, hyphens, apostrophes and numerals of every script are names.

    Raises:
        BadName: it is too long, holds no letter, or holds a link, symbols or hidden characters.
    """
    if len(name) > LONGEST_NAME:
        raise BadName(_l("Shorten the name to at most 100 characters."))
    if _LINK.search(name):
        raise BadName(_l("Enter a name alone, without a link or an address."))
    if not any(unicodedata.category(letter).startswith("L") for letter in name):
        raise BadName(_l("Enter your name."))
    if any(_is_odd(letter) for letter in name) or _longest_run_of_marks(name) > _MOST_MARKS:
        raise BadName(_l("Enter your name in letters, without symbols."))


def folded_name(name: str) -> str:
    """Return `name` as two spellings of one person's are compared: no accents, no case, no punctuation, single spaces."""
    parts = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in parts if not unicodedata.category(letter).startswith(("M", "C")))
    words = re.sub(r"[^\w]+", " ", letters).split()
    return " ".join(words)


def _is_odd(letter: str) -> bool:
    category = unicodedata.category(letter)
    if category == "Cf":
        # Joiners and single marks of direction belong to Persian, Uyghur and Indian names.
        return letter not in "\u200c\u200d\u200e\u200f"
    return category.startswith(("S", "C", "Zl", "Zp")) and letter not in _LIKE_APOSTROPHES


def _longest_run_of_marks(name: str) -> int:
    marks = "".join("m" if unicodedata.category(letter) in {"Mn", "Me"} else " " for letter in name)
    return max((len(run) for run in marks.split()), default=0)
