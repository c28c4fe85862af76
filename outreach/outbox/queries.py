"""Questions to the outbox."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload, selectinload

from outreach.db import db
from outreach.outbox.kinds import private_kinds
from outreach.outbox.models import Identity, Message
from outreach.outbox.states import MessageState
from outreach.web.paging import Page, page_of


def captured_mails(mark: str | None, *, with_private: bool) -> Page[Message]:
    """Return a page of the mails that were kept on this computer, newest first; private kinds only if asked for."""
    statement = sa.select(Message).where(Message.captured_at.is_not(None), _readable(with_private=with_private))
    return page_of(statement, [sa.desc(Message.captured_at), sa.desc(Message.id)], mark=mark)


def captured_mail(message_id: int, *, with_private: bool) -> Message | None:
    """Return one kept mail; None when there is none of that number, or it left, or it is private and was not asked for."""
    statement = sa.select(Message).where(
        Message.id == message_id, Message.captured_at.is_not(None), _readable(with_private=with_private)
    )
    return db.session.scalar(statement.options(joinedload(Message.identity)))


def message_of(subject_type: str, subject_id: int) -> Message | None:
    """Return the latest message written for a record, with its attempts; None when there is none."""
    statement = (
        sa.select(Message)
        .where(Message.subject_type == subject_type, Message.subject_id == subject_id)
        .order_by(Message.id.desc())
        .limit(1)
        .options(selectinload(Message.attempts))
    )
    return db.session.scalar(statement)


def uncertain_messages(*, with_private: bool) -> Sequence[Message]:
    """Return the messages of which nobody knows whether they arrived, oldest first; a person settles each."""
    statement = (
        sa.select(Message)
        .where(Message.state == MessageState.UNCERTAIN, _readable(with_private=with_private))
        .order_by(Message.id)
        .options(defer(Message.sealed_content))
    )
    return db.session.scalars(statement).all()


def paused_identities() -> Sequence[Identity]:
    """Return the mailboxes that are paused, each with why."""
    return db.session.scalars(sa.select(Identity).where(Identity.paused_at.is_not(None)).order_by(Identity.id)).all()


def _readable(*, with_private: bool) -> sa.ColumnElement[bool]:
    return sa.true() if with_private else Message.kind.not_in(private_kinds())
