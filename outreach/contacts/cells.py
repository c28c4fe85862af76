"""Cells of spreadsheets that say what they mean: a name or a phone number that begins like a formula stays a text.

OWASP calls it CSV injection: a spreadsheet runs what begins with one of these signs.
"""

_BEGINS_FORMULA = "=+-@\t\r\n＝＋－＠"
_QUOTE = "'"


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula; `plain_cell` gives it back."""
    return _QUOTE + text if text.startswith((*_BEGINS_FORMULA, _QUOTE)) else text


def plain_cell(text: str) -> str:
    """Return what `safe_cell` was given; a cell that it never touched stays as it is ("'t Hooft")."""
    return text[1:] if text[:1] == _QUOTE and text[1:2] and text[1] in _BEGINS_FORMULA + _QUOTE else text
