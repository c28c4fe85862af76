"""Mailings, who is in them, and who approved them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.db import Base, CreatedAt, IntPk
from outreach.mail_templates.models import MailTemplate, TemplateVersion


class MailingState(StrEnum):
    """Where a mailing stands. Approved: every message is frozen, none is queued yet."""

    DRAFT = "draft"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    CANCELLED = "cancelled"


class SendHours(StrEnum):
    """When messages may leave: at any hour, or within working hours where the recipient lives."""

    ANY = "any"
    WORKING = "working"


class RecipientState(StrEnum):
    """Whether a recipient gets the mail: included, stopped by a rule, or left out by hand."""

    INCLUDED = "included"
    STOPPED = "stopped"
    LEFT_OUT = "left_out"


class StopReason(StrEnum):
    """What stops a recipient."""

    NO_ADDRESS = "no_address"
    ADDRESS_DEAD = "address_dead"
    SUPPRESSED = "suppressed"
    DO_NOT_CONTACT = "do_not_contact"
    NEVER_MAILED = "never_mailed"
    CLAIMED = "claimed"
    WRITTEN_LATELY = "written_lately"
    NO_LANGUAGE = "no_language"
    MISSING_VALUE = "missing_value"
    SAME_ADDRESS = "same_address"
    UNSENDABLE = "unsendable"
    TRIAL = "trial"


class Mailing(Base):
    """One sending of one template to the members a segment had."""

    __tablename__ = "mailings"

    id: Mapped[IntPk]
    name: Mapped[str]
    template_id: Mapped[int] = mapped_column(sa.ForeignKey("mail_templates.id"))
    segment: Mapped[str]
    state: Mapped[MailingState] = mapped_column(default=MailingState.DRAFT, index=True)
    send_hours: Mapped[SendHours] = mapped_column(default=SendHours.ANY)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    approved_at: Mapped[datetime | None]
    # When it may begin, the hold included: until then the whole batch can be taken back.
    starts_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    paused_because: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    template: Mapped[MailTemplate] = relationship(lazy="raise")
    created_by: Mapped[User | None] = relationship(lazy="raise")
    recipients: Mapped[list["Recipient"]] = relationship(
        back_populates="mailing", order_by="Recipient.id", lazy="raise", passive_deletes=True
    )

    @property
    def batch(self) -> str:
        """The name under which the outbox gathers this mailing's messages."""
        return f"mailing:{self.id}"


class Recipient(Base):
    """A contact in a mailing, with the address, the words and the values they get.

    The unique constraint is the promise that nobody gets the same step twice.
    """

    __tablename__ = "recipients"
    __table_args__ = (
        sa.UniqueConstraint("mailing_id", "contact_id", "step"),
        sa.Index(None, "mailing_id", "state"),
        sa.Index(None, "contact_id", "frozen_at"),
    )

    id: Mapped[IntPk]
    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("mailings.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"))
    # 0 is the first mail; later steps follow up in the same thread.
    step: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    state: Mapped[RecipientState] = mapped_column(default=RecipientState.INCLUDED)
    stop_reason: Mapped[StopReason | None]
    # What a sentence about the reason needs: {"owner": "Aline", "days": 6}.
    stop_details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    email: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(sa.String(8))
    template_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("template_versions.id"))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Set when a change of the contact or the template took the approval of this one message back.
    voided_because: Mapped[str] = mapped_column(default="")
    # The frozen message, and the hash of what it was frozen from.
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id", ondelete="SET NULL"), unique=True)
    source_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))
    frozen_at: Mapped[datetime | None]
    mailing: Mapped[Mailing] = relationship(back_populates="recipients", lazy="raise")
    contact: Mapped[Contact] = relationship(lazy="raise")
    template_version: Mapped[TemplateVersion | None] = relationship(lazy="raise")

    @property
    def is_wanted(self) -> bool:
        """Whether nobody left this recipient out by hand."""
        return self.state is not RecipientState.LEFT_OUT


class MailingApproval(Base):
    """An organiser's yes to the frozen messages of a mailing."""

    __tablename__ = "mailing_approvals"
    __table_args__ = (sa.UniqueConstraint("mailing_id", "user_id", "approved_at"),)

    id: Mapped[IntPk]
    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("mailings.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    approver: Mapped[str]
    approved_at: Mapped[datetime]
    recipients: Mapped[int]
    withdrawn_at: Mapped[datetime | None]
