"""Words in the reader's language: `_`, `_l`, `ngettext`, and the choice of language and time zone."""

from typing import Any

from flask import g, has_request_context, request
from flask_babel import force_locale, get_locale, gettext, lazy_gettext, ngettext
from flask_login import current_user

DESK_LANGUAGES = ("en", "fr")
# Languages a petition can be published in; those the interface has no catalogue for fall back to English.
PETITION_LANGUAGES = ("en", "fr", "ug", "zh", "tr", "de", "kk")
RIGHT_TO_LEFT = frozenset({"ug", "ar", "fa", "he", "ur"})

_ = gettext
_l = lazy_gettext

__all__ = [
    "DESK_LANGUAGES",
    "PETITION_LANGUAGES",
    "RIGHT_TO_LEFT",
    "_",
    "_l",
    "choose_language",
    "choose_time_zone",
    "direction",
    "force_locale",
    "get_locale",
    "language_code",
    "ngettext",
]


def choose_language() -> str:
    """Return the language of this answer: the page's own, else the signed-in person's, else the browser's, else English."""
    if not has_request_context():
        return "en"
    if "language" in g:
        return str(g.language)
    chosen = getattr(_member(), "language", None)
    return str(chosen or request.accept_languages.best_match(DESK_LANGUAGES) or "en")


def choose_time_zone() -> str:
    """Return the signed-in person's time zone, or UTC."""
    return str(getattr(_member(), "time_zone", None) or "UTC") if has_request_context() else "UTC"


def language_code() -> str:
    """Return the code of the language in use, such as "fr"."""
    return str(get_locale() or "en").partition("_")[0]


def direction(language: str | None = None) -> str:
    """Return "rtl" or "ltr" for `language`, or for the one in use."""
    return "rtl" if (language or language_code()) in RIGHT_TO_LEFT else "ltr"


def _member() -> Any:
    # A page for everyone never asks who reads it: it would then need a cookie, and could not be one file for all.
    return None if g.get("for_everyone") else current_user
