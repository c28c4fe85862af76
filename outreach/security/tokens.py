"""Signed links: a value and its purpose, bound together by a MAC, that work again and again without a row to remember them.

Layout: `value.mac`, or `value.day.mac` for a link that ends; each part in URL-safe base64 without padding. The MAC stands
last on purpose: its last character is never "-" or "_", which mail programs like to leave out of a link they underline.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import date, timedelta

from outreach import clock
from outreach.errors import OutreachError
from outreach.i18n import _l
from outreach.settings import settings

MAC_BYTES = 16
# A value of one part and its MAC, or with the day between them.
_PARTS = (2, 3)


class BadLink(OutreachError):
    """A signed link was cut, changed, made for something else, or is past its day."""

    message = _l(
        "This link is not complete or no longer works. Copy the whole link from the mail, or ask for a new one."
    )


def sign_link(purpose: str, value: str | int, *, days: int | None = None) -> str:
    """Return a token that `read_link` turns back into `value`, for `purpose` alone.

    It works as often as wanted: until the end of the day `days` from today (UTC), or without end.
    """
    parts = [_text(str(value).encode())]
    if days is not None:
        parts.append(_text(str((clock.today() + timedelta(days=days)).toordinal()).encode()))
    return ".".join([*parts, _mac(purpose, parts)])


def read_link(purpose: str, token: str) -> str:
    """Return the value that `sign_link` was given for `purpose`.

    Raises:
        BadLink: the token was cut or changed, made for another purpose, or its last day is over.
    """
    *parts, mac = token.split(".")
    if len(parts) + 1 not in _PARTS or not hmac.compare_digest(mac.encode(), _mac(purpose, parts).encode()):
        raise BadLink
    if parts[1:] and date.fromordinal(int(_bytes(parts[1]))) < clock.today():
        raise BadLink
    return _bytes(parts[0]).decode()


def _mac(purpose: str, parts: list[str]) -> str:
    # Keys of their own per purpose: a token for one thing never opens another, whatever the values are.
    key = hmac.digest(settings().secret_key.encode(), f"signed link\0{purpose}".encode(), hashlib.sha256)
    return _text(hmac.digest(key, ".".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256)[:MAC_BYTES])


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as error:
        raise BadLink from error
