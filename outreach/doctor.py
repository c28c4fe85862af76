"""`outreach doctor`: what is not as it should be, why that matters, and what to type."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from outreach import clock, paths
from outreach.db import db
from outreach.i18n import _
from outreach.mail.outcomes import NotSent
from outreach.mail.transports import transport_for
from outreach.settings import settings
from outreach.upgrading import is_current

_ENOUGH_DISK = 500 * 1024 * 1024
# More than this between our clock and the database server's, and "tomorrow at nine" means two things.
_CLOCK_DRIFT_SECONDS = 30
_FONTS = ("uyghur-400.woff2", "uyghur-700.woff2")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, why it matters, and what to do when it is not."""

    check: str
    ok: bool
    why: str
    do: str


def examine() -> list[Finding]:
    """Return what was looked at, in the order of how much depends on it."""
    return [*_database(), _disk(), _keys(), *_mail(), _address(), _fonts()]


def _database() -> Iterator[Finding]:
    why = _("Everything is kept in the database.")
    try:
        current = is_current()
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        yield Finding(
            "database",
            ok=False,
            why=why,
            do=_("It cannot be reached: %(reason)s. Look at DATABASE_URL.", reason=reason),
        )
        return
    yield Finding(
        "database", current, why, "" if current else _("It has the tables of another version. Type: outreach upgrade")
    )
    if current:
        yield _clock()


def _clock() -> Finding:
    drift = 0.0
    if db.engine.dialect.name == "postgresql":
        there = db.session.scalar(sa.text("SELECT clock_timestamp()"))
        drift = abs((there - clock.now()).total_seconds())
    return Finding(
        "clock",
        drift <= _CLOCK_DRIFT_SECONDS,
        _("Mails leave and links expire by the clock."),
        _("This computer and the database are %(seconds)s seconds apart. Set both by NTP.", seconds=round(drift)),
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings().instance_dir).free
    return Finding(
        "disk",
        free >= _ENOUGH_DISK,
        _("A full disk stops signatures and mails."),
        _("Only %(megabytes)s MB are free at %(path)s. Make room.", megabytes=free >> 20, path=settings().instance_dir),
    )


def _keys() -> Finding:
    folder = settings().instance_dir / "keys"
    open_ones = [path for path in folder.glob("*") if _others_may_read(path)]
    return Finding(
        "keys",
        not open_ones,
        _("Whoever reads the keys can open every sealed name."),
        _("Others on this computer can read them. Type: chmod 600 %(paths)s", paths=" ".join(map(str, open_ones))),
    )


def _mail() -> Iterator[Finding]:
    why = _("Without a mail server nothing leaves this computer.")
    if settings().captures_mail:
        yield Finding(
            "mail",
            ok=False,
            why=why,
            do=_("Mail is captured. To send it, set SMTP_URL and MAIL_FROM (docs/settings.md)."),
        )
        return
    try:
        transport_for(settings()).open().close()
    except NotSent as refused:
        do = _("The server did not take the sign-in or could not be trusted: %(words)s", words=refused.words)
        yield Finding("mail", ok=False, why=why, do=do)
    else:
        yield Finding("mail", ok=True, why=why, do="")
    do = _("Only the team can be mailed. When SPF, DKIM and DMARC are in order, set TRIAL_MODE=off.")
    yield Finding(
        "trial", not settings().trial_mode, _("A fresh installation must not write to strangers by mistake."), do
    )


def _address() -> Finding:
    return Finding(
        "address",
        settings().public_url.startswith("https://"),
        _("Readers give their names: on the way they must be unreadable."),
        _(
            "The pages are at %(url)s, on this computer only. To publish them, set PUBLIC_URL to an https address.",
            url=settings().public_url,
        ),
    )


def _fonts() -> Finding:
    missing = [name for name in _FONTS if not (paths.STATIC / "fonts" / name).is_file()]
    return Finding(
        "fonts",
        not missing,
        _("Without them Uyghur is shown in shapes that cannot be read on some phones."),
        _("Missing: %(names)s. Install the program anew.", names=", ".join(missing)),
    )


def _others_may_read(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
