"""Keeping a value from turning the reading order of the words around it, where directions meet."""

import unicodedata

from markupsafe import Markup, escape

from outreach.i18n import RIGHT_TO_LEFT
from outreach.mail_templates.fields import Shape

_FIRST_STRONG, _LEFT_TO_RIGHT, _END = "\u2068", "\u2066", "\u2069"
_LEFTWARD = frozenset({"L", "EN"})
# Marks that turn the order count too: what somebody hid in a name ends with the name.
_RIGHTWARD = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"})


def in_text(value: str, shape: Shape, language: str) -> str:
    """Return `value` for plain text, between Unicode isolates only where its direction is not the text's."""
    if not _meets(value, language):
        return value
    return f"{_FIRST_STRONG if shape is Shape.WORDS else _LEFT_TO_RIGHT}{value}{_END}"


def in_html(value: str, shape: Shape, language: str) -> str:
    """Return `value` for HTML: escaped, in `<bdi>` where directions meet, an address as a link."""
    shown: str = str(escape(value))
    if shape is Shape.LINK:
        shown = Markup('<a href="{0}">{0}</a>').format(value)
    elif shape is Shape.EMAIL:
        shown = Markup('<a href="mailto:{0}">{0}</a>').format(value)
    if not _meets(value, language):
        return str(shown)
    return f"<bdi>{shown}</bdi>" if shape is Shape.WORDS else f'<bdi dir="ltr">{shown}</bdi>'


def _meets(value: str, language: str) -> bool:
    """Return whether `value` holds letters or figures that do not read in the direction of `language`."""
    against = _LEFTWARD if language.partition("-")[0] in RIGHT_TO_LEFT else _RIGHTWARD
    return not against.isdisjoint(map(unicodedata.bidirectional, value))
