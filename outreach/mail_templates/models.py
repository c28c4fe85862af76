"""Mail templates and their versions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, CreatedAt, IntPk


class MailTemplate(Base):
    """A reusable mail under one name, in one or more languages."""

    __tablename__ = "mail_templates"

    id: Mapped[IntPk]
    name: Mapped[str] = mapped_column(unique=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    archived_at: Mapped[datetime | None]
    versions: Mapped[list["TemplateVersion"]] = relationship(
        back_populates="template", order_by="TemplateVersion.id", lazy="raise", passive_deletes=True
    )


class TemplateVersion(Base):
    """What a template said in one language after one edit. Never changed: a later edit is a later number.

    `kind` is the kind of contact the words are for, or empty where they suit all.
    """

    __tablename__ = "template_versions"
    __table_args__ = (sa.UniqueConstraint("template_id", "language", "kind", "number"),)

    id: Mapped[IntPk]
    template_id: Mapped[int] = mapped_column(sa.ForeignKey("mail_templates.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(sa.String(8))
    kind: Mapped[str] = mapped_column(sa.String(40), default="")
    number: Mapped[int] = mapped_column(sa.Integer)
    subject: Mapped[str]
    body: Mapped[str]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    template: Mapped[MailTemplate] = relationship(back_populates="versions", lazy="raise")
