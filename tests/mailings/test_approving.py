"""Approval: what was shown is frozen, and what changes afterwards is approved again."""

import email
from email import policy

import pytest

from outreach.accounts.models import UserState
from outreach.db import db
from outreach.mail_templates.services import TemplateEntry, add_version
from outreach.mailings import queries, services
from outreach.mailings.errors import (
    ChangedSinceShown,
    MayNotApprove,
    NeedsSecondOrganiser,
    NotApproved,
    NothingToApprove,
    WrongMoment,
)
from outreach.mailings.models import MailingState
from outreach.outbox.states import MessageState
from outreach.security.permissions import Role
from tests.factories import ContactFactory, UserFactory
from tests.mailings.conftest import BODY, mailbox, standing


def test_approving_freezes_the_whole_mail_for_one_person_alone(draft):
    contact = ContactFactory(name="Camille Exemple", given_name="Camille", email="camille@sample.example")
    ContactFactory(name="Secret Other", email="other@sample.example")
    mailing = draft()

    assert services.approve_mailing(mailing, None) == 2

    message = standing(mailing, contact).message
    mail = email.message_from_bytes(message.content, policy=policy.default)
    assert (message.state, mailing.state) == (MessageState.HELD, MailingState.APPROVED)
    assert mail["To"] == "Camille Exemple <camille@sample.example>"
    assert mail["Subject"] == "News for Camille Exemple"
    assert mail["Message-ID"] == message.message_id
    assert message.message_id.endswith("@campaign.example>")
    assert "Dear Camille,\n\nread **this**." in mail.get_body(["plain"]).get_content().replace("\r\n", "\n")
    assert "<strong>this</strong>" in mail.get_body(["html"]).get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in mail["List-Unsubscribe"]
    assert b"other" not in message.content.lower().replace(b"otherwise", b"")


def test_one_organiser_may_approve_fifty_and_not_one_more(draft):
    author = UserFactory()
    ContactFactory.create_batch(51)
    mailing = draft(by=author)

    for alone in (author, None):
        with pytest.raises(NeedsSecondOrganiser, match="51 recipients"):
            services.approve_mailing(mailing, alone)
    services.leave_out(queries.standings(mailing.id)[0].recipient)

    assert services.approve_mailing(mailing, author) == 50


def test_a_second_organiser_may_approve_more_than_fifty(draft):
    ContactFactory.create_batch(51)

    assert services.approve_mailing(draft(by=UserFactory()), UserFactory()) == 51


def test_a_mailing_of_the_shell_needs_one_named_organiser_who_may_only_be_invited(draft):
    ContactFactory.create_batch(51)

    assert services.approve_mailing(draft(), UserFactory(state=UserState.INVITED)) == 51


@pytest.mark.parametrize("facts", [{"role": Role.FAMILY}, {"state": UserState.PAUSED}])
def test_nobody_else_can_approve(draft, facts):
    ContactFactory()

    with pytest.raises(MayNotApprove):
        services.approve_mailing(draft(), UserFactory(**facts))


def test_what_is_approved_cannot_be_approved_again(draft):
    ContactFactory()
    mailing = draft()
    services.approve_mailing(mailing, None)

    with pytest.raises(NothingToApprove):
        services.approve_mailing(mailing, None)


def test_what_was_not_shown_is_not_approved(draft):
    contact = ContactFactory()
    mailing = draft()
    seen = queries.fingerprint(mailing.id)

    contact.given_name = "Somebody Else"
    db.session.flush()

    with pytest.raises(ChangedSinceShown):
        services.approve_mailing(mailing, None, seen)


def test_a_change_takes_the_approval_of_that_mail_alone_back(draft):
    changed, same = ContactFactory(), ContactFactory()
    mailing = draft()
    services.approve_mailing(mailing, None)
    kept = standing(mailing, same).message.message_id

    changed.name = "New Name"
    db.session.flush()
    services.check_mailing(mailing)

    assert mailing.state is MailingState.DRAFT
    assert standing(mailing, changed).recipient.voided_because == "contact"
    with pytest.raises(NotApproved):
        services.start_mailing(mailing.id, None)
    assert services.approve_mailing(mailing, None) == 1
    assert standing(mailing, same).message.message_id == kept
    assert "New Name" in standing(mailing, changed).message.content.decode()


def test_a_new_version_of_the_template_takes_the_approval_back(draft):
    contact = ContactFactory()
    mailing = draft()
    services.approve_mailing(mailing, None)

    add_version(TemplateEntry("Appeal", "en", "Other news", BODY), None)
    services.check_mailing(mailing)

    assert (mailing.state, standing(mailing, contact).recipient.voided_because) == (MailingState.DRAFT, "template")


def test_a_change_that_no_mail_shows_takes_nothing_back(draft):
    contact = ContactFactory()
    mailing = draft()
    services.approve_mailing(mailing, None)

    contact.notes = "met in Geneva"
    db.session.flush()
    services.check_mailing(mailing)

    assert mailing.state is MailingState.APPROVED


def test_a_mail_left_out_after_approval_never_leaves(draft, send):
    left, stays = ContactFactory(), ContactFactory()
    mailing = draft()
    services.approve_mailing(mailing, None)

    services.leave_out(standing(mailing, left).recipient)
    services.start_mailing(mailing.id, None, hold=False)

    assert [mail.to for mail in send()] == [mailbox(stays).value]
    with pytest.raises(WrongMoment):
        services.leave_out(standing(mailing, stays).recipient)
