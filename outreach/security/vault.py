"""The vault: columns sealed with AES-GCM-SIV, and the keyed hashes that find them again.

A sealed value is bound to its table, its row and its column (associated data), so that a value moved elsewhere by
whoever can write to the database does not open. Rows are told apart by `row_uid`, drawn before the row is written,
because a number from the database comes too late.

Layout of a sealed value: one byte, the length of the key's name; the name; 12 bytes of nonce; the ciphertext (RFC 8452).
"""

import hashlib
import hmac
import os
import secrets
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from sqlalchemy.orm import Mapped, mapped_column

from outreach.errors import OutreachError
from outreach.i18n import _l
from outreach.settings import settings

NONCE_BYTES = 12


class SealBroken(OutreachError):
    """A sealed value does not open: its key is missing, or it was changed or moved."""

    message = _l("A sealed value cannot be opened: its key is missing, or it was changed outside the program.")


def seal(table: str, row_uid: bytes, column: str, value: bytes) -> bytes:
    """Return `value` sealed with the newest key, for this place only."""
    name, key = next(iter(settings().vault_keys.items()))
    nonce = os.urandom(NONCE_BYTES)
    label = name.encode()
    return bytes([len(label)]) + label + nonce + AESGCMSIV(key).encrypt(nonce, value, _place(table, row_uid, column))


def unseal(table: str, row_uid: bytes, column: str, sealed: bytes) -> bytes:
    """Return what `seal` was given for this place.

    Raises:
        SealBroken: the key is not among VAULT_KEYS, or the value was altered or belongs elsewhere.
    """
    start = 1 + (sealed[0] if sealed else 0)
    key = settings().vault_keys.get(sealed[1:start].decode(errors="replace"))
    if key is None:
        raise SealBroken
    nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    try:
        return AESGCMSIV(key).decrypt(nonce, body, _place(table, row_uid, column))
    except InvalidTag as error:
        raise SealBroken from error


def keyed_hash(purpose: str, value: str) -> bytes:
    """Return 32 bytes that stand for `value`, the same each time, and tell nothing without the key."""
    return hmac.digest(settings().hash_key, f"{purpose}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256)


class SealedRow:
    """Mixin of tables with sealed columns."""

    row_uid: Mapped[bytes] = mapped_column(sa.LargeBinary(16), sort_order=900)

    def __init__(self, **values: Any) -> None:
        """Draw the row's mark first: sealing a value needs it."""
        self.row_uid = values.pop("row_uid", None) or secrets.token_bytes(16)
        for name, value in values.items():
            setattr(self, name, value)


class _Sealed:
    """A property that seals what is set into `column` and opens it when read."""

    def __init__(self, column: str) -> None:
        self.column = column

    def set(self, row: Any, value: bytes | None) -> None:
        sealed = None if value is None else seal(row.__tablename__, row.row_uid, self.column, value)
        setattr(row, self.column, sealed)

    def get(self, row: Any) -> bytes | None:
        sealed = getattr(row, self.column)
        return None if sealed is None else unseal(row.__tablename__, row.row_uid, self.column, sealed)


class SealedBytes(_Sealed):
    """Bytes kept sealed in another column: `content = SealedBytes("sealed_content")`."""

    def __get__(self, row: Any, owner: type) -> Any:
        """Return the bytes, None where there are none."""
        return self if row is None else self.get(row)

    def __set__(self, row: Any, value: bytes | None) -> None:
        """Seal `value`."""
        self.set(row, value)


class SealedText(_Sealed):
    """Text kept sealed in another column: `name = SealedText("sealed_name")`."""

    def __get__(self, row: Any, owner: type) -> Any:
        """Return the text, None where there is none."""
        if row is None:
            return self
        value = self.get(row)
        return None if value is None else value.decode("utf-8", "surrogatepass")

    def __set__(self, row: Any, value: str | None) -> None:
        """Seal `value`."""
        self.set(row, None if value is None else value.encode("utf-8", "surrogatepass"))


def _place(table: str, row_uid: bytes, column: str) -> bytes:
    return b"\0".join((table.encode(), row_uid.hex().encode(), column.encode()))
