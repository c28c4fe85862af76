"""Who gets a mailing, and what stops the others."""

import pytest

from outreach.contacts.errors import BadQuestion
from outreach.contacts.kinds import AddressKind, AddressState, ContactKind, Secrecy
from outreach.contacts.models import Address
from outreach.db import db
from outreach.mail_templates.services import TemplateEntry, add_version
from outreach.mailings import queries, services
from outreach.mailings.errors import NobodyInSegment
from outreach.mailings.reasons import what_frees, why_stopped
from outreach.security.permissions import Role
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress
from tests.factories import ClaimFactory, ContactFactory, UserFactory
from tests.mailings.conftest import in_days, reason, standing


def test_every_member_of_the_segment_is_in_it_and_nobody_else(draft):
    member = ContactFactory()
    ContactFactory(kind=ContactKind.LAWYER)

    mailing = draft()

    assert [one.recipient.contact_id for one in queries.standings(mailing.id)] == [member.id]


def test_a_segment_of_nobody_is_refused(draft):
    with pytest.raises(NobodyInSegment):
        draft()


def test_a_segment_that_cannot_be_read_is_refused(draft):
    with pytest.raises(BadQuestion):
        draft(segment="colour:red")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"email": None}, "no_address"),
        ({"opted_out": True}, "do_not_contact"),
        ({"never_mailed": True}, "never_mailed"),
        ({"reads": ("ug",)}, "no_language"),
        ({"reads": ()}, "no_language"),
        ({"reads": ("ug", "en")}, None),
        ({"name": "Camille\x0bSample"}, "unsendable"),
        ({"name": "Camille\u2028Sample"}, "unsendable"),
        ({"name": "Camille\x85Sample"}, "unsendable"),
        ({"name": "C" * 10_000}, "unsendable"),
        ({"given_name": "Camille\r\nBcc: all@example.org"}, "unsendable"),
        ({"name": 'O\'Sample, "Max" <x@y.example>'}, None),
    ],
)
def test_a_contact_is_stopped_for_its_own_reason(draft, facts, expected):
    contact = ContactFactory(**facts)
    ContactFactory()

    mailing = draft()
    found = standing(mailing, contact).recipient

    assert reason(mailing, contact) == expected
    assert bool(why_stopped(found)) == bool(what_frees(found)) == (expected is not None)


@pytest.mark.parametrize(
    ("state", "expected"),
    [(AddressState.SOFT, None), (AddressState.DEAD, "address_dead"), (AddressState.OPTED_OUT, "suppressed")],
)
def test_the_state_of_the_address_decides(draft, state, expected):
    contact = ContactFactory()
    contact.addresses[0].state = state

    assert reason(draft(), contact) == expected


def test_who_opted_out_at_one_address_is_not_written_to_at_another(draft):
    contact = ContactFactory(email="old@sample.example")
    contact.addresses[0].state = AddressState.OPTED_OUT
    contact.addresses.append(Address(kind=AddressKind.EMAIL, value="new@sample.example", folded="new@sample.example"))

    assert reason(draft(), contact) == "suppressed"


def test_a_dead_address_gives_way_to_one_that_works(draft):
    contact = ContactFactory(email="old@sample.example")
    contact.addresses[0].state = AddressState.DEAD
    contact.addresses.append(Address(kind=AddressKind.EMAIL, value="new@sample.example", folded="new@sample.example"))

    assert standing(draft(), contact).recipient.email == "new@sample.example"


def test_a_suppressed_address_stops_however_it_is_written(draft):
    contact = ContactFactory(email="Camille@Sample.example")
    suppress("camille@sample.EXAMPLE", SuppressionReason.COMPLAINT, "test")

    assert reason(draft(), contact) == "suppressed"


def test_of_two_with_one_address_the_first_gets_the_mail(draft):
    first = ContactFactory(name="Anna", email="desk@sample.example")
    second = ContactFactory(name="Berta", email="DESK@sample.example")

    mailing = draft()

    assert (reason(mailing, first), reason(mailing, second)) == (None, "same_address")
    assert why_stopped(standing(mailing, second).recipient) == "Anna has the same address and gets the mail."


def test_leaving_the_first_out_frees_the_second(draft):
    first = ContactFactory(name="Anna", email="desk@sample.example")
    second = ContactFactory(name="Berta", email="DESK@sample.example")
    mailing = draft()

    services.leave_out(standing(mailing, first).recipient)
    services.check_mailing(mailing)

    assert (standing(mailing, first).state, reason(mailing, second)) == ("left_out", None)


def test_the_words_are_those_for_the_kind_in_the_first_language_there_is(draft, template):
    contact = ContactFactory(reads=("ug", "fr", "en"))
    add_version(TemplateEntry("Appeal", "fr", "Tous", "x"), None)
    version = add_version(TemplateEntry("Appeal", "fr", "Presse", "x", "journalist"), None).version

    assert standing(draft(), contact).recipient.template_version_id == version.id


def test_a_missing_value_stops_that_recipient_alone_and_names_the_field(draft, template):
    add_version(TemplateEntry("Appeal", "en", "News", "Dear {{ first_name }}"), None)
    named, nameless = ContactFactory(given_name="Noé"), ContactFactory(given_name=None)

    mailing = draft()

    assert (reason(mailing, named), reason(mailing, nameless)) == (None, "missing_value")
    assert "“first_name”" in why_stopped(standing(mailing, nameless).recipient)


def test_a_claim_of_another_stops_and_names_the_owner(draft):
    author = UserFactory()
    contact = ContactFactory()
    ClaimFactory(contact=contact, owner=UserFactory(name="Aline"))

    mailing = draft(by=author)

    assert why_stopped(standing(mailing, contact).recipient) == "Aline looks after this contact."


def test_ones_own_claim_an_ended_one_and_a_mailing_of_the_shell_are_not_stopped_by_claims(draft):
    author = UserFactory()
    own, ended, others = ContactFactory(), ContactFactory(), ContactFactory()
    ClaimFactory(contact=own, owner=author)
    ClaimFactory(contact=ended, claimed_at=in_days(-15))
    ClaimFactory(contact=others)

    by_author, by_shell = draft(by=author), draft()

    assert [reason(by_author, one) for one in (own, ended, others)] == [None, None, "claimed"]
    assert reason(by_shell, others) is None


def test_who_was_written_to_within_14_days_is_stopped_and_then_free_again(started, draft, send, time_machine):
    contact = ContactFactory()
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    started(name="First")
    assert len(send()) == 1

    second = draft(name="Second")
    assert "wrote to them within the last day" in why_stopped(standing(second, contact).recipient)
    time_machine.move_to("2026-03-08 10:00 +0000", tick=False)
    services.check_mailing(second)
    assert why_stopped(standing(second, contact).recipient) == "The mailing “First” wrote to them 6 days ago."

    time_machine.move_to("2026-03-17 09:00 +0000", tick=False)
    services.check_mailing(second)
    assert reason(second, contact) is None


def test_who_is_about_to_be_written_to_by_another_mailing_is_stopped(started, draft):
    contact = ContactFactory()
    started(name="First")

    assert reason(draft(name="Second"), contact) == "written_lately"


def test_a_check_finds_what_became_right(draft):
    contact = ContactFactory(email=None)
    mailing = draft()

    contact.addresses.append(Address(kind=AddressKind.EMAIL, value="new@sample.example", folded="new@sample.example"))
    db.session.flush()
    services.check_mailing(mailing)

    assert (reason(mailing, contact), standing(mailing, contact).state) == (None, "included")


def test_a_volunteers_mailing_holds_no_confidential_contact(draft):
    ContactFactory(secrecy=Secrecy.CONFIDENTIAL)

    with pytest.raises(NobodyInSegment):
        draft(by=UserFactory(role=Role.VOLUNTEER))
