"""The text of a mail as MIME parts: quoted-printable or base64, whichever is shorter, in lines of at most 78."""

import base64
import binascii
import hashlib
import string

from outreach.i18n import _l
from outreach.mail.headers import UnsendableText

_ASCII = string.printable.replace("=", "").encode()
_NUL = _l(
    "“%(field)s” holds a character that mail cannot carry. Type the text again, or paste it without its formatting."
)


def text_part(subtype: str, text: str, field: str) -> bytes:
    """Return the headers and content of a text part; `text` ends with a line break afterwards.

    Raises:
        UnsendableText: NUL, or half a character.
    """
    raw = _as_lines(text, field)
    # Quoted-printable writes three letters for a byte, base64 four for three bytes.
    if len(raw) + 2 * len(raw.translate(None, _ASCII)) <= len(raw) * 4 / 3:
        encoding, content = "quoted-printable", _quoted_printable(raw)
    else:
        encoding, content = "base64", base64.encodebytes(raw).replace(b"\n", b"\r\n")
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'.encode()
        + content
    )


def alternatives(parts: list[bytes], seed: str) -> bytes:
    """Return the headers and content of a part that offers the same in several forms, the plainest first (RFC 2046 5.1.4).

    The boundary comes from `seed`, so that freezing twice gives the same bytes. "=_" occurs in neither encoding of
    `text_part`, so that no text can forge it.
    """
    boundary = f"=_{hashlib.sha256(seed.encode()).hexdigest()[:24]}".encode()
    pieces = b"".join(b"--%b\r\n%b\r\n" % (boundary, part) for part in parts)
    head = b'Content-Type: multipart/alternative;\r\n boundary="%b"\r\n\r\n' % boundary
    return b"%b%b--%b--\r\n" % (head, pieces, boundary)


def _as_lines(text: str, field: str) -> bytes:
    if "\0" in text:
        raise UnsendableText(field, _NUL)
    # Not splitlines(), which also breaks at VT, FF, NEL and U+2028.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        text += "\n"
    try:
        return text.replace("\n", "\r\n").encode()
    except UnicodeEncodeError as error:
        raise UnsendableText(field, _NUL) from error


def _quoted_printable(raw: bytes) -> bytes:
    # It makes soft breaks of CRLF because the first line of `raw` ends so, and protects white space at line ends.
    content = b"\r\n" + binascii.b2a_qp(raw)
    # Mailboxes kept as mbox files would turn a line beginning with "From " into ">From ".
    return content.replace(b"\r\nFrom ", b"\r\n=46rom ")[2:]
