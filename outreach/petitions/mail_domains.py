"""A hint for mistyped mail domains: only ever shown, never put in place of what somebody typed."""

from difflib import get_close_matches

from outreach.mail.addresses import domain_of

_CLOSE = 0.84
_COMMON = [
    "gmail.com",
    "hotmail.com",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "live.com",
    "live.fr",
    "msn.com",
    "yahoo.com",
    "yahoo.fr",
    "yahoo.de",
    "icloud.com",
    "me.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "sfr.fr",
    "bbox.fr",
    "gmx.de",
    "gmx.net",
    "gmx.fr",
    "web.de",
    "t-online.de",
    "posteo.de",
    "mailbox.org",
    "ymail.com",
    "mail.com",
    "hotmail.it",
    "live.de",
    "yahoo.co.uk",
    "yahoo.it",
    "rocketmail.com",
    "proton.me",
    "protonmail.com",
    "aol.com",
    "qq.com",
    "163.com",
    "126.com",
    "mail.ru",
    "yandex.ru",
    "mail.kz",
    "hotmail.de",
    "outlook.de",
]


def likely_domain(address: str) -> str | None:
    """Return the well-known domain that the one of `address` looks like a slip of; None when it is fine or unknown."""
    domain = domain_of(address)
    if not domain or domain in _COMMON:
        return None
    found = get_close_matches(domain, _COMMON, n=1, cutoff=_CLOSE)
    return found[0] if found else None
