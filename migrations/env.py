"""Runs migrations inside the application, on its database."""

from alembic import context
from flask import current_app

import outreach.models  # noqa: F401 - so that autogenerate and check see every table
from outreach.db import Base


def run_migrations() -> None:
    """Migrate in one transaction; SQLite rebuilds tables (batch mode) and must not check foreign keys meanwhile.

    Raises:
        RuntimeError: rows point nowhere afterwards; nothing is kept.
    """
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Only outside a transaction does SQLite heed this pragma.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                raise RuntimeError(f"rows point nowhere after the migration: {broken[:5]}")
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run_migrations()
