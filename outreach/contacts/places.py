"""Countries: read as people write them, kept as two letters (ISO 3166), shown in the reader's language."""

from functools import cache, lru_cache

from babel import Locale

from outreach.contacts.errors import UnknownCountry
from outreach.folding import fold
from outreach.i18n import _, get_locale

# Languages in which a country's name is understood.
_LANGUAGES = ("en", "fr", "de", "tr", "zh", "ug")
# What Unicode names beside countries: unions, outlying seas and islands, unknown places, test entries.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
# What people write and Unicode's tables do not have.
_COMMON = {
    "uk": "GB",
    "great britain": "GB",
    "britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "grande bretagne": "GB",
    "angleterre": "GB",
    "ecosse": "GB",
    "usa": "US",
    "u s a": "US",
    "u s": "US",
    "america": "US",
    "united states of america": "US",
    "etats unis d'amerique": "US",
    "turkey": "TR",
    "czech republic": "CZ",
    "republique tcheque": "CZ",
    "holland": "NL",
    "the netherlands": "NL",
    "hollande": "NL",
    "hong kong": "HK",
    "hongkong": "HK",
    "香港": "HK",
    "macao": "MO",
    "macau": "MO",
    "palestine": "PS",
    "ivory coast": "CI",
    "burma": "MM",
    "birmanie": "MM",
    "russian federation": "RU",
    "federation de russie": "RU",
    "people's republic of china": "CN",
    "republique populaire de chine": "CN",
    "prc": "CN",
    "republic of korea": "KR",
    "korea": "KR",
    "coree": "KR",
    "vatican": "VA",
    "uae": "AE",
    "emirats": "AE",
    "luxemburg": "LU",
}


def country_of(text: str) -> str:
    """Return the two letters of the country that `text` names or abbreviates.

    Raises:
        UnknownCountry: it names none, or more than one.
    """
    key = _key(text)
    code = key.upper() if is_country(key.upper()) else _names().get(key)
    if code is None:
        raise UnknownCountry(
            _("“%(text)s” is not one country. Write its name, or its two letters such as FR.", text=text)
        )
    return code


def is_country(code: str) -> bool:
    """Return whether `code` is the two letters of a country."""
    return code in _codes()


def country_name(code: str | None, language: str | None = None) -> str:
    """Return the name of a country in `language`, or in the reader's; the code itself where there is no name."""
    if not code:
        return ""
    locale = Locale.parse(language) if language else get_locale() or Locale("en")
    return str(locale.territories.get(code, code))


def countries() -> list[tuple[str, str]]:
    """Return the code and the name of every country, by name in the reader's language."""
    return _countries(str(get_locale() or "en"))


def _key(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace(".", " ").replace("(", " ").replace(")", " ").split())


@lru_cache(maxsize=16)
def _countries(language: str) -> list[tuple[str, str]]:
    return sorted(((code, country_name(code, language)) for code in _codes()), key=lambda pair: fold(pair[1]))


@cache
def _codes() -> frozenset[str]:
    names = map(str, Locale("en").territories)
    return frozenset(code for code in names if len(code) == 2 and code.isalpha()) - _NO_COUNTRY  # noqa: PLR2004 - ISO 3166's two letters


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in _codes():
                found.setdefault(_key(name), code)
    return {**found, **_COMMON}
