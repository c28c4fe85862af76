"""Text of a cell: cleaned of what nobody sees, and asked whether a spreadsheet would run it."""

import re
import unicodedata

# Controls, marks that turn the reading order, byte order marks. Joiners stay: Uyghur, Persian and emoji need them.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_SPACES = re.compile("[ \t\u00a0\u2007\u202f\u3000]+")

# What a spreadsheet runs (OWASP, "CSV injection"): a sum, a call, a cell, another program. A number with its country
# (+33 1 …), a list with dashes (- said no) and a name of a network (@camille) are text.
_FORMULA = re.compile(
    r"""=\s*\S                                        # =HYPERLINK(…), =A1, =1+1
      | [+\-@][^\n]*\|.*!                             # +cmd|' /C calc'!A0
      | [+\-@]\s*[\d\s+\-*/().,;$]*[A-Za-z_][\w.]*\(  # @SUM(…), -2+3+SUM(…)
      | [+\-@]\s*\$?[A-Z]{1,3}\$?[1-9]\d*\b(?!\s*[a-zà-ÿ])  # +A1, -B2*3
    """,
    re.VERBOSE | re.DOTALL,
)


def clean(cell: str) -> str:
    """Return the text of a cell in NFC, with one kind of line break, single spaces, nothing around it and nothing hidden."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell.strip()
    text = _UNSEEN.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", cell)))
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(lines).strip()


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would calculate `cell`, or run it, instead of showing it."""
    return _FORMULA.match(cell.lstrip("'")) is not None
