"""The short path before Flask: published files, by exact address, for those who only read.

Where nginx or a CDN stands in front it is hardly asked. Without one it makes a rush bearable: a page costs a look at the
file's date, no request object, no session, no template.
"""

import gzip
import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response

from config import Settings
from outreach.web.headers import set_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Short enough that an edit shows within five seconds, long enough that a rush asks a cache and not us.
CACHE_CONTROL = "public, max-age=5"
MOST_KEPT = 256
# Exactly the addresses that are published: any other spelling is Flask's to answer, with its 404.
_PAGE = re.compile(r"/|/petitions/[a-z0-9-]{1,80}(?:/[a-z]{2,3})?")
_COUNT = re.compile(r"/petitions/[a-z0-9-]{1,80}/count\.json")
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?=,|$)", re.IGNORECASE)

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class _Form:
    """A file as it leaves: plain or compressed."""

    body: bytes
    etag: str
    headers: Headers
    unchanged: Headers


@dataclass(frozen=True)
class _Kept:
    """A file in memory, and by what to see that it changed on disk."""

    mark: tuple[int, int, int]
    plain: _Form
    compressed: _Form


class ShortPath:
    """Serves the published files in `folder` before `application`, each with the headers that every answer carries."""

    def __init__(self, application: "WSGIApplication", folder: Path, common: Callable[[], Headers]) -> None:
        """Take the headers when they are first needed: the application is not whole yet."""
        self._application = application
        self._folder = str(folder)
        self._common = common
        self._kept: dict[str, _Kept] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer with a file if the address is one of a published file, else let the application answer."""
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"} and not environ.get("SCRIPT_NAME"):
            kept = self._find(environ.get("PATH_INFO", ""))
            if kept is not None:
                return _answer(kept, environ, start_response)
        return self._application(environ, start_response)

    def _find(self, path: str) -> _Kept | None:
        kept = self._kept.get(path)
        name = self._file_of(path) if kept is None else self._name(path)
        if name is None:
            return None
        try:
            found = os.stat(name)  # noqa: PTH116 - a Path would cost more than all the rest
        except OSError:
            self._kept.pop(path, None)
            return None
        if kept is not None and kept.mark == _mark(found):
            return kept
        return self._read(path, name)

    def _file_of(self, path: str) -> str | None:
        if _PAGE.fullmatch(path) or _COUNT.fullmatch(path):
            return self._name(path)
        return None

    def _name(self, path: str) -> str:
        if path.endswith(".json"):
            return f"{self._folder}{path}"
        return f"{self._folder}{path.rstrip('/')}/index.html"

    def _read(self, path: str, name: str) -> _Kept | None:
        try:
            with open(name, "rb") as file:  # noqa: PTH123 - as above
                mark, body = _mark(os.fstat(file.fileno())), file.read()
        except OSError:
            return None
        kept = self._made(path, mark, body)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[path] = kept
        return kept

    def _made(self, path: str, mark: tuple[int, int, int], body: bytes) -> _Kept:
        kind = "application/json" if path.endswith(".json") else "text/html; charset=utf-8"
        common = [*self._common(), ("Content-Type", kind)]
        etag = etag_of(body)
        small = gzip.compress(body, 9, mtime=0)
        return _Kept(
            mark,
            _form(body, f'"{etag}"', common, []),
            _form(small, f'"{etag}-gz"', common, [("Content-Encoding", "gzip")]),
        )


def etag_of(body: bytes) -> str:
    """Return the mark of a page's content, without quotes: the same whoever serves it."""
    return hashlib.sha256(body).hexdigest()[:32]


def init_app(app: Flask) -> None:
    """Put the short path before `app`, where the public face is served."""
    settings: Settings = app.config["OUTREACH"]
    if settings.faces != "desk":
        short_path = ShortPath(app.wsgi_app, settings.published_dir, lambda: _common_headers(app, settings))
        app.wsgi_app = short_path  # type: ignore[method-assign] # Flask's documented way


def _common_headers(app: Flask, settings: Settings) -> Headers:
    """Return what Flask's answers carry, so that it makes no difference who answers."""
    with app.test_request_context("/", base_url=settings.public_url):
        response = set_headers(Response(headers={"Cache-Control": CACHE_CONTROL}))
    leave_out = {"content-type", "content-length"}
    return [(name, value) for name, value in response.headers.items() if name.lower() not in leave_out]


def _form(body: bytes, etag: str, common: Headers, own: Headers) -> _Form:
    always = [*common, ("ETag", etag), ("Vary", "Accept-Encoding")]
    unchanged = [(name, value) for name, value in always if name != "Content-Type"]
    return _Form(body, etag, [*always, *own, ("Content-Length", str(len(body)))], unchanged)


def _answer(kept: _Kept, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    accepted: str = environ.get("HTTP_ACCEPT_ENCODING", "")
    form = kept.compressed if _takes_gzip(accepted) else kept.plain
    known: Any = environ.get("HTTP_IF_NONE_MATCH")
    # A mark may stand in a list, or behind W/ where a proxy changed the encoding on the way.
    if known is not None and (known.strip() == "*" or kept.plain.etag[:-1] in known):
        start_response("304 Not Modified", list(form.unchanged))
        return ()
    start_response("200 OK", list(form.headers))
    return () if environ["REQUEST_METHOD"] == "HEAD" else (form.body,)


def _takes_gzip(accepted: str) -> bool:
    # What browsers send is seen at a glance; the rest is read with care.
    return bool(accepted) and (accepted.startswith("gzip,") or _GZIP.search(accepted) is not None)


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino
