"""Questions about petitions and their texts, as the team asks them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.i18n import PETITION_LANGUAGES
from outreach.petitions.errors import UnknownPetition
from outreach.petitions.models import Petition, PetitionText


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
