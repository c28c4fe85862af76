"""Erasing: the words and the address of mails about one record go, that a mail existed stays."""

import sqlalchemy as sa

from outreach.db import db
from outreach.i18n import _
from outreach.outbox.models import Message
from outreach.outbox.states import WAITING_STATES, MessageState


def erase_mails(subject_type: str, subject_id: int) -> int:
    """Cancel the mails about a record that have not left, remove what all of them say and to whom, and return how many.

    One that is on its way at this moment keeps its bytes: they are in the hands of the mail server already.
    """
    about = (Message.subject_type == subject_type, Message.subject_id == subject_id)
    waiting = sa.update(Message).where(*about, Message.state.in_([MessageState.HELD, *WAITING_STATES]))
    db.session.execute(
        waiting.values(state=MessageState.CANCELLED, reason=_("Its recipient's data were erased.")),
        execution_options={"synchronize_session": False},
    )
    emptied = sa.update(Message).where(*about, Message.state != MessageState.SENDING)
    result = db.session.execute(
        emptied.values(sealed_recipient=None, sealed_content=None), execution_options={"synchronize_session": False}
    )
    db.session.expire_all()
    return int(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it
