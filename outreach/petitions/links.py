"""Addresses of the public pages. Mails and the desk name them even where this process does not serve the public face."""

from outreach.security.tokens import read_link, sign_link
from outreach.settings import settings

_CONFIRM = "confirm-signature"
_OWN = "own-signature"


def petition_path(slug: str, language: str | None = None) -> str:
    """Return the path of a petition's page, in its own language or in `language`."""
    return f"/petitions/{slug}/{language}" if language else f"/petitions/{slug}"


def petition_url(slug: str, language: str | None = None) -> str:
    """Return the absolute address of a petition's page."""
    return f"{settings().public_url}{petition_path(slug, language)}"


def help_path(slug: str, language: str | None = None) -> str:
    """Return the path of the form for those who can help, in `language`."""
    return f"{petition_path(slug)}/help" + (f"?language={language}" if language else "")


def help_url(slug: str) -> str:
    """Return the absolute address of the form for those who can help."""
    return f"{settings().public_url}{help_path(slug)}"


def confirm_url(signature_id: int) -> str:
    """Return the link with whose page a signature is confirmed. It works again and again, with the same result."""
    return f"{settings().public_url}/confirm/{sign_link(_CONFIRM, signature_id)}"


def signature_url(signature_id: int) -> str:
    """Return the link to the page on which a signatory sees, hides, withdraws or erases the own signature."""
    return f"{settings().public_url}{signature_path(signature_id)}"


def signature_path(signature_id: int) -> str:
    """Return the path of the page of one's own signature."""
    return f"/signature/{sign_link(_OWN, signature_id)}"


def confirmed_id(token: str) -> int:
    """Return the id of the signature that a confirmation link is for.

    Raises:
        BadLink: the token was cut or changed.
    """
    return int(read_link(_CONFIRM, token))


def own_id(token: str) -> int:
    """Return the id of the signature that the link of its owner is for.

    Raises:
        BadLink: the token was cut or changed.
    """
    return int(read_link(_OWN, token))
