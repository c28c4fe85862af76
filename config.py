"""Every setting of the program, read from the environment, typed and checked.

Each setting may also be given as ``NAME_FILE``, the path of a file that holds the value (for secrets
that a service manager or a container hands over as files). ``docs/settings.md`` explains all of them.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SECRET_KEY_LENGTH = 32
VAULT_KEY_BYTES = 32
FACES = ("both", "public", "desk")
NAMES = (
    "DATABASE_URL",
    "DESK_URL",
    "FACES",
    "IMAP_URL",
    "INSTANCE_DIR",
    "MAIL_FROM",
    "PRACTICE",
    "PUBLIC_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "SEND_CAPS",
    "SMTP_CA_FILE",
    "SMTP_URL",
    "TRIAL_MODE",
    "TRUSTED_PROXIES",
    "VAULT_KEYS",
)
_SHARED_WITH_PRACTICE = ("PUBLIC_URL", "DESK_URL", "FACES", "TRUSTED_PROXIES")
_CAP_FIELDS = {
    ("minute",): "per_minute",
    ("hour",): "per_hour",
    ("day",): "per_day",
    ("outlet", "day"): "per_outlet_a_day",
}


class HalfConfigured(Exception):
    """The settings cannot work together; `problems` lists all that is wrong, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the sentences, and show them one per line."""
        self.problems = problems
        super().__init__("The settings are not complete:\n" + "\n".join(f"- {line}" for line in problems))


@dataclass(frozen=True)
class SendCaps:
    """How many mails one mailbox may send in a span of time; None is no cap."""

    per_minute: int | None = None
    per_hour: int | None = None
    per_day: int | None = None
    per_outlet_a_day: int | None = None


@dataclass(frozen=True)
class Settings:
    """What one process runs with. URLs carry no slash at their end."""

    instance_dir: Path
    database_url: str
    redis_url: str | None
    public_url: str
    desk_url: str
    faces: str
    secret_key: str
    vault_keys: dict[str, bytes]
    hash_key: bytes
    smtp_url: str | None
    smtp_ca_file: str | None
    imap_url: str | None
    mail_from: str
    trial_mode: bool
    practice: bool
    send_caps: SendCaps
    trusted_proxies: int

    @property
    def captures_mail(self) -> bool:
        """Whether mail goes to the captured outbox instead of out of this computer."""
        return self.practice or self.smtp_url is None

    @property
    def published_dir(self) -> Path:
        """The folder of published pages, which a web server may serve by itself."""
        return self.instance_dir / "published"

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """Return the settings in `environ`, making the instance folder and its keys at first use.

        Raises:
            HalfConfigured: something is missing or contradicts something else; all of it is listed.
        """
        return _Reader(environ).settings()


class _Reader:
    """Reads one environment and gathers what is wrong with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []

    def settings(self) -> Settings:
        instance_dir = _instance_dir(self.value("INSTANCE_DIR") or "instance")
        practice = self.choice("PRACTICE", ("off", "on")) == "on"
        if practice:
            # A campaign of its own beside the real one: it shares an address with it, and nothing else.
            instance_dir = _instance_dir(str(instance_dir / "practice"))
            self.environ = {name: self.environ[name] for name in _SHARED_WITH_PRACTICE if name in self.environ}
        public_url = self.origin("PUBLIC_URL", _last_address(instance_dir.parent if practice else instance_dir))
        smtp_url = self.smtp_url()
        keys = self.vault_keys(instance_dir)
        settings = Settings(
            instance_dir=instance_dir,
            database_url=self.database_url(instance_dir),
            redis_url=self.url("REDIS_URL", ("redis", "rediss", "unix")),
            public_url=public_url,
            desk_url=self.origin("DESK_URL", public_url),
            faces=self.choice("FACES", FACES),
            secret_key=self.secret_key(instance_dir),
            hash_key=keys.pop("hash", b""),
            vault_keys=keys,
            smtp_url=smtp_url,
            smtp_ca_file=self.value("SMTP_CA_FILE"),
            imap_url=self.url("IMAP_URL", ("imap", "imaps")),
            mail_from=self.mail_from(smtp_url),
            trial_mode=self.choice("TRIAL_MODE", ("on", "off")) == "on",
            practice=practice,
            send_caps=self.send_caps(),
            trusted_proxies=self.whole_number("TRUSTED_PROXIES", 0),
        )
        if self.problems:
            raise HalfConfigured(self.problems)
        return settings

    def value(self, name: str) -> str | None:
        given, file_name = self.environ.get(name), self.environ.get(f"{name}_FILE")
        if given and file_name:
            self.problems.append(f"{name} and {name}_FILE are both set. Keep one of them.")
        if given or not file_name:
            return given or None
        try:
            return Path(file_name).read_text(encoding="utf-8").strip() or None
        except OSError as error:
            self.problems.append(f"{name}_FILE cannot be read: {error.strerror}.")
            return None

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = (self.value(name) or allowed[0]).lower()
        if value not in allowed:
            self.problems.append(f"{name} is “{value}”. Choose one of: {', '.join(allowed)}.")
            return allowed[0]
        return value

    def whole_number(self, name: str, default: int) -> int:
        value = self.value(name)
        if value is None:
            return default
        if not value.isdecimal():
            self.problems.append(f"{name} is “{value}”. Give a whole number from 0 on.")
            return default
        return int(value)

    def url(self, name: str, schemes: tuple[str, ...]) -> str | None:
        value = self.value(name)
        if value and urlsplit(value).scheme not in schemes:
            self.problems.append(f"{name} must begin with {' or '.join(f'{s}://' for s in schemes)}.")
        return value

    def origin(self, name: str, default: str) -> str:
        value = (self.value(name) or default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            self.problems.append(f"{name} must be an origin such as https://petition.example, with no path behind it.")
        elif parts.scheme == "http" and not _is_loopback(parts) and not parts.hostname.endswith(".onion"):
            self.problems.append(f"{name} must begin with https:// unless it is on this computer.")
        return value

    def database_url(self, instance_dir: Path) -> str:
        value = self.value("DATABASE_URL") or f"sqlite:///{instance_dir / 'outreach.db'}"
        scheme = value.split(":", 1)[0]
        if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
            return re.sub(r"^[^:]+", "postgresql+psycopg", value)
        if scheme != "sqlite":
            self.problems.append("DATABASE_URL must begin with sqlite:/// or postgresql://.")
            return "sqlite://"
        return value

    def smtp_url(self) -> str | None:
        value = self.url("SMTP_URL", ("smtp", "smtps", "smtp+starttls"))
        parts = urlsplit(value or "")
        if value and not parts.hostname:
            self.problems.append("SMTP_URL names no host. Write smtps://user:password@host:465.")
        elif parts.scheme == "smtp" and not _is_loopback(parts):
            self.problems.append(
                "SMTP_URL is plain to another computer, where names and passwords could be read on the way. "
                "Begin it with smtps:// or smtp+starttls://."
            )
        return value

    def mail_from(self, smtp_url: str | None) -> str:
        value = self.value("MAIL_FROM")
        if value is None and smtp_url:
            self.problems.append(
                "SMTP_URL is set but MAIL_FROM is not. Set MAIL_FROM to the address the campaign writes from."
            )
        if value is not None and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+|[^<>@]*<[^@\s<>]+@[^@\s<>]+>", value):
            self.problems.append(
                "MAIL_FROM is not an address. Write it as campaign@example.org or Name <campaign@example.org>."
            )
        return value or "campaign@campaign.example"

    def send_caps(self) -> SendCaps:
        value = self.value("SEND_CAPS") or "20/hour,80/day,2/outlet/day"
        if value.lower() == "off":
            return SendCaps()
        caps: dict[str, int] = {}
        for part in value.split(","):
            number, *span = part.strip().lower().split("/")
            field = _CAP_FIELDS.get(tuple(span))
            if field is None or not number.isdecimal() or int(number) < 1:
                self.problems.append(
                    f"SEND_CAPS has “{part.strip()}”. Write parts such as 20/hour, 80/day, 2/outlet/day, or off."
                )
            else:
                caps[field] = int(number)
        return SendCaps(**caps)

    def secret_key(self, instance_dir: Path) -> str:
        value = self.value("SECRET_KEY") or _kept(instance_dir / "keys" / "secret_key", secrets.token_urlsafe(48))
        if len(value) < SECRET_KEY_LENGTH:
            self.problems.append(
                "SECRET_KEY is too short (at least 32 characters). Make a longer one with a password generator."
            )
        return value

    def vault_keys(self, instance_dir: Path) -> dict[str, bytes]:
        fresh = ",".join(f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}" for name in ("1", "hash"))
        value = self.value("VAULT_KEYS") or _kept(instance_dir / "keys" / "vault_keys", fresh)
        keys: dict[str, bytes] = {}
        for part in value.split(","):
            name, _, encoded = part.strip().partition(":")
            try:
                keys[name] = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                keys[name] = b""
        if set(keys) <= {"hash"} or "hash" not in keys or any(len(key) != VAULT_KEY_BYTES for key in keys.values()):
            self.problems.append(
                "VAULT_KEYS must hold at least one key and a hash key, each 32 bytes in base64: 1:…,hash:… (the newest key first)."
            )
        return keys


def _is_loopback(parts: SplitResult) -> bool:
    return parts.hostname in LOOPBACK


def _instance_dir(value: str) -> Path:
    path = Path(value).absolute()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _last_address(instance_dir: Path) -> str:
    """Return the address `outreach run` last listened on, so that links made in the shell lead there."""
    try:
        return (instance_dir / "address").read_text(encoding="utf-8").strip()
    except OSError:
        return "http://127.0.0.1:8000"


def _kept(path: Path, fresh: str) -> str:
    """Return the secret kept in `path`; the first process to ask writes `fresh` there, readable by its owner alone."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(fresh, encoding="utf-8")
        try:
            # A hard link is made whole or not at all, and never over a file that another process made first.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()
