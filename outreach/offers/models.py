"""Offers of help."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, CreatedAt, IntPk
from outreach.petitions.models import Petition
from outreach.security.vault import SealedRow, SealedText


class OfferRole(StrEnum):
    """What somebody who offers help is."""

    JOURNALIST = "journalist"
    LAWYER = "lawyer"
    NGO = "ngo"
    OFFICIAL = "official"
    TRANSLATOR = "translator"
    WITNESS = "witness"
    OTHER = "other"


class OfferState(StrEnum):
    """Where an offer stands."""

    NEW = "new"
    VETTING = "vetting"
    ACCEPTED = "accepted"
    THANKED = "thanked"
    DECLINED = "declined"


class Offer(SealedRow, Base):
    """Somebody's "I can help", sealed, until a person made it a contact."""

    __tablename__ = "offers"

    id: Mapped[IntPk]
    petition_id: Mapped[int] = mapped_column(sa.ForeignKey("petitions.id", ondelete="CASCADE"), index=True)
    state: Mapped[OfferState] = mapped_column(default=OfferState.NEW, index=True)
    role: Mapped[OfferRole]
    language: Mapped[str] = mapped_column(sa.String(8))
    sealed_name: Mapped[bytes | None]
    sealed_email: Mapped[bytes | None]
    sealed_organisation: Mapped[bytes | None]
    sealed_text: Mapped[bytes | None]
    created_at: Mapped[CreatedAt]
    confirmed_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id", ondelete="SET NULL"))

    name = SealedText("sealed_name")
    email = SealedText("sealed_email")
    organisation = SealedText("sealed_organisation")
    text = SealedText("sealed_text")
    petition: Mapped[Petition] = relationship(lazy="raise")
