"""How acts are told on the page: each slice adds the words of its own."""

from typing import Any

from outreach.audit.services import FROM_THE_SHELL, SOMEBODY, THE_PROGRAM
from outreach.i18n import _l

_words: dict[str, Any] = {
    FROM_THE_SHELL: _l("from the shell"),
    THE_PROGRAM: _l("the program"),
    SOMEBODY: _l("somebody not signed in"),
}


def add_words(words: dict[str, Any]) -> None:
    """Add how actions are told: `{"user.invited": _l("invited a member")}`."""
    _words.update(words)


def in_words(name: str) -> str:
    """Return how an action or an actor is told in the reader's language; a name nobody gave words for, as it is."""
    return str(_words.get(name, name))
