"""Published pages as files: written whole or not at all, plain and compressed, taken away when a petition is.

Layout below the published folder, the same as the addresses: `petitions/<slug>/index.html`,
`petitions/<slug>/<language>/index.html`, `petitions/<slug>/count.json`, and `index.html` for the front page, each with
its `.gz` beside it. No two addresses share a file, since a language is never called "count.json".
"""

import fcntl
import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flask import current_app

from outreach.db import db
from outreach.petitions import queries, rendering
from outreach.petitions.models import Petition
from outreach.petitions.queries import Count, PetitionPage
from outreach.settings import settings

FRONT = "index.html"
COUNT = "count.json"


def publish_petition(petition_id: int) -> int:
    """Write the files of one petition and the front page anew, remove what is not public, and return how many changed.

    Reads in a transaction of its own, ended before the pages are drawn: the session must hold nothing unsaved.
    """
    with _alone():
        slug = db.session.scalar(db.select(Petition.slug).where(Petition.id == petition_id))
        changed = _write_petition(slug, queries.pages_of(petition_id)) if slug else 0
        return changed + _write_front()


def publish_all() -> int:
    """Write what is missing or differs, remove what belongs to nobody, and return how many files changed."""
    with _alone():
        petitions = {petition.id: petition.slug for petition in queries.all_petitions()}
        changed = sum(_write_petition(slug, queries.pages_of(petition_id)) for petition_id, slug in petitions.items())
        folder = settings().published_dir / "petitions"
        for found in folder.iterdir() if folder.is_dir() else []:
            if found.name not in petitions.values():
                changed += _write_folder(found, {})
        return changed + _write_front()


def _write_petition(slug: str, pages: list[PetitionPage]) -> int:
    db.session.rollback()  # nobody who signs waits while pages are drawn
    texts: dict[str, str] = {}
    with current_app.test_request_context("/", base_url=settings().public_url):
        for page in pages:
            texts[f"{page.language}/{FRONT}"] = rendering.petition_page(page)
    if pages:
        first = pages[0]
        texts[FRONT] = texts[f"{first.language}/{FRONT}"]
        texts[COUNT] = rendering.count_json(Count(first.count, first.goal, first.as_of))
    return _write_folder(settings().published_dir / "petitions" / slug, texts)


def _write_front() -> int:
    pages = queries.open_pages()
    db.session.rollback()
    with current_app.test_request_context("/", base_url=settings().public_url):
        return _write(settings().published_dir / FRONT, rendering.front_page(pages))


def _write_folder(folder: Path, texts: dict[str, str]) -> int:
    """Make `folder` hold `texts` and nothing else."""
    wanted = {folder / name for name in texts}
    stale = [path for path in folder.rglob("*") if path.is_file() and path.with_suffix(_kept(path)) not in wanted]
    for path in stale:
        path.unlink(missing_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        # Only empty folders go.
        with suppress(OSError):
            path.rmdir()
    if not texts:
        with suppress(OSError):
            folder.rmdir()
    return len(stale) + sum(_write(folder / name, text) for name, text in texts.items())


def _kept(path: Path) -> str:
    """Return the ending of `path` without its `.gz`, so that both files of a page stay or go together."""
    return "" if path.suffix == ".gz" else path.suffix


def _write(path: Path, text: str) -> int:
    """Write `text` to `path` and, compressed, beside it, unless it is there already; return how many files changed."""
    content = text.encode()
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    # The compressed one first: a server that prefers it never serves an older page than the plain one.
    compressed = path.with_name(f"{path.name}.gz")
    return _replace(compressed, gzip.compress(content, 9, mtime=0)) + _replace(path, content)


def _replace(path: Path, content: bytes) -> int:
    with suppress(OSError):
        if path.read_bytes() == content:
            return 0
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
        draft.write(content)
    # A web server of its own, under another user, reads these files.
    os.chmod(draft.name, 0o644)  # noqa: PTH101 - what is published is public
    os.replace(draft.name, path)  # noqa: PTH105 - a name, not a path
    return 1


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process publish at a time: who comes second reads later, so the newest page is written last."""
    folder = settings().published_dir
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    db.session.rollback()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
