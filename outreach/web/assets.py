"""Addresses of static files carry a mark of their content, so that browsers keep them a year and still see every change."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask

_MARK_LENGTH = 10


def init_app(app: Flask) -> None:
    """Add `v` to every `url_for("static", filename=…)`."""
    folder = Path(app.static_folder or "")

    def add_mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            path = folder / values["filename"]
            if path.is_file():
                values["v"] = _mark(path, path.stat().st_mtime_ns)

    app.url_defaults(add_mark)


@lru_cache(maxsize=256)
def _mark(path: Path, _changed_at: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_MARK_LENGTH]
