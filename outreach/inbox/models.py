"""Mail that came in."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.contacts.models import Contact
from outreach.db import Base, CreatedAt, IntPk
from outreach.security.vault import SealedBytes, SealedRow, SealedText


class InboundKind(StrEnum):
    """What a mail that came in is; an automatic reply is no answer."""

    REPLY = "reply"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    UNSORTED = "unsorted"


class InboundMail(SealedRow, Base):
    """One mail that came in, kept raw and sealed, once."""

    __tablename__ = "inbound_mails"
    __table_args__ = (sa.UniqueConstraint("mailbox", "uid_validity", "uid"),)

    id: Mapped[IntPk]
    mailbox: Mapped[str]
    uid_validity: Mapped[int | None]
    uid: Mapped[int | None]
    # Keyed hashes: of the Message-ID where there is one, else of the whole.
    identity_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    kind: Mapped[InboundKind]
    sealed_raw: Mapped[bytes | None]
    sealed_sender: Mapped[bytes | None]
    sealed_subject: Mapped[bytes | None]
    received_at: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[CreatedAt]
    # How it was matched: "message-id", "sender", "person"; empty in the holding pen.
    matched_by: Mapped[str] = mapped_column(sa.String(20), default="")
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("messages.id", ondelete="SET NULL"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    handled_at: Mapped[datetime | None]
    handled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))

    raw = SealedBytes("sealed_raw")
    sender = SealedText("sealed_sender")
    subject = SealedText("sealed_subject")
    contact: Mapped[Contact | None] = relationship(lazy="raise")
