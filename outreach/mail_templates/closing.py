"""The line at the end of a mail that tells how to make us stop, where a template says nothing of it."""

# In the language of the mail, which may be one the desk has no catalogue for.
_LINES = {
    "en": "If you would rather not hear from us again, [tell us]({{ unsubscribe_url }}).",
    "fr": "Si vous préférez ne plus recevoir de message de notre part, [dites-le-nous]({{ unsubscribe_url }}).",
    "de": "Wenn Sie keine Nachrichten mehr von uns erhalten möchten, [sagen Sie es uns]({{ unsubscribe_url }}).",
    "tr": "Bizden bir daha ileti almak istemiyorsanız [bize bildirin]({{ unsubscribe_url }}).",
    "zh": "如果您不希望再收到我们的邮件，[请告诉我们]({{ unsubscribe_url }})。",
    "ug": "بىزدىن يەنە خەت تاپشۇرۇۋېلىشنى خالىمىسىڭىز، [بىزگە ئۇقتۇرۇڭ]({{ unsubscribe_url }}).",
    "kk": "Бізден бұдан былай хат алғыңыз келмесе, [бізге айтыңыз]({{ unsubscribe_url }}).",
}


def closing_line(language: str) -> str:
    """Return the line in `language`, in English where we have none."""
    return _LINES.get(language.partition("-")[0], _LINES["en"])
