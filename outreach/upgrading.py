"""Making the database, or bringing it to this version's tables, after a copy of it was kept."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade as run_migrations
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from outreach import clock, paths
from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import _, _l
from outreach.settings import settings


class NoBackup(OutreachError):
    """The database could not be copied, and so was not touched."""

    message = _l(
        "The database was not touched, because no copy of it could be made first: pg_dump is missing or failed. "
        "Install it with “apt-get install postgresql-client”, or make a copy yourself and run “outreach upgrade --no-backup”."
    )


class MadeByNewerVersion(OutreachError):
    """The database has a revision that this version of the program does not know."""

    message = _l(
        "The database was made by a newer version of the program. Nothing was changed. Install that version again."
    )


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade did: from which revision (None: there was no database) to which, and where the copy is."""

    before: str | None
    after: str
    backup: Path | None

    @property
    def changed(self) -> bool:
        """Whether there was anything to do."""
        return self.before != self.after


def upgrade_database(*, with_backup: bool = True) -> Upgrade:
    """Bring the database of the current application to the newest revision and return what was done.

    Raises:
        NoBackup: there are rows, and no copy could be made.
        MadeByNewerVersion: this version does not know the database's revision.
    """
    before, after = _present_revision(), _newest_revision()
    if before == after:
        return Upgrade(before, after, None)
    if before and before not in {script.revision for script in _scripts().walk_revisions()}:
        raise MadeByNewerVersion
    backup = keep_copy(before) if before and with_backup else None
    db.session.remove()
    db.engine.dispose()
    run_migrations()
    return Upgrade(before, after, backup)


def is_current() -> bool:
    """Whether the database has this version's tables."""
    return _present_revision() == _newest_revision()


def what_ails_database(error: SQLAlchemyError) -> str | None:
    """Return what `error` says of the database itself, and what to do; None where the fault is the program's."""
    db.session.remove()  # what failed may still hold the write lock
    try:
        if not is_current():
            return str(
                _("The database has not this version's tables. Nothing was changed. Run “outreach upgrade” first.")
            )
    except SQLAlchemyError as still:
        # It answers no question at all.
        return _database_reason(still)
    return _database_reason(error) if isinstance(error, OperationalError) else None


def _database_reason(error: SQLAlchemyError) -> str:
    reason = str(error.__cause__ or error).splitlines()[0].rstrip(".")
    sentence = _(
        "The database does not answer as it should: %(reason)s. Nothing was changed. Look at DATABASE_URL, or try again.",
        reason=reason,
    )
    return str(sentence)


def _present_revision() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _newest_revision() -> str:
    head = _scripts().get_current_head()
    if head is None:
        raise OutreachError(_("This copy of the program has no migrations. Install it anew."))
    return head


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(paths.MIGRATIONS))


def keep_copy(revision: str) -> Path:
    """Copy the database into the instance folder's `backups`, readable by its owner alone, and return where it is.

    Raises:
        NoBackup: pg_dump is missing or failed.
    """
    folder = settings().instance_dir / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    stem = folder / f"before-upgrade-from-{revision}-{clock.now():%Y-%m-%d-%H%M%S}"
    url = sa.make_url(settings().database_url)
    if url.get_backend_name() == "sqlite":
        return _copy_sqlite(Path(url.database or ""), stem.with_suffix(".db"))
    return _dump_postgresql(url, stem.with_suffix(".dump"))


def _copy_sqlite(source: Path, target: Path) -> Path:
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as copy:
        old.backup(copy)
    return target


def _dump_postgresql(url: sa.URL, target: Path) -> Path:
    program = shutil.which("pg_dump")
    target.touch(mode=0o600)
    # In the environment, unlike among the arguments, nobody else on the computer sees the password.
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    address = url.set(drivername="postgresql", password=None).render_as_string()
    dump = program and subprocess.run(  # noqa: S603 - a program found by name, with arguments of ours
        [program, "--format=custom", f"--file={target}", f"--dbname={address}"],
        env=environment,
        check=False,
        capture_output=True,
    )
    if not dump or dump.returncode:
        target.unlink()
        raise NoBackup
    return target
