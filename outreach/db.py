"""The database: session, base class, column types, names of constraints, and how SQLite begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from outreach import clock

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database; a value without a zone is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy passes it by name
        """Turn what the database kept into an aware instant."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BigInt = sa.BigInteger().with_variant(sa.Integer, "sqlite")
LARGEST_ID = 2**63 - 1
IntPk = Annotated[int, mapped_column(BigInt, primary_key=True)]
CreatedAt = Annotated[datetime, mapped_column(UtcDateTime, default=clock.now)]


class Base(DeclarativeBase):
    """Parent of every table's class."""

    metadata = sa.MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        StrEnum: sa.Enum(
            StrEnum,
            native_enum=False,
            length=20,
            create_constraint=False,
            values_callable=lambda kind: [one.value for one in kind],
        ),
        dict[str, Any]: Json,
        list[str]: Json,
        int: BigInt,
        str: sa.Text,
    }


db = SQLAlchemy(metadata=Base.metadata, session_options={"join_transaction_mode": "create_savepoint"})


def insert_into(model: type[Base]) -> Any:
    """Return an INSERT of the database in use, which knows `on_conflict_do_update` and `on_conflict_do_nothing`."""
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(model) if is_postgresql else sqlite.insert(model)


@contextmanager
def short_transaction() -> Iterator[Session]:
    """Give a session of its own, committed when the block ends: for the rare page that is read and yet notes something.

    The request's own session must not have begun to read, or SQLite's single writer would wait for itself.
    """
    with Session(db.engines[None], join_transaction_mode="create_savepoint") as session:
        session.info["writes"] = True
        session.connection(execution_options={"outreach_writes": True})
        yield session
        session.commit()


def prepare_engine(engine: sa.Engine) -> None:
    """Give an SQLite engine its pragmas and its own BEGIN; leave any other as it is.

    The driver's own BEGIN comes late and lets savepoints leak, so it is turned off. Every transaction takes the write lock
    at once: a late upgrade cannot wait for its turn and fails. Pages that are only read begin without it.
    """
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _open_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=FAST",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    only_read = (
        has_request_context()
        and request.method in SAFE_METHODS
        and not connection.get_execution_options().get("outreach_writes")
    )
    connection.exec_driver_sql("BEGIN" if only_read else "BEGIN IMMEDIATE")
