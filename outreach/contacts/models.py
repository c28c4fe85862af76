"""Contacts and what belongs to them."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.accounts.models import User
from outreach.contacts.kinds import AddressKind, AddressState, ContactKind, Secrecy, Stage, Waiting
from outreach.db import Base, CreatedAt, IntPk


class Organisation(Base):
    """An outlet, firm, NGO or authority. `folded_name` (no accents, one case) finds it."""

    __tablename__ = "organisations"

    id: Mapped[IntPk]
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(unique=True)
    country: Mapped[str | None] = mapped_column(sa.String(2))
    website: Mapped[str | None]
    notes: Mapped[str] = mapped_column(default="")
    created_at: Mapped[CreatedAt]


class Contact(Base):
    """A person, or a desk without a person's name, whom we may write to.

    `name` is what people read; `given_name` and `family_name` are known for some. `folded` gathers what a search looks
    through, folded over accents, case and scripts. `row_version` lets the second of two savers notice.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        sa.Index(None, "stage", "kind"),
        sa.Index(None, "waiting", "waiting_since_on"),
        sa.Index(None, "folded_name", "id"),
    )

    id: Mapped[IntPk]
    kind: Mapped[ContactKind] = mapped_column(default=ContactKind.OTHER)
    name: Mapped[str]
    folded_name: Mapped[str]
    civility: Mapped[str | None] = mapped_column(sa.String(40))
    given_name: Mapped[str | None]
    family_name: Mapped[str | None]
    # How to greet, by language: {"fr": "Chère Madame Exemple,"}; empty where the template's own rules do.
    greetings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    country: Mapped[str | None] = mapped_column(sa.String(2), index=True)
    time_zone: Mapped[str | None] = mapped_column(sa.String(60))
    stage: Mapped[Stage] = mapped_column(default=Stage.FOUND)
    waiting: Mapped[Waiting] = mapped_column(default=Waiting.NOBODY)
    waiting_since_on: Mapped[date | None]
    last_outgoing_on: Mapped[date | None]
    last_incoming_on: Mapped[date | None]
    secrecy: Mapped[Secrecy] = mapped_column(default=Secrecy.OPEN)
    do_not_contact: Mapped[bool] = mapped_column(default=False)
    do_not_contact_on: Mapped[date | None]
    do_not_contact_reason: Mapped[str | None]
    never_public: Mapped[bool] = mapped_column(default=False)
    never_mailed: Mapped[bool] = mapped_column(default=False)
    never_exported: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")
    verified_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id"))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]
    row_version: Mapped[int] = mapped_column(default=1)

    addresses: Mapped[list["Address"]] = relationship(
        back_populates="contact",
        order_by="Address.id",
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    affiliations: Mapped[list["Affiliation"]] = relationship(
        back_populates="contact",
        order_by="Affiliation.id",
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    languages: Mapped[list["ContactLanguage"]] = relationship(
        order_by="ContactLanguage.position", lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    beats: Mapped[list["ContactBeat"]] = relationship(
        order_by="ContactBeat.beat", lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    tags: Mapped[list["ContactTag"]] = relationship(
        order_by="ContactTag.tag", lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    claim: Mapped["Claim | None"] = relationship(back_populates="contact", lazy="raise", passive_deletes=True)

    # Counted by `change_contact` alone: a call logged meanwhile moves the stage, and spoils no form that somebody has open.
    __mapper_args__ = {"version_id_col": row_version, "version_id_generator": False}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Affiliation(Base):
    """A contact's work at an organisation; ended ones stay, so that a change of job keeps the history."""

    __tablename__ = "affiliations"
    __table_args__ = (sa.UniqueConstraint("contact_id", "organisation_id", "job_title", "from_on"),)

    id: Mapped[IntPk]
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    job_title: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    contact: Mapped[Contact] = relationship(back_populates="affiliations", lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")

    @property
    def is_current(self) -> bool:
        """Whether the contact works there still, as far as is known."""
        return self.to_on is None


class Address(Base):
    """One way to reach a contact. `folded` is the value as it is compared: lower case, or E.164 for a phone."""

    __tablename__ = "addresses"
    __table_args__ = (sa.UniqueConstraint("contact_id", "kind", "folded"), sa.Index(None, "kind", "folded"))

    id: Mapped[IntPk]
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"))
    kind: Mapped[AddressKind]
    value: Mapped[str]
    folded: Mapped[str]
    state: Mapped[AddressState] = mapped_column(default=AddressState.GOOD)
    is_preferred: Mapped[bool] = mapped_column(default=False)
    # Where the address came from is always asked: art. 14 GDPR wants it told to the person.
    source: Mapped[str] = mapped_column(default="")
    obtained_on: Mapped[date | None]
    created_at: Mapped[CreatedAt]
    contact: Mapped[Contact] = relationship(back_populates="addresses", lazy="raise")


class ContactLanguage(Base):
    """A language a contact reads; position 0 is the one to write in."""

    __tablename__ = "contact_languages"
    __table_args__ = (sa.Index(None, "language", "contact_id"),)

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer)


class ContactBeat(Base):
    """A subject a contact covers."""

    __tablename__ = "contact_beats"
    __table_args__ = (sa.Index(None, "folded_beat", "contact_id"),)

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    folded_beat: Mapped[str] = mapped_column(primary_key=True)
    beat: Mapped[str]


class ContactTag(Base):
    """A free label on a contact."""

    __tablename__ = "contact_tags"
    __table_args__ = (sa.Index(None, "folded_tag", "contact_id"),)

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    folded_tag: Mapped[str] = mapped_column(primary_key=True)
    tag: Mapped[str]


class Claim(Base):
    """Who looks after a contact. One row per contact: taking it is one atomic statement, and it ends when idle."""

    __tablename__ = "claims"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    claimed_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    contact: Mapped[Contact] = relationship(back_populates="claim", lazy="raise")
    owner: Mapped[User] = relationship(lazy="raise")


class Segment(Base):
    """A saved question to the contacts; who belongs to it is found anew each time."""

    __tablename__ = "segments"

    id: Mapped[IntPk]
    name: Mapped[str] = mapped_column(unique=True)
    question: Mapped[str]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
