"""Fill an empty database with mails that are due: `python -m benchmarks.sending.prepare mails|mailing NUMBER`.

"mails" lie in the outbox by themselves, and nothing but suppressions can stop them; "mailing" is one mailing, drafted,
approved and started as on the desk, whose gate reads each contact anew before their mail leaves.
"""

import json
import sys

import sqlalchemy as sa

from benchmarks.sending import mails
from outreach import create_app
from outreach.accounts.models import Role
from outreach.db import db
from outreach.mail_templates.services import TemplateEntry, add_version
from outreach.mailings import services as mailings
from outreach.outbox import kinds, services
from outreach.outbox.kinds import MailKind
from outreach.outbox.models import Message
from outreach.outbox.services import MailDraft
from outreach.outbox.states import MessageState
from tests.factories import ContactFactory, UserFactory

KIND = MailKind("benchmark", priority=50)


def main() -> None:
    """Fill the database of the environment, and print how many mails are due."""
    what, number = sys.argv[1], int(sys.argv[2])
    kinds.register(KIND)
    app = create_app()
    with app.app_context():
        db.create_all()
        _mailing(number) if what == "mailing" else _mails(number)
        db.session.commit()
        due = db.session.scalar(sa.select(sa.func.count()).where(Message.state == MessageState.QUEUED))
        db.session.remove()
        db.engine.dispose()
    print(json.dumps({"due": due}))


def _mails(number: int) -> None:
    for one in range(number):
        mail = mails.mail(one)
        draft = MailDraft(
            kind=KIND.name,
            to=mail.to.address,
            content=mail.freeze(),
            message_id=mail.message_id,
            subject_type="benchmark",
            subject_id=one,
        )
        services.queue(draft)
        if one % 500 == 0:
            db.session.flush()


def _mailing(number: int) -> None:
    for one in range(number):
        ContactFactory(name=f"Camille {one}", email=mails.address(one))
    author, organiser = UserFactory(role=Role.ORGANISER), UserFactory(role=Role.ORGANISER)
    entry = TemplateEntry("Appeal", "en", mails.SUBJECT, mails.template())
    template = add_version(entry, author).version.template
    mailing = mailings.create_mailing(template, "kind:journalist", "Appeal to editors", author)
    mailings.approve_mailing(mailing, organiser)
    mailings.start_mailing(mailing.id, author, hold=False)


if __name__ == "__main__":
    main()
