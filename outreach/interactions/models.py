"""The log, and the next steps."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.db import Base, CreatedAt, IntPk


class Channel(StrEnum):
    """By which way an exchange went."""

    CALL = "call"
    MEETING = "meeting"
    SIGNAL = "signal"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    LETTER = "letter"
    SOCIAL = "social"
    NOTE = "note"


class Direction(StrEnum):
    """Who reached out: they to us, we to them, or both at once."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    BOTH = "both"


class Outcome(StrEnum):
    """What an exchange led to."""

    NO_ANSWER = "no_answer"
    INTERESTED = "interested"
    ASKS_FOR_MORE = "asks_for_more"
    DECLINED = "declined"
    WRONG_PERSON = "wrong_person"
    PUBLISHED = "published"
    TOOK_THE_CASE = "took_the_case"
    OPTED_OUT = "opted_out"


class FollowUpKind(StrEnum):
    """Something we promised, or somebody to remind."""

    PROMISE = "promise"
    CHASE = "chase"


class Interaction(Base):
    """One exchange with one contact, in either direction."""

    __tablename__ = "interactions"
    __table_args__ = (sa.Index(None, "contact_id", "happened_on", "id"),)

    id: Mapped[IntPk]
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"))
    channel: Mapped[Channel]
    direction: Mapped[Direction]
    outcome: Mapped[Outcome | None]
    summary: Mapped[str] = mapped_column(default="")
    # A calendar day, as the team speaks of it: nobody rings at 00:00 UTC.
    happened_on: Mapped[date]
    logged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    # Who spoke, as an imported log names them; empty where `logged_by` says it.
    logged_as: Mapped[str] = mapped_column(default="")
    # The mail it was, where it was one of ours or an answer to one: numbers, as the outbox and the inbox know no contact.
    message_id: Mapped[int | None] = mapped_column(index=True)
    inbound_mail_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[CreatedAt]
    # "raise": a page that forgot to load contacts fails in its test, not slowly in use.
    contact: Mapped[Contact] = relationship(lazy="raise")
    logged_by: Mapped[User | None] = relationship(lazy="raise")


class FollowUp(Base):
    """The next step we promised ourselves: open until done or dropped."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        sa.Index(
            "ix_follow_ups_open",
            "due_on",
            "id",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
        sa.Index(None, "contact_id", "closed_at"),
        sa.Index(None, "owner_id", "closed_at", "due_on"),
    )

    id: Mapped[IntPk]
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"))
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[FollowUpKind] = mapped_column(default=FollowUpKind.CHASE)
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    interaction_id: Mapped[int | None] = mapped_column(sa.ForeignKey("interactions.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    was_dropped: Mapped[bool] = mapped_column(default=False)
    # Why it was closed by itself: "replied", "opted out"; empty where a person did.
    closed_because: Mapped[str] = mapped_column(default="")
    contact: Mapped[Contact] = relationship(lazy="raise")
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="raise")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.closed_at is None
