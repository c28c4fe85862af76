"""Adding and changing contacts."""

from dataclasses import replace
from datetime import date

import pytest

from outreach.contacts import queries, services
from outreach.contacts.entries import ContactEntry, entry_of
from outreach.contacts.errors import BadPhone, ChangedMeanwhile, NamelessContact
from outreach.contacts.kinds import AddressKind, AddressState, ContactKind, Stage
from outreach.db import db
from outreach.mail.addresses import BadAddress
from outreach.security.permissions import Role
from tests.factories import UserFactory
from tests.factories.contacts import ContactFactory

FULL = ContactEntry(
    kind=ContactKind.JOURNALIST,
    civility="Mme",
    given_name="Camille",
    family_name="Exemple",
    organisation="Le Monde",
    job_title="Service international",
    emails=("Camille.Exemple@lemonde.example", "camille@home.example"),
    phones=("01 55 00 00 01",),
    other_ways=((AddressKind.SIGNAL, "camille.42"),),
    languages=("fr", "zh"),
    country="FR",
    time_zone="Europe/Paris",
    beats=("Asie",),
    tags=("À rappeler",),
    greetings={"fr": "Chère Camille,"},
    notes="Demande une photo",
    source="liste de 2018",
    verified_on=date(2018, 3, 1),
)


def test_a_contact_added_is_read_back_as_it_was_entered():
    contact = services.add_contact(FULL, author=UserFactory())

    whole = queries.whole_contact(contact.id, UserFactory(role=Role.ORGANISER))
    assert entry_of(whole) == replace(FULL, name="Camille Exemple")
    assert whole.stage is Stage.FOUND
    assert [one.folded for one in whole.addresses] == [
        "camille.exemple@lemonde.example",
        "camille@home.example",
        "+33155000001",
        "camille.42",
    ]


def test_a_desk_without_a_name_is_called_as_its_organisation():
    contact = services.add_contact(ContactEntry(organisation="Amnesty International France"))

    assert contact.name == "Amnesty International France"


def test_a_contact_without_any_name_is_refused():
    with pytest.raises(NamelessContact):
        services.add_contact(ContactEntry(emails=("a@b.example",)))


@pytest.mark.parametrize(
    ("fault", "error"), [({"emails": ("noe(at)arte.example",)}, BadAddress), ({"phones": ("12",)}, BadPhone)]
)
def test_a_refused_change_leaves_the_contact_untouched(fault, error):
    contact = services.add_contact(FULL)

    with pytest.raises(error):
        services.change_contact(contact, replace(FULL, notes="new", **fault))

    assert contact.notes == FULL.notes
    assert not db.session.dirty


def test_the_same_address_twice_is_kept_once():
    contact = services.add_contact(ContactEntry(name="Théo", emails=("Theo@rfi.example", "theo@RFI.example")))

    assert len(contact.addresses) == 1


def test_the_first_address_of_each_kind_is_preferred():
    contact = services.add_contact(FULL)

    assert [one.is_preferred for one in contact.addresses] == [True, False, True, True]


def test_a_change_of_job_keeps_the_former_one_as_ended(time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    contact = services.add_contact(FULL)

    services.change_contact(contact, replace(FULL, organisation="Libération"))

    assert [(one.organisation.name, one.to_on) for one in contact.affiliations] == [
        ("Le Monde", date(2026, 3, 2)),
        ("Libération", None),
    ]


def test_a_name_made_of_its_parts_follows_them():
    contact = services.add_contact(FULL)

    services.change_contact(contact, replace(entry_of(contact), given_name="Camille-Anne"))

    assert contact.name == "Camille-Anne Exemple"


def test_two_spellings_of_an_organisation_are_one():
    one = services.find_or_add_organisation("L’Écho des Monts")

    assert services.find_or_add_organisation("l'echo  des monts") is one


def test_the_second_of_two_savers_is_told():
    contact = services.add_contact(FULL)
    read = contact.row_version
    services.change_contact(contact, replace(FULL, notes="first"), version=read)

    with pytest.raises(ChangedMeanwhile):
        services.change_contact(contact, replace(FULL, notes="second"), version=read)

    assert contact.notes == "first"


def test_what_is_searched_follows_a_change():
    contact = services.add_contact(FULL)

    services.change_contact(contact, replace(FULL, organisation="Arte", tags=("Noël",)))

    assert "arte" in contact.folded
    assert "noel" in contact.folded
    assert "le monde" not in contact.folded


def test_who_asked_not_to_be_contacted_stays_so_when_a_list_says_nothing():
    contact = services.add_contact(
        replace(FULL, do_not_contact=True, do_not_contact_reason="Demande expresse", do_not_contact_on=date(2018, 2, 1))
    )

    services.change_contact(contact, FULL)

    assert contact.do_not_contact
    assert contact.do_not_contact_on == date(2018, 2, 1)
    assert contact.stage is Stage.CLOSED
    assert {one.state for one in contact.addresses} == {AddressState.OPTED_OUT}


def test_an_address_taken_off_after_an_opt_out_is_remembered():
    contact = services.add_contact(replace(FULL, do_not_contact=True))

    services.change_contact(contact, replace(FULL, emails=()))

    assert "camille@home.example" in {one.folded for one in contact.addresses}


def test_an_address_is_added_once():
    contact = ContactFactory(email="a@b.example")

    services.add_address(contact, AddressKind.EMAIL, "A@B.example")
    new = services.add_address(contact, AddressKind.EMAIL, "c@d.example", source="a reply")

    assert [one.folded for one in contact.addresses] == ["a@b.example", "c@d.example"]
    assert new.source == "a reply"
    assert "c@d.example" in contact.folded
