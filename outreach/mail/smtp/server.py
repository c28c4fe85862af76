"""Which server to send through: SMTP_URL, taken apart."""

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from outreach.errors import OutreachError
from outreach.i18n import _l


class Security(StrEnum):
    """How the line is protected, by the scheme of the URL."""

    PLAIN = "smtp"
    TLS = "smtps"
    STARTTLS = "smtp+starttls"


_PORTS = {Security.PLAIN: 25, Security.TLS: 465, Security.STARTTLS: 587}


class BadServerAddress(OutreachError):
    """SMTP_URL or SMTP_CA_FILE cannot be used; the sentence says why."""


@dataclass(frozen=True)
class SmtpServer:
    """A server to send through; user and password are both there or both None."""

    security: Security
    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, url: str) -> "SmtpServer":
        """Return the server named by a URL such as `smtps://user:password@host:465`.

        Raises:
            BadServerAddress: the URL names no server, or one on another computer without TLS.
        """
        parts = urlsplit(url)
        if parts.scheme not in set(Security):
            raise BadServerAddress(
                _l("SMTP_URL must begin with smtps://, smtp+starttls:// or, on this computer, smtp://.")
            )
        security = Security(parts.scheme)
        host = _host(parts)
        if security is Security.PLAIN and not names_loopback(host):
            raise BadServerAddress(
                _l("SMTP_URL is plain to another computer. Begin it with smtps:// or smtp+starttls://.")
            )
        user, password = _sign_in(parts)
        return cls(security, host, _port(parts) or _PORTS[security], user, password)


def names_loopback(host: str) -> bool:
    """Return whether `host` is this computer by its name or number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        if host and host.encode("idna"):
            return host
    except UnicodeError:
        pass
    raise BadServerAddress(_l("SMTP_URL names no host. Write smtps://user:password@host:465."))


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise BadServerAddress(_l("The port in SMTP_URL is not a number up to 65535.")) from error


def _sign_in(parts: SplitResult) -> tuple[str | None, str | None]:
    if bool(parts.username) != bool(parts.password):
        raise BadServerAddress(_l("SMTP_URL needs both a user and a password, or neither."))
    if not parts.username or not parts.password:
        return None, None
    return unquote(parts.username), unquote(parts.password)
