"""Lists in pages by key: each page begins after a row, so that page 1,000 costs what page 1 costs and nothing shifts meanwhile.

    page = page_of(select(Contact), [sa.asc(Contact.sort_name), sa.asc(Contact.id)], mark=request.args.get("page"))

The template shows `page.items` and calls `pager(page)`.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask, request
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression

from outreach.db import db

T = TypeVar("T")
PAGE_SIZE = 50
_FORWARD, _BACK = "n", "p"


def init_app(app: Flask) -> None:
    """Let the pager make its links."""
    app.jinja_env.globals.update(page_address=page_address)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and the marks of the pages around them (None where there is none)."""

    items: Sequence[T]
    previous: str | None
    next: str | None

    def __iter__(self) -> Iterator[T]:
        """Go through the rows of this page."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return how many rows this page has."""
        return len(self.items)


def page_of(
    statement: sa.Select[tuple[T]], keys: Sequence[Any], *, mark: str | None = None, size: int = PAGE_SIZE
) -> Page[T]:
    """Return the page of `statement` that begins at `mark`; the first page without one, or with one we did not write.

    `keys` order the list: columns or expressions that are never NULL, each bare, `sa.asc` or `sa.desc`, the last one unique.
    Load collections with `selectinload`: a join would cut them.
    """
    way, values = _read(mark, len(keys))
    columns = [_column(key) for key in keys]
    downward = [_is_descending(key) != (way == _BACK) for key in keys]
    if values:
        statement = statement.where(_beyond(columns, downward, values))
    order = [sa.desc(one) if down else sa.asc(one) for one, down in zip(columns, downward, strict=True)]
    marked = [column.label(f"_key_{place}") for place, column in enumerate(columns)]
    found = db.session.execute(statement.order_by(None).order_by(*order).limit(size + 1).add_columns(*marked)).all()
    rows = list(found[:size])
    if way == _BACK:
        rows.reverse()
    more_before = len(found) > size if way == _BACK else bool(values)
    more_after = bool(values) if way == _BACK else len(found) > size
    return Page(
        items=[row[0] for row in rows],
        previous=_write(_BACK, rows[0][-len(keys) :]) if rows and more_before else None,
        next=_write(_FORWARD, rows[-1][-len(keys) :]) if rows and more_after else None,
    )


def page_address(mark: str) -> str:
    """Return the address of another page of the list that is being shown, its questions kept."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return "?" + urlencode([*kept, ("page", mark)])


def _beyond(columns: Sequence[Any], downward: Sequence[bool], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    # (a, b) > (x, y) written out, since the directions may differ: a > x OR (a = x AND b > y).
    parts = []
    for place, (column, down, value) in enumerate(zip(columns, downward, values, strict=True)):
        equal = [one == other for one, other in zip(columns[:place], values[:place], strict=True)]
        parts.append(sa.and_(*equal, column < value if down else column > value))
    return sa.or_(*parts)


def _is_descending(key: Any) -> bool:
    return isinstance(key, UnaryExpression) and key.modifier is operators.desc_op


def _column(key: Any) -> Any:
    return key.element if isinstance(key, UnaryExpression) and key.modifier is not None else key


def _write(way: str, values: Sequence[Any]) -> str:
    text = json.dumps([_plain(value) for value in values], ensure_ascii=False, separators=(",", ":"))
    return way + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(mark: str | None, length: int) -> tuple[str, list[Any]]:
    if not mark or mark[0] not in {_FORWARD, _BACK}:
        return _FORWARD, []
    try:
        text = base64.b64decode(mark[1:] + "=" * (-len(mark[1:]) % 4), altchars=b"-_", validate=True)
        values = [_rich(value) for value in json.loads(text)]
    except (ValueError, TypeError, KeyError, binascii.Error):
        return _FORWARD, []
    return (mark[0], values) if len(values) == length else (_FORWARD, [])


def _plain(value: Any) -> Any:
    # datetime before date: every datetime is a date as well.
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        if not isinstance(value, (str, int, float)):
            raise TypeError(value)
        return value
    return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
