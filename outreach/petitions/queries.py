"""Questions about petitions, their texts and their signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.i18n import PETITION_LANGUAGES
from outreach.petitions.errors import UnknownPetition
from outreach.petitions.goals import goal_above
from outreach.petitions.models import (
    PUBLIC_STATES,
    Petition,
    PetitionCount,
    PetitionState,
    PetitionText,
    Signature,
    SignatureState,
)


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


def petition_called(slug: str) -> Petition:
    """Return the petition with this short name, its count loaded.

    Raises:
        UnknownPetition: there is none.
    """
    statement = sa.select(Petition).where(Petition.slug == slug).options(joinedload(Petition.count))
    petition = db.session.scalars(statement).one_or_none()
    if petition is None:
        raise UnknownPetition
    return petition


def petition_with_count(petition_id: int) -> Petition | None:
    """Return a petition with its count; None when there is none."""
    statement = sa.select(Petition).where(Petition.id == petition_id).options(joinedload(Petition.count))
    return db.session.scalars(statement).one_or_none()


def all_petitions() -> Sequence[Petition]:
    """Return every petition with its count, the newest first."""
    statement = sa.select(Petition).options(joinedload(Petition.count)).order_by(Petition.id.desc())
    return db.session.scalars(statement).all()


def current_texts(petition_ids: Sequence[int]) -> dict[int, dict[str, PetitionText]]:
    """Return the newest version in each language of each petition, the languages in their usual order."""
    newest = (
        sa.select(PetitionText.petition_id, PetitionText.language, sa.func.max(PetitionText.version).label("version"))
        .where(PetitionText.petition_id.in_(petition_ids))
        .group_by(PetitionText.petition_id, PetitionText.language)
        .subquery()
    )
    statement = sa.select(PetitionText).join(
        newest,
        sa.and_(
            PetitionText.petition_id == newest.c.petition_id,
            PetitionText.language == newest.c.language,
            PetitionText.version == newest.c.version,
        ),
    )
    found: dict[int, dict[str, PetitionText]] = {petition_id: {} for petition_id in petition_ids}
    for text in sorted(db.session.scalars(statement), key=lambda text: PETITION_LANGUAGES.index(text.language)):
        found[text.petition_id][text.language] = text
    return found


def page_of(slug: str, language: str | None = None) -> PetitionPage | None:
    """Return what the page of this petition shows in `language`, or in its own; None when there is no such page."""
    return next(iter(_pages([Petition.slug == slug], language)), None)


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


def signature_counts(petition_id: int) -> dict[SignatureState, int]:
    """Return how many signatures stand in each state, counted now: for the shell and the desk, never for a public page."""
    statement = (
        sa.select(Signature.state, sa.func.count())
        .where(Signature.petition_id == petition_id)
        .group_by(Signature.state)
    )
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return {state: found.get(state, 0) for state in SignatureState}


def signatures_by_text(petition_id: int) -> dict[int, int]:
    """Return how many signatures each version of the text has, erased ones included; versions without any are left out."""
    statement = (
        sa.select(Signature.text_id, sa.func.count())
        .where(Signature.petition_id == petition_id)
        .group_by(Signature.text_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def signature_with_text(signature_id: int) -> Signature | None:
    """Return a signature with its petition and the text that was signed."""
    statement = (
        sa.select(Signature)
        .where(Signature.id == signature_id)
        .options(joinedload(Signature.petition), joinedload(Signature.text))
    )
    return db.session.scalars(statement).one_or_none()


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
