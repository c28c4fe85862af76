"""The public pages as text: the same bytes for everybody, in the page's own language."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, render_template
from flask_babel import refresh

from outreach.petitions import links, markup, wording
from outreach.petitions.forms import SignForm
from outreach.petitions.queries import Count, PetitionPage


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak `language` within the block, whoever asks: the page is for everybody, so nobody's own choice may show."""
    before = g.get("language"), g.get("for_everyone")
    g.language, g.for_everyone = language, True
    refresh()
    try:
        yield
    finally:
        g.language, g.for_everyone = before
        for name in ("language", "for_everyone"):
            if g.get(name) is None:
                g.pop(name, None)
        refresh()


def petition_page(page: PetitionPage, form: SignForm | None = None) -> str:
    """Return the page of a petition; with `form`, what somebody typed and what is to be changed in it."""
    with in_language(page.language):
        return _shown("petitions/page.html", page, form=form or SignForm(formdata=None, language=page.language))


def front_page(pages: list[PetitionPage]) -> str:
    """Return the front page: the petition itself where there is only one, else the list of those that are open."""
    if len(pages) == 1:
        return petition_page(pages[0])
    with in_language(pages[0].language if pages else "en"):
        return render_template("petitions/front.html", pages=pages, links=links, wording=wording, markup=markup)


def look_into_mailbox(page: PetitionPage, likely_domain: str | None) -> str:
    """Return the page after signing. It depends on nothing but what was typed, so it tells nobody who signed before."""
    with in_language(page.language):
        return _shown("petitions/look_into_mailbox.html", page, likely_domain=likely_domain)


def no_more_signatures(page: PetitionPage) -> str:
    """Return the page for those who sign where nobody can sign any more."""
    with in_language(page.language):
        return _shown("petitions/no_more_signatures.html", page)


def count_json(count: Count) -> str:
    """Return what count.json says."""
    as_of = count.as_of.isoformat(timespec="seconds").replace("+00:00", "Z")
    return json.dumps({"count": count.count, "goal": count.goal, "as_of": as_of}) + "\n"


def _shown(template: str, page: PetitionPage, **more: Any) -> str:
    return render_template(template, page=page, links=links, wording=wording, markup=markup, **more)
