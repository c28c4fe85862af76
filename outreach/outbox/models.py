"""Messages, the tries at them, and the mailboxes they leave from."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, CreatedAt, IntPk
from outreach.outbox.states import AttemptOutcome, MessageState
from outreach.security.vault import SealedBytes, SealedRow, SealedText


class Identity(Base):
    """A mailbox mail leaves from. Caps are counted, and trouble with it is noted, per mailbox."""

    __tablename__ = "identities"

    id: Mapped[IntPk]
    address: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    troubles_in_a_row: Mapped[int] = mapped_column(sa.Integer, default=0)
    paused_at: Mapped[datetime | None]
    paused_because: Mapped[str] = mapped_column(default="")
    created_at: Mapped[CreatedAt]


class Message(SealedRow, Base):
    """One mail to one recipient, frozen: these bytes leave, or nothing does.

    Whom it is for and what it says is sealed. `subject_type` and `subject_id` name the record that wanted it, for the
    gate of its kind; `batch` gathers the messages of one mailing ("mailing:5"); `cap_group` those that share a cap
    ("organisation:12").
    """

    __tablename__ = "messages"
    __table_args__ = (
        sa.Index(
            "ix_messages_due",
            "priority",
            "due_at",
            "id",
            sqlite_where=sa.text("state IN ('queued', 'deferred')"),
            postgresql_where=sa.text("state IN ('queued', 'deferred')"),
        ),
        sa.Index(
            "ix_messages_in_flight",
            "lease_ends_at",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        ),
        sa.Index(None, "batch", "state"),
        sa.Index(None, "subject_type", "subject_id"),
        sa.Index(None, "captured_at"),
    )

    id: Mapped[IntPk]
    kind: Mapped[str] = mapped_column(sa.String(40))
    priority: Mapped[int] = mapped_column(sa.SmallInteger)
    state: Mapped[MessageState] = mapped_column(default=MessageState.QUEUED)
    reason: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(sa.String(20), default="")
    identity_id: Mapped[int] = mapped_column(sa.ForeignKey("identities.id"))
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int]
    batch: Mapped[str | None] = mapped_column(sa.String(60))
    cap_group: Mapped[str | None] = mapped_column(sa.String(60))
    # Of the address, to ask the suppressions and the caps without opening it.
    address_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    sealed_recipient: Mapped[bytes | None]
    sealed_content: Mapped[bytes | None]
    content_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    message_id: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[CreatedAt]
    due_at: Mapped[datetime]
    # After this it is of no use any more, and is skipped.
    expires_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    worker: Mapped[str | None] = mapped_column(sa.String(120))
    lease_ends_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    server_words: Mapped[str] = mapped_column(default="")
    # Set where the mail was kept on this computer instead of leaving it.
    captured_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime | None]

    recipient = SealedText("sealed_recipient")
    content = SealedBytes("sealed_content")
    identity: Mapped[Identity] = relationship(lazy="raise")
    attempts: Mapped[list["Attempt"]] = relationship(
        back_populates="message", order_by="Attempt.number", lazy="raise", passive_deletes=True
    )


class Attempt(Base):
    """One try at a message, written before the first byte leaves."""

    __tablename__ = "attempts"
    __table_args__ = (
        sa.UniqueConstraint("message_id", "number"),
        # The caps count tries within the last minute, hour and day.
        sa.Index(None, "identity_id", "started_at"),
        sa.Index(None, "cap_group", "started_at"),
    )

    id: Mapped[IntPk]
    message_id: Mapped[int] = mapped_column(sa.ForeignKey("messages.id", ondelete="CASCADE"))
    identity_id: Mapped[int] = mapped_column(sa.ForeignKey("identities.id"))
    cap_group: Mapped[str | None] = mapped_column(sa.String(60))
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    worker: Mapped[str] = mapped_column(sa.String(120))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[AttemptOutcome | None]
    cause: Mapped[str] = mapped_column(sa.String(20), default="")
    server_words: Mapped[str] = mapped_column(default="")
    message: Mapped[Message] = relationship(back_populates="attempts", lazy="raise")
