"""Languages, named or abbreviated in any of those our lists come in."""

import re
from functools import cache

from babel import Locale

from outreach.folding import fold

_NAMED_IN = ("en", "fr", "de", "tr", "zh", "ug")
_COMMON = {
    "uighur": "ug",
    "ouighour": "ug",
    "uigur": "ug",
    "uyghurisch": "ug",
    "mandarin": "zh",
    "chinois mandarin": "zh",
    "simplified chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "普通话": "zh",
    "vf": "fr",
    "va": "en",
}
_BETWEEN = re.compile(r"[,;/+&|、，；\n]|\s(?:et|and|und|ve)\s")


def languages_of(text: str) -> tuple[list[str], list[str]]:
    """Return the codes of the languages that `text` names, in order, and the words that name none."""
    known: dict[str, None] = {}
    unknown = []
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        code = _code(part)
        if code:
            known[code] = None
        else:
            unknown.append(part)
    return list(known), unknown


def _code(word: str) -> str | None:
    key = fold(word).strip(" .")
    # "fr-FR" and "zh_CN" are one language each.
    base = re.split(r"[-_]", key)[0] if re.fullmatch(r"[a-z]{2,3}[-_][a-z]{2,4}", key) else key
    return base if base in _codes() else _names().get(key)


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").languages) if len(code) == 2)  # noqa: PLR2004 - ISO 639-1


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _NAMED_IN:
        for code, name in Locale(language).languages.items():
            if len(str(code)) <= 3:  # noqa: PLR2004 - no varieties of one language
                found.setdefault(fold(name), str(code))
    return {**found, **_COMMON}
