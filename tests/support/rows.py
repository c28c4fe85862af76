"""Rows made from nothing but a table's shape, for tables of any age: factories know only today's."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

_numbers = itertools.count(1)
_VALUES: list[tuple[type[sa.types.TypeEngine[Any]], Callable[[int], Any]]] = [
    (sa.Boolean, lambda _number: False),
    (sa.Integer, lambda number: number),
    (sa.JSON, lambda _number: {}),
    (sa.DateTime, lambda _number: datetime(2026, 3, 2, 9, tzinfo=UTC)),
    (sa.Date, lambda _number: date(2026, 3, 2)),
    (sa.LargeBinary, lambda number: number.to_bytes(32)),
    (sa.Enum, lambda _number: None),
    (sa.String, lambda number: f"{number}"),
]


def fill_empty_tables(connection: sa.Connection) -> dict[str, int]:
    """Write one row into each table that has none, and return how many rows each has now."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    tables = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        if not connection.scalar(sa.select(sa.func.count()).select_from(table)):
            connection.execute(table.insert().values(_row(connection, table)))
    return count_rows(connection, tables)


def count_rows(connection: sa.Connection, tables: list[sa.Table] | None = None) -> dict[str, int]:
    """Return how many rows each table has."""
    if tables is None:
        metadata = sa.MetaData()
        metadata.reflect(connection)
        tables = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
    return {table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables}


def _row(connection: sa.Connection, table: sa.Table) -> dict[str, Any]:
    row = {}
    for column in table.columns:
        if column.foreign_keys and not column.nullable:
            target = next(iter(column.foreign_keys)).column
            row[column.name] = connection.scalar(sa.select(target).limit(1))
        elif not column.nullable and column.server_default is None and not _numbers_itself(column):
            row[column.name] = _value(column)
    return row


def _numbers_itself(column: sa.Column[Any]) -> bool:
    return column.primary_key and isinstance(column.type, sa.Integer) and len(column.table.primary_key) == 1


def _value(column: sa.Column[Any]) -> Any:
    for kind, make in _VALUES:
        if isinstance(column.type, kind):
            value = make(next(_numbers))
            # A reflected SQLite instant has no zone, a reflected JSON column on SQLite is JSON still.
            return value.replace(tzinfo=None) if isinstance(value, datetime) and not column.type.timezone else value
    raise TypeError(f"{column} is of a kind that tests/support/rows.py cannot make up yet: add it to _VALUES")
