"""The link in a mail with which its reader makes us stop.

It carries the keyed hash of the address and nothing else of the person, so that the page needs no contact and no mailing:
the public face may not read them.
"""

import base64
from dataclasses import dataclass

from outreach.security.tokens import BadLink, read_link, sign_link
from outreach.settings import settings
from outreach.suppressions.services import address_hash

_PURPOSE = "unsubscribe"


@dataclass(frozen=True)
class StopLink:
    """What a link says: the address (by its hash), the kind of mail it stops, and the language of its reader."""

    address_hash: bytes
    covers: str
    language: str


def unsubscribe_url(address: str, covers: str, language: str) -> str:
    """Return the link that stops mail of the kind `covers` to `address`; it works for good, and again and again."""
    hashed = base64.urlsafe_b64encode(address_hash(address)).decode().rstrip("=")
    return f"{settings().public_url}/unsubscribe/{sign_link(_PURPOSE, f'{hashed}:{covers}:{language}')}"


def read_unsubscribe(token: str) -> StopLink:
    """Return what the link with `token` says.

    Raises:
        BadLink: it was cut or changed.
    """
    parts = read_link(_PURPOSE, token).split(":")
    if len(parts) != 3:  # noqa: PLR2004 - as written above
        raise BadLink
    hashed, covers, language = parts
    return StopLink(base64.urlsafe_b64decode(hashed + "=" * (-len(hashed) % 4)), covers, language)
