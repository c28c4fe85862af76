"""Questions to the inbox."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.contacts.queries import in_list, members_of, visible
from outreach.db import db
from outreach.inbox.models import InboundKind, InboundMail
from outreach.web.paging import Page, page_of


def inbound_mails(member: User, mark: str | None) -> Page[InboundMail]:
    """Return a page of the mails that came in, newest first, each with its contact; of those `member` may see."""
    statement = _seen_by(member).options(joinedload(InboundMail.contact))
    return page_of(statement, [sa.desc(InboundMail.received_at), sa.desc(InboundMail.id)], mark=mark)


def inbound_mail(mail_id: int, member: User) -> InboundMail | None:
    """Return one mail with its contact; None when there is none that `member` may see."""
    statement = _seen_by(member).where(InboundMail.id == mail_id).options(joinedload(InboundMail.contact))
    return db.session.scalar(statement)


def possible_writers(words: str, member: User) -> Sequence[Contact]:
    """Return up to ten contacts that `words` find and `member` may see, by name; none for no words.

    Raises:
        BadQuestion: a word is not known to segments.
    """
    if not words.strip():
        return []
    found = visible(members_of(words), member).order_by(Contact.folded_name, Contact.id).limit(10)
    return db.session.scalars(found.options(*in_list())).all()


def unhandled_count(member: User) -> int:
    """Return how many mails wait for somebody to look at them: replies and those that nothing matched."""
    waiting = InboundMail.kind.in_([InboundKind.REPLY, InboundKind.UNSORTED])
    statement = _seen_by(member).where(waiting, InboundMail.handled_at.is_(None))
    return db.session.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0


def _seen_by(member: User) -> sa.Select[InboundMail]:
    known = visible(sa.select(Contact.id), member)
    return sa.select(InboundMail).where(sa.or_(InboundMail.contact_id.is_(None), InboundMail.contact_id.in_(known)))
