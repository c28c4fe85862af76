"""What tests of mailings share: a template, people, a mailing that is drafted, approved and started, and a way out."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from outreach import clock
from outreach.contacts.models import Address
from outreach.db import db
from outreach.mail.transports import RecordingTransport
from outreach.mail_templates.services import TemplateEntry, add_version
from outreach.mailings import queries, services
from outreach.outbox.sending import send_due

BODY = 'Dear {{ first_name | fallback: "editor" }},\n\nread **this**.'


@pytest.fixture
def template():
    return add_version(TemplateEntry("Appeal", "en", "News for {{ full_name }}", BODY), None).version.template


@pytest.fixture
def transport():
    return RecordingTransport()


@pytest.fixture
def send(transport):
    """Sends what is due, and returns all that has left so far."""

    def run():
        db.session.commit()
        send_due(transport, "worker:1", timedelta(minutes=1))
        db.session.expire_all()
        return transport.sent

    return run


@pytest.fixture
def draft(template):
    """Drafts a mailing: `draft()`, `draft(by=user, segment=…)`."""

    def make(by=None, segment="kind:journalist", name="Appeal to editors", **more):
        return services.create_mailing(template, segment, name, by, **more)

    return make


@pytest.fixture
def started(draft):
    """Drafts, approves and starts a mailing without the hold."""

    def make(**more):
        mailing = draft(**more)
        services.approve_mailing(mailing, None)
        services.start_mailing(mailing.id, None, hold=False)
        return mailing

    return make


def standing(mailing, contact):
    """Where one contact stands in a mailing, read anew."""
    db.session.flush()
    db.session.expire_all()
    return next(one for one in queries.standings(mailing.id) if one.recipient.contact_id == contact.id)


def reason(mailing, contact):
    """What stops a contact in a mailing, as a word; None for nothing."""
    found = standing(mailing, contact).recipient.stop_reason
    return found.value if found else None


def mailbox(contact):
    """The address of a contact, read anew."""
    return db.session.scalars(sa.select(Address).where(Address.contact_id == contact.id)).one()


def in_days(days):
    return clock.now() + timedelta(days=days)
