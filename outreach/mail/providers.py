"""Mailboxes that are reached under several spellings, by the rules of each provider. For counting, never for sending."""

import re
from dataclasses import dataclass

from outreach.mail.addresses import folded


@dataclass(frozen=True)
class _Rule:
    """What a provider ignores: letters anywhere in the local part, and all from the first of its tag marks on."""

    home: str
    ignored: str = ""
    tag: str = "+"


# What is not listed is compared as it is written: elsewhere a dot or a plus may well be another person.
_RULES: dict[str, _Rule] = {
    domain: rule
    for rule, domains in (
        (_Rule("gmail.com", ignored="."), "gmail.com googlemail.com"),
        # Hyphens, dots and underscores are one mailbox at Proton, as are its three endings.
        (_Rule("proton.me", ignored="._-"), "proton.me protonmail.com protonmail.ch pm.me"),
        (_Rule("icloud.com"), "icloud.com me.com mac.com"),
        (_Rule("fastmail.com"), "fastmail.com fastmail.fm"),
        (_Rule("free.fr"), "free.fr"),
        (_Rule("posteo.de"), "posteo.de posteo.net"),
        (_Rule("mailbox.org"), "mailbox.org"),
        (_Rule("zoho.com"), "zoho.com zohomail.com"),
    )
    for domain in domains.split()
}
# Each of these endings is a mailbox of its own, with tags.
_SEPARATE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:outlook|hotmail|live|msn)(?:\.\w{2,3}){1,2}"), "+"),
    # Yahoo's disposable addresses are base-keyword, and no account has a hyphen in its name.
    (re.compile(r"(?:yahoo|ymail|rocketmail)(?:\.\w{2,3}){1,2}"), "-"),
)


def provider_folded(address: str) -> str:
    """Return the spelling under which all addresses of one mailbox are counted once.

    Only for counting and finding doubles: a mail goes to the address as its owner gave it.
    """
    local, _, domain = folded(address).rpartition("@")
    rule = _RULES.get(domain) or _separate(domain)
    if rule is None:
        return folded(address)
    base = local.partition(rule.tag)[0].translate(str.maketrans("", "", rule.ignored))
    # A local part of nothing but marks is no alias of anything.
    return f"{base or local}@{rule.home}"


def _separate(domain: str) -> _Rule | None:
    return next((_Rule(domain, tag=tag) for pattern, tag in _SEPARATE if pattern.fullmatch(domain)), None)
