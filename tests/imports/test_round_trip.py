"""What is exported comes back as it was."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from outreach.contacts import services
from outreach.contacts.entries import ContactEntry, entry_of
from outreach.contacts.kinds import AddressKind, ContactKind, Secrecy
from outreach.contacts.models import Contact
from outreach.contacts.queries import everything
from outreach.db import db

PEOPLE = (
    ContactEntry(
        kind=ContactKind.JOURNALIST,
        civility="Mme",
        given_name="Camille",
        family_name="Exemple",
        name="Camille Exemple",
        organisation="Le Monde",
        job_title="Service international",
        emails=("camille@lemonde.example", "camille@home.example"),
        phones=("+33155000001", "+33155000002"),
        other_ways=((AddressKind.SIGNAL, "camille.42"), (AddressKind.POSTAL, "1, rue de l’Exemple, Paris")),
        languages=("fr", "zh"),
        country="FR",
        time_zone="Europe/Paris",
        beats=("Asie", "justice"),
        tags=("urgent",),
        notes="- said no for now\nrings on Mondays",
        source="their own page",
        verified_on=date(2026, 3, 1),
        secrecy=Secrecy.CONFIDENTIAL,
        never_public=True,
        never_mailed=True,
    ),
    ContactEntry(
        kind=ContactKind.LAWYER,
        name="@handle",
        emails=("handle@chambers.example",),
        source="a list",
        do_not_contact=True,
        do_not_contact_reason="Demande expresse",
        do_not_contact_on=date(2018, 2, 1),
    ),
    ContactEntry(kind=ContactKind.NGO, name="范例", languages=("zh",), emails=("fanli@rfa.example",), source="a list"),
)


def known():
    statement = sa.select(Contact).order_by(Contact.id).options(*everything())
    return sorted((entry_of(contact) for contact in db.session.scalars(statement)), key=lambda entry: entry.name)


@pytest.fixture
def exported(runner, tmp_path):
    for person in PEOPLE:
        services.add_contact(person)
    runner("contacts", "export", tmp_path / "people.csv")
    return tmp_path / "people.csv"


def test_an_export_imported_into_an_empty_desk_restores_everybody(runner, exported):
    before = known()
    for contact in db.session.scalars(sa.select(Contact)).all():
        db.session.execute(sa.delete(Contact).where(Contact.id == contact.id))

    result = runner("contacts", "import", exported)

    assert result.exit_code == 0, result.stderr
    assert known() == before


def test_an_export_imported_again_changes_nobody(runner, exported):
    before = known()

    result = runner("contacts", "import", exported)

    assert "3 unchanged" in result.stdout
    assert known() == before


def test_a_list_takes_no_protection_away(runner, exported, tmp_path):
    plain = tmp_path / "plain.csv"
    plain.write_text(
        "name,email,secrecy,never public\nCamille Exemple,camille@lemonde.example,open,no\n", encoding="utf-8"
    )

    runner("contacts", "import", plain)

    camille = next(entry for entry in known() if entry.name == "Camille Exemple")
    assert camille == replace(camille, secrecy=Secrecy.CONFIDENTIAL, never_public=True)
