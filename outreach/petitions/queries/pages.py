"""What the public pages show."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from outreach.db import db
from outreach.petitions.goals import goal_above
from outreach.petitions.models import (
    PUBLIC_STATES,
    Petition,
    PetitionCount,
    PetitionState,
    PetitionText,
)
from outreach.petitions.queries.petitions import current_texts
from outreach.petitions.slugs import is_slug


@dataclass(frozen=True)
class PetitionPage:
    """All that the public page of one petition in one language shows."""

    petition_id: int
    slug: str
    state: PetitionState
    state_changed_at: datetime
    is_quiet: bool
    default_language: str
    language: str
    # The languages it can be read in, the default one first.
    languages: tuple[str, ...]
    text_id: int
    text_hash: bytes
    title: str
    story: str
    appeal: str
    closing: str
    written_at: datetime
    opened_at: datetime | None
    count: int
    goal: int
    as_of: datetime

    @property
    def takes_signatures(self) -> bool:
        """Whether one may sign."""
        return self.state is PetitionState.OPEN


@dataclass(frozen=True)
class Count:
    """What count.json says."""

    count: int
    goal: int
    as_of: datetime


def page_of(slug: str, language: str | None = None) -> PetitionPage | None:
    """Return what the page of this petition shows in `language`, or in its own; None when there is no such page."""
    # What cannot be a short name is not looked for: PostgreSQL refuses some of what an address can hold.
    return next(iter(_pages([Petition.slug == slug], language)), None) if is_slug(slug) else None


def pages_of(petition_id: int) -> list[PetitionPage]:
    """Return the page in each language; none while it is not public."""
    page = next(iter(_pages([Petition.id == petition_id], None)), None)
    if page is None or page.state not in PUBLIC_STATES:
        return []
    return [found for language in page.languages for found in _pages([Petition.id == petition_id], language)]


def open_pages(language: str | None = None) -> list[PetitionPage]:
    """Return the page of each petition that can be signed, the newest first, in `language` where there is that text."""
    pages = _pages([Petition.state == PetitionState.OPEN], None)
    if language is None:
        return pages
    return [page_of(page.slug, language) or page for page in pages]


def count_of(slug: str) -> Count | None:
    """Return count and goal of a public petition; None when there is none of that name."""
    statement = (
        sa.select(PetitionCount.confirmed, PetitionCount.as_of, Petition.first_goal)
        .join(Petition, Petition.id == PetitionCount.petition_id)
        .where(Petition.slug == slug, Petition.state.in_(PUBLIC_STATES))
    )
    row = db.session.execute(statement).one_or_none()
    return row and Count(row.confirmed, goal_above(row.confirmed, row.first_goal), row.as_of)


def _pages(which: list[sa.ColumnElement[bool]], language: str | None) -> list[PetitionPage]:
    statement = (
        sa.select(Petition, PetitionCount)
        .join(PetitionCount, PetitionCount.petition_id == Petition.id)
        .where(*which)
        .order_by(Petition.id.desc())
    )
    rows = db.session.execute(statement).all()
    texts = current_texts([petition.id for petition, _count in rows]) if rows else {}
    made = (_page(petition, count, texts[petition.id], language) for petition, count in rows)
    return [page for page in made if page]


def _page(
    petition: Petition, count: PetitionCount, texts: dict[str, PetitionText], language: str | None
) -> PetitionPage | None:
    text = texts.get(language or petition.default_language)
    if text is None:
        return None
    others = [code for code in texts if code != petition.default_language]
    return PetitionPage(
        petition_id=petition.id,
        slug=petition.slug,
        state=petition.state,
        state_changed_at=petition.state_changed_at,
        is_quiet=petition.is_quiet,
        default_language=petition.default_language,
        language=text.language,
        languages=(petition.default_language, *others),
        text_id=text.id,
        text_hash=text.text_hash,
        title=text.title,
        story=text.story,
        appeal=text.appeal,
        closing=text.closing,
        written_at=text.created_at,
        opened_at=petition.opened_at,
        count=count.confirmed,
        goal=goal_above(count.confirmed, petition.first_goal),
        as_of=count.as_of,
    )
