"""Ids of rows in addresses: a number too large for any row leads nowhere, instead of to a failing query."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from outreach.db import LARGEST_ID


class IdConverter(IntegerConverter):
    """`<int:…>` in a route."""

    def __init__(self, rules: Map) -> None:
        """Refuse what the database cannot hold."""
        super().__init__(rules, max=LARGEST_ID)


def init_app(app: Flask) -> None:
    """Hold every `<int:…>` of `app` to what can be a row."""
    app.url_map.converters["int"] = IdConverter


def row_id(text: str) -> int:
    """Return the id in `text`: the `type` of `request.args.get`.

    Raises:
        ValueError: it is no number, or one that no row can have.
    """
    number = int(text)
    if abs(number) > LARGEST_ID:
        raise ValueError(text)
    return number
