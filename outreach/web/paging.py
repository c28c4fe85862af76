"""Lists in pages by key: each page begins after a row, so that page 1,000 costs what page 1 costs and nothing shifts meanwhile.

    page = page_of(select(Contact), [Contact.folded_name, Contact.id], mark=request.args.get("page"))

The template shows `page.items` and calls `pager(page)`. A mark holds the id of a row and no more: addresses of pages are
written into logs and histories, where the name a list is ordered by has no place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask, request
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression

from outreach.db import db

T = TypeVar("T")
PAGE_SIZE = 50
_BACK = "before"
_MARK = re.compile(r"(after|before)-([0-9]{1,18})")


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


def page_of(statement: sa.Select[T], keys: Sequence[Any], *, mark: str | None = None, size: int = PAGE_SIZE) -> Page[T]:
    """Return the page of `statement` that begins at `mark`; the first page without one, or when its row is gone.

    `keys` order the list: columns or expressions that are never NULL, each bare, `sa.asc` or `sa.desc`, the last one the id.
    Load collections with `selectinload`: a join would cut them.
    """
    columns = [_column(key) for key in keys]
    way, values = _start(statement, columns, mark)
    back = way == _BACK
    downward = [_is_descending(key) != back for key in keys]
    if values is not None:
        statement = statement.where(_beyond(columns, downward, values))
    order = [sa.desc(one) if down else sa.asc(one) for one, down in zip(columns, downward, strict=True)]
    with_id = statement.add_columns(columns[-1].label("page_mark")).order_by(None).order_by(*order)
    found = db.session.execute(with_id.limit(size + 1)).all()
    rows = list(reversed(found[:size])) if back else found[:size]
    more_before, more_after = (len(found) > size, True) if back else (values is not None, len(found) > size)
    return Page(
        items=[row[0] for row in rows],
        previous=f"before-{rows[0].page_mark}" if rows and more_before else None,
        next=f"after-{rows[-1].page_mark}" if rows and more_after else None,
    )


def page_address(mark: str) -> str:
    """Return the address of another page of the list that is being shown, its questions kept."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return "?" + urlencode([*kept, ("page", mark)])


def _start(
    statement: sa.Select[Any], columns: Sequence[Any], mark: str | None
) -> tuple[str | None, Sequence[Any] | None]:
    """Return the way a mark leads and the keys of its row, or nothing when there is no such row."""
    parts = _MARK.fullmatch(mark or "")
    if parts is None:
        return None, None
    # The row may have left the list since (a follow-up done), and the next page still begins behind it.
    by_itself = sa.select(*columns)
    if len(by_itself.get_final_froms()) > 1:
        by_itself = statement.with_only_columns(*columns).order_by(None)
    values = db.session.execute(by_itself.where(columns[-1] == int(parts[2]))).first()
    return (None, None) if values is None else (parts[1], tuple(values))


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
