"""The mailboxes mail leaves from."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from outreach.db import db
from outreach.mail.envelope import Mailbox
from outreach.outbox import statements
from outreach.outbox.models import Identity
from outreach.settings import settings

# So many refusals in a row that speak of our mailbox, not of an address, and it is paused.
TROUBLES_TO_PAUSE = 3


def default_mailbox() -> Mailbox:
    """Return the name and address the campaign writes from."""
    return Mailbox.read(settings().mail_from)


def default_identity_id() -> int:
    """Return the id of the identity of MAIL_FROM, making it at its first mail."""
    return _find_or_make(default_mailbox())


def note_trouble(identity_ids: set[int], words: str, now: datetime) -> None:
    """Count one more refusal that speaks of the mailbox; the third in a row pauses it, until a person resumes it."""
    for identity in db.session.scalars(sa.select(Identity).where(Identity.id.in_(identity_ids))):
        identity.troubles_in_a_row += 1
        if identity.troubles_in_a_row >= TROUBLES_TO_PAUSE and identity.paused_at is None:
            identity.paused_at, identity.paused_because = now, words


def note_success(identity_ids: set[int]) -> None:
    """A mail was taken: what was counted against the mailbox is over."""
    db.session.execute(statements.FORGIVE_MAILBOXES, {"b_ids": list(identity_ids)})


def resume(identity: Identity) -> None:
    """Let a paused mailbox send again."""
    identity.paused_at, identity.paused_because, identity.troubles_in_a_row = None, "", 0


def _find_or_make(mailbox: Mailbox) -> int:
    find = sa.select(Identity.id).where(Identity.address == mailbox.address)
    found = db.session.scalar(find)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            identity = Identity(address=mailbox.address, name=mailbox.name)
            db.session.add(identity)
    except IntegrityError:  # another process made it first
        return int(db.session.scalars(find).one())
    return identity.id
