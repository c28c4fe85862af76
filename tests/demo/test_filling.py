import sqlalchemy as sa

from outreach.contacts.models import Contact
from outreach.db import db
from outreach.demo.services import fill_demo, is_filled
from outreach.inbox.models import InboundKind, InboundMail
from outreach.mailings.models import Mailing, MailingState
from outreach.outbox.models import Message
from outreach.petitions.models import PetitionCount


def test_the_practice_case_fills_every_part_and_nothing_leaves(fresh_app):
    assert not is_filled()

    added = fill_demo()

    assert is_filled()
    assert added["contacts"] == db.session.scalar(sa.select(sa.func.count()).select_from(Contact))
    assert db.session.scalar(sa.select(PetitionCount.confirmed)) == added["signatures"]
    assert db.session.scalar(sa.select(InboundMail.kind)) is InboundKind.REPLY
    assert set(db.session.scalars(sa.select(Mailing.state))) == {MailingState.SENT, MailingState.DRAFT}
    sent = db.session.scalars(sa.select(Message).where(Message.sent_at.is_not(None))).all()
    assert sent
    assert all(message.captured_at for message in sent)
