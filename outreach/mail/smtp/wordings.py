"""How mail servers word their refusals: Postfix, Exim, Sendmail, and the large providers."""

import re

from outreach.mail.outcomes import Cause

# Looked for in this order. Each line is a regular expression over one line of text; upper and lower case are alike.
_PHRASES: dict[Cause, tuple[str, ...]] = {
    Cause.TEMPORARY: (
        r"gr[ae]y-?list",
        r"too many (?:concurrent )?(?:connections|sessions)",
    ),
    Cause.QUOTA: (
        r"(?:daily|hourly|sending|send|outgoing|outbound|relay|rate|recipients?|messages)\W+(?:\w+\W+){0,3}(?:limit|quota)",
        r"too many (?:messages|e?-?mails|recipients)",
        r"rate[- ]limit",
        r"throttl",
        r"unusual rate",
    ),
    Cause.MAILBOX_FULL: (
        r"(?:mailbox|inbox|account|user)\W+(?:\w+\W+){0,2}(?:full|over ?quota)",
        r"over ?quota",
        r"quota exceeded",
        r"exceeded (?:\w+ ){0,3}(?:storage|quota)",
        r"mailbox size limit",
        r"out of storage",
        r"boîte (?:\w+ )*pleine",
    ),
    Cause.SIGN_IN: (
        r"authentication (?:is )?(?:required|failed|needed)",
        r"must (?:first )?(?:be )?authenticate",
        r"not authenticated",
        r"log ?in (?:first|required)",
        r"username and password",
        r"credentials",
    ),
    Cause.POLICY: (
        r"spam",
        r"(?:black|block|deny) ?-?list",
        r"\bblocked\b",
        r"\bbanned\b",
        r"dnsbl",
        r"reputation",
        r"polic(?:y|ies)",
        r"unsolicited",
        r"suspicious",
        r"virus",
        r"\b(?:dmarc|dkim|spf|helo|ehlo|sender)\b",
        r"\byour (?:ip|host|server|domain)",
        r"relay(?:ing)? (?:access )?(?:denied|not)",
        r"not permitted",
        r"access denied",
    ),
    Cause.ADDRESS_DEAD: (
        r"(?:user|recipient|mailbox|account|address)(?: name)?(?: is)?(?: currently)? (?:unknown|unavailable|not found)",
        r"(?:user|recipient|mailbox|account|address)(?: name)?(?: is)?(?: currently)? (?:disabled|inactive|invalid|closed)",
        r"(?:unknown|invalid|no such) (?:local )?(?:user|recipient|mailbox|address|person|account)",
        r"(?:does not|doesn't|doesn’t) exist",
        r"no (?:mailbox|account|user) (?:here )?(?:by|with) that name",
        r"not a (?:valid|known) (?:user|mailbox|recipient)",
        r"n'existe pas",
        r"destinataire (?:inconnu|invalide)",
    ),
    Cause.MESSAGE: (
        r"(?:message|mail)\W+(?:\w+\W+){0,3}(?:too (?:big|large)|size)",
        r"line too long",
    ),
}
_WORDINGS = {cause: re.compile("|".join(phrases), re.IGNORECASE) for cause, phrases in _PHRASES.items()}


def causes_spoken_of(words: bytes) -> list[Cause]:
    """Return the causes that the wording of an answer speaks of, in the order of the table; often none."""
    text = words.decode(errors="replace").replace("\n", " ")
    return [cause for cause, wording in _WORDINGS.items() if wording.search(text)]
