"""Sentences and lists of words that pages of petitions share."""

from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from outreach import paths
from outreach.i18n import _l, get_locale, ngettext
from outreach.petitions.models import PetitionState, SignatureState, Visibility

STATES = {
    PetitionState.DRAFT: _l("draft"),
    PetitionState.OPEN: _l("open"),
    PetitionState.PAUSED: _l("paused"),
    PetitionState.CLOSED: _l("closed"),
    PetitionState.WON: _l("won"),
    PetitionState.ARCHIVED: _l("archived"),
}
SIGNATURE_STATES = {
    SignatureState.PENDING: _l("waiting to be confirmed"),
    SignatureState.CONFIRMED: _l("confirmed"),
    SignatureState.QUARANTINED: _l("held back"),
    SignatureState.WITHDRAWN: _l("withdrawn"),
    SignatureState.ERASED: _l("erased"),
}
TONES = {
    PetitionState.DRAFT: "neutral",
    PetitionState.OPEN: "good",
    PetitionState.PAUSED: "warn",
    PetitionState.CLOSED: "neutral",
    PetitionState.WON: "good",
    PetitionState.ARCHIVED: "neutral",
}
MOVES = {
    PetitionState.OPEN: _l("Open for everybody"),
    PetitionState.PAUSED: _l("Pause"),
    PetitionState.CLOSED: _l("Close"),
    PetitionState.WON: _l("Won"),
    PetitionState.ARCHIVED: _l("Archive: take the page away"),
}
VISIBILITIES = {
    Visibility.COUNT: _l("Only count me: my name is shown nowhere"),
    Visibility.INITIALS: _l("Show my initials"),
    Visibility.FULL: _l("Show my full name"),
}


def count_line(count: int, goal: int) -> Markup:
    """Return "0 signed. Let’s reach 500!" in the language in use, the count in `<strong>`, each number kept in one piece."""
    sentence = ngettext(
        "%(count)s signed. Let’s reach %(goal)s!",
        "%(count)s signed. Let’s reach %(goal)s!",
        count,
        count="{count}",
        goal="{goal}",
    )
    return _with_numbers(sentence, count=count, goal=goal)


def final_line(count: int) -> Markup:
    """Return "1,234 signed." for a petition that takes no more signatures."""
    return _with_numbers(ngettext("%(count)s signed.", "%(count)s signed.", count, count="{count}"), count=count)


@lru_cache(maxsize=16)
def interface_language(language: str) -> str:
    """Return the language our own words have on a page in `language`: its own where we have a catalogue, else English."""
    has_words = (paths.TRANSLATIONS / language / "LC_MESSAGES" / "messages.mo").is_file()
    return language if has_words else "en"


def _with_numbers(sentence: str, count: int, goal: int | None = None) -> Markup:
    locale = get_locale() or Locale("en")
    shown = {
        "count": Markup('<strong dir="ltr">{}</strong>').format(format_decimal(count, locale=locale)),
        "goal": Markup('<bdi dir="ltr">{}</bdi>').format(format_decimal(goal or 0, locale=locale)),
    }
    return Markup(escape(sentence)).format(**shown)  # noqa: S704 - escaped just now
