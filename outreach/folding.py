"""Text as it is compared and searched: over accents, case, widths, ligatures and the variants of one letter.

`fold` is for comparing and finding, never for showing: what comes out may not be a word of any language.
"""

import unicodedata

# Letters that Unicode does not take apart, as people without that key type them.
_LETTERS = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŋ": "n",
    "ı": "i",  # Turkish: Çınar is typed Cinar
    "ə": "e",
}
# Uyghur, Arabic and Persian keyboards write one letter with several signs, and old Uyghur texts mix them.
_ARABIC = {
    **dict.fromkeys("يىیےۍ", "ى"),
    **dict.fromkeys("كڪﻙ", "ک"),
    **dict.fromkeys("هہةۀەھ", "ە"),
    **dict.fromkeys("ٱ", "ا"),
    "ـ": "",  # tatweel only stretches a word
}
_SIGNS = {
    **dict.fromkeys("’‘ʼʹ`´ʻ＇", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_TABLE = str.maketrans({**_LETTERS, **_ARABIC, **_SIGNS})
# The hamza that carries a vowel at the head of a Uyghur syllable stands on any of three signs, or is left out.
_HAMZA = "\u0654"
_CARRIERS = tuple(carrier + _HAMZA for carrier in "يىی")


def fold(text: str) -> str:
    """Return `text` as it is compared: lower case, no accents, one space between words; empty for nothing.

    "Loïc MODÈLE", "Œdipe" and "Çınar" become "loic modele", "oedipe" and "cinar"; Chinese stays as it is.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    for carrier in _CARRIERS:
        apart = apart.replace(carrier, "")
    letters = "".join(_plain(sign) for sign in apart)
    return " ".join(unicodedata.normalize("NFC", letters.translate(_TABLE)).split())


def _plain(sign: str) -> str:
    # Accents have a combining class; the vowel signs of Devanagari or Thai have none, and stay.
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return ""
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)
