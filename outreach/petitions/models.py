"""Petitions, their texts, their signatures and their counts."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, CreatedAt, IntPk
from outreach.security.vault import SealedRow, SealedText


class PetitionState(StrEnum):
    """Where a petition stands."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    WON = "won"
    ARCHIVED = "archived"


# States in which the page is there for everyone.
PUBLIC_STATES = frozenset({PetitionState.OPEN, PetitionState.PAUSED, PetitionState.CLOSED, PetitionState.WON})


class SignatureState(StrEnum):
    """Where a signature stands; only a confirmed one counts."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Visibility(StrEnum):
    """What of a signature is shown: only that it counts, initials, or the full name."""

    COUNT = "count"
    INITIALS = "initials"
    FULL = "full"


class CommentState(StrEnum):
    """Whether a comment may be shown; none is before a person read it."""

    NONE = "none"
    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class Petition(Base):
    """A public page with one count and a text per language."""

    __tablename__ = "petitions"

    id: Mapped[IntPk]
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    state: Mapped[PetitionState] = mapped_column(default=PetitionState.DRAFT)
    state_reason: Mapped[str] = mapped_column(default="")
    state_changed_at: Mapped[CreatedAt]
    # The goal its author set; the ladder takes over once it is reached.
    first_goal: Mapped[int]
    default_language: Mapped[str] = mapped_column(sa.String(8))
    # No index, no card, no feed.
    is_quiet: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    texts: Mapped[list["PetitionText"]] = relationship(
        back_populates="petition", order_by="PetitionText.id", lazy="raise", passive_deletes=True
    )
    count: Mapped["PetitionCount"] = relationship(back_populates="petition", lazy="raise", passive_deletes=True)

    @property
    def is_public(self) -> bool:
        """Whether the page is there for everyone."""
        return self.state in PUBLIC_STATES

    @property
    def takes_signatures(self) -> bool:
        """Whether one may sign."""
        return self.state is PetitionState.OPEN


class PetitionText(Base):
    """What a petition says in one language, one version. A version that was signed is never changed."""

    __tablename__ = "petition_texts"
    __table_args__ = (sa.UniqueConstraint("petition_id", "language", "version"),)

    id: Mapped[IntPk]
    petition_id: Mapped[int] = mapped_column(sa.ForeignKey("petitions.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(sa.String(8))
    version: Mapped[int] = mapped_column(sa.Integer)
    title: Mapped[str]
    story: Mapped[str]
    # The appeal to those who can help, shown with the way to /help; empty where the author wrote none.
    appeal: Mapped[str] = mapped_column(default="")
    # Words that stand behind the appeal in the author's text.
    closing: Mapped[str] = mapped_column(default="")
    # SHA-256 over title, story, appeal and closing: each signature keeps the hash of what was signed.
    text_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    petition: Mapped[Petition] = relationship(back_populates="texts", lazy="raise")


class PetitionCount(Base):
    """The count that is shown: kept by one job, never counted in a request."""

    __tablename__ = "petition_counts"

    petition_id: Mapped[int] = mapped_column(sa.ForeignKey("petitions.id", ondelete="CASCADE"), primary_key=True)
    confirmed: Mapped[int] = mapped_column(default=0)
    as_of: Mapped[datetime]
    recounted_at: Mapped[datetime | None]
    petition: Mapped[Petition] = relationship(back_populates="count", lazy="raise")


class Signature(SealedRow, Base):
    """A name under a petition. What the signatory gave is sealed; keyed hashes find it again.

    `person_hash` stands for address and name together, so that two people may share one mailbox, and makes one
    signature per person. `counted` tells whether the shown count holds it already.
    """

    __tablename__ = "signatures"
    __table_args__ = (
        sa.UniqueConstraint("petition_id", "person_hash"),
        sa.Index(None, "address_hash", "created_at"),
        sa.Index(None, "petition_id", "state"),
        sa.Index(
            "ix_signatures_to_count",
            "petition_id",
            sqlite_where=sa.text("counted != (state = 'confirmed')"),
            postgresql_where=sa.text("counted != (state = 'confirmed')"),
        ),
        sa.Index(
            "ix_signatures_unconfirmed",
            "created_at",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        ),
    )

    id: Mapped[IntPk]
    petition_id: Mapped[int] = mapped_column(sa.ForeignKey("petitions.id", ondelete="CASCADE"))
    text_id: Mapped[int] = mapped_column(sa.ForeignKey("petition_texts.id"))
    text_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    state: Mapped[SignatureState] = mapped_column(default=SignatureState.PENDING)
    counted: Mapped[bool] = mapped_column(default=False)
    person_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    # Of the address folded by its provider's rules: for counting and caps only, never to write to.
    address_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    # Of the network it came from, and kept for days only.
    network_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))
    sealed_name: Mapped[bytes | None]
    sealed_email: Mapped[bytes | None]
    sealed_comment: Mapped[bytes | None]
    comment_state: Mapped[CommentState] = mapped_column(default=CommentState.NONE)
    country: Mapped[str | None] = mapped_column(sa.String(2))
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.COUNT)
    wants_updates: Mapped[bool] = mapped_column(default=False)
    # Which wording the signatory said yes to.
    consent_version: Mapped[str] = mapped_column(sa.String(20))
    language: Mapped[str] = mapped_column(sa.String(8))
    created_at: Mapped[CreatedAt]
    mailed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    name = SealedText("sealed_name")
    email = SealedText("sealed_email")
    comment = SealedText("sealed_comment")
    petition: Mapped[Petition] = relationship(lazy="raise")
    text: Mapped[PetitionText] = relationship(lazy="raise")
