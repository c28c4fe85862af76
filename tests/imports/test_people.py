"""Lists of people: what each row means, and what it does to the contacts."""

from datetime import date

import pytest
import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.audit.models import AuditEvent
from outreach.contacts.entries import entry_of
from outreach.contacts.kinds import ContactKind, Secrecy, Stage
from outreach.contacts.models import Claim, Contact
from outreach.contacts.services import add_contact, change_contact
from outreach.db import db
from outreach.imports.models import ImportState
from outreach.interactions.models import FollowUp, Interaction
from outreach.security.permissions import Role
from outreach.suppressions.models import Suppression, SuppressionReason
from outreach.suppressions.services import suppress
from tests.factories import ContactFactory, UserFactory
from tests.support.imports import count, person, problems, rows, verdicts

HEADINGS = "Prénom;Nom;Média;Courriel;Téléphone;Langue;Pays;Notes\n"


def test_every_fault_of_a_french_list_is_told_by_row_and_cell(bring, sample):
    done = bring(sample("people-fr.csv").read_bytes())

    assert verdicts(done) == {
        2: "new", 3: "new", 4: "new", 5: "new", 6: "double", 7: "new", 8: "new", 9: "new",
        10: "stopped", 11: "new", 12: "new", 13: "blank", 14: "new", 15: "new",
    }  # fmt: skip
    said = problems(done)
    assert set(said) == {
        (6, "Courriel"),
        (10, "Courriel"),
        (10, "Pays"),
        (11, "Courriel"),
        (12, "Dernier contact"),
        (14, "Notes"),
    }
    assert "row 5 (Théo Essai)" in said[6, "Courriel"]
    assert "Write @" in said[10, "Courriel"]
    assert "more than one country" in said[10, "Pays"]
    assert "by phone" in said[11, "Courriel"]
    assert "no day “31/02/2018”" in said[12, "Dernier contact"]
    assert "formula" in said[14, "Notes"]


def test_a_french_list_becomes_contacts(bring, sample):
    bring(sample("people-fr.csv").read_bytes())

    ariane = entry_of(person("Ariane Spécimen"))
    assert (ariane.kind, ariane.civility, ariane.given_name, ariane.family_name) == (
        ContactKind.JOURNALIST, "Mme", "Ariane", "Spécimen",
    )  # fmt: skip
    assert (ariane.organisation, ariane.job_title, ariane.country) == ("Le Quotidien", "International", "FR")
    assert (ariane.emails, ariane.phones) == (("ariane@quotidien.example",), ("+33155000101",))
    assert (ariane.languages, ariane.source, ariane.tags) == (("fr",), "list.csv", ("Organisatrice",))
    assert ariane.notes == "Demande une photo ;\net l'acte de naissance\nSuivi par: Organisatrice"
    assert entry_of(person("Benoît Témoin")).phones == ("+33155000102",)
    desk = person("Rédaction Monde")
    assert (desk.given_name, desk.family_name, [one.language for one in desk.languages]) == (None, None, ["fr", "zh"])
    kinds = [person(name).kind for name in ("Inès Témoin", "Bureau Asie", "Dominique Essai")]
    assert kinds == [ContactKind.LAWYER, ContactKind.NGO, ContactKind.OFFICIAL]


def test_the_last_contact_and_the_next_step_come_along(bring, sample):
    bring(sample("people-fr.csv").read_bytes())

    ariane, redaction = person("Ariane Spécimen"), person("Rédaction Monde")
    assert (ariane.stage, ariane.last_incoming_on) == (Stage.REPLIED, date(2018, 3, 12))
    assert (redaction.stage, redaction.last_outgoing_on, redaction.last_incoming_on) == (
        Stage.WRITTEN, date(2018, 4, 5), None,
    )  # fmt: skip
    assert db.session.scalars(sa.select(FollowUp.due_on).where(FollowUp.contact_id == ariane.id)).all() == [
        date(2018, 3, 26)
    ]


def test_nothing_is_imported_that_should_not_be(bring, sample):
    bring(sample("people-fr.csv").read_bytes())

    everything = " ".join(f"{one.name} {one.notes}" for one in db.session.scalars(sa.select(Contact)))
    assert "HYPERLINK" not in everything
    assert "Noé" not in everything
    maelle = person("Maëlle Essai")
    assert (maelle.last_outgoing_on, maelle.notes) == (None, "Dernier contact: 31/02/2018")


def test_who_asked_not_to_be_written_to_never_is(bring, sample):
    bring(sample("people-fr.csv").read_bytes())

    come = person("Côme Essai")
    assert come.do_not_contact
    assert come.do_not_contact_reason == "Demande expresse de ne plus écrire"
    assert (come.stage, come.addresses[0].state.value) == (Stage.CLOSED, "opted_out")
    assert db.session.scalars(sa.select(Suppression.reason)).all() == [SuppressionReason.OPT_OUT]


def test_a_wish_to_be_left_alone_counts_in_a_double_too(bring):
    done = bring("Type;Nom;Courriel\nJournaliste;Sam Essai;sam@x.example\nNE PAS CONTACTER;Sam Essai;SAM@x.example\n")

    assert verdicts(done) == {2: "new", 3: "double"}
    assert person("Sam Essai").do_not_contact


def test_an_english_list_with_many_alphabets_becomes_contacts(bring, sample):
    done = bring(sample("people-en.csv").read_bytes())

    assert set(verdicts(done).values()) == {"new"}
    assert problems(done) == {}
    kinds = {name: person(name).kind.value for name in ("Sam Trial", "Foreign desk", "范例", "مىسال ئەۋرىشكە")}
    assert set(kinds.values()) == {"journalist"}
    assert person("Press office").kind is ContactKind.NGO
    assert person("Lee Trial, Esq.").kind is ContactKind.LAWYER
    assert person('"Max" O\'Trial').addresses[0].value == "max.o'trial@irishtrial.example"
    assert person("Kim Örnek").time_zone == "Europe/Istanbul"


def test_a_column_nobody_knows_is_kept_in_the_notes(bring, sample):
    bring(sample("people-en.csv").read_bytes())

    assert person("Sam Trial").notes == "Met in Geneva\nshoe size: 43"


@pytest.mark.parametrize("name", ["people-fr.csv", "people-en.csv"])
def test_the_same_list_again_changes_nothing_the_second_and_the_third_time(bring, sample, name):
    content = sample(name).read_bytes()
    first = bring(content)
    before = [count(one) for one in (Contact, Interaction, FollowUp, Suppression)]

    for again in (bring(content), bring(content)):
        known = {number: "same" if one == "new" else one for number, one in verdicts(first).items()}
        assert verdicts(again) == known
    assert [count(one) for one in (Contact, Interaction, FollowUp, Suppression)] == before


def test_a_cell_that_changed_in_the_list_is_taken(bring):
    bring(HEADINGS + "Sam;Essai;Le Soir;sam@x.example;;fr;France;\n")

    done = bring(HEADINGS + "Sam;Essai;Le Matin;sam@x.example;+33 1 55 00 00 09;fr;Belgique;Parle chinois\n")

    assert verdicts(done) == {2: "changes"}
    sam = entry_of(person("Sam Essai"))
    assert (sam.organisation, sam.country, sam.phones, sam.notes) == (
        "Le Matin",
        "BE",
        ("+33155000009",),
        "Parle chinois",
    )
    assert rows(done)[2].before["entry"]["organisation"] == "Le Soir"


def test_what_a_person_changed_at_the_desk_survives_the_same_list_and_an_empty_cell(bring):
    text = HEADINGS + "Sam;Essai;Le Soir;sam@x.example;;fr;France;\n"
    bring(text)
    sam = person("Sam Essai")
    current = entry_of(sam)
    change_contact(
        sam, type(current)(**{**vars(current), "organisation": "Le Matin", "notes": "By hand", "country": "CH"})
    )

    again = bring(text)
    emptied = bring(HEADINGS + "Sam;Essai;;sam@x.example;;;;\n")

    assert verdicts(again) == verdicts(emptied) == {2: "same"}
    sam = entry_of(person("Sam Essai"))
    assert (sam.organisation, sam.notes, sam.country, sam.languages) == ("Le Matin", "By hand", "CH", ("fr",))


def test_a_list_fills_in_what_is_missing_of_somebody_added_by_hand_and_changes_nothing_else(bring):
    ContactFactory(name="Sam Essai", email="sam@x.example", country="CH", reads=(), organisation=None)

    bring(HEADINGS + "Sam;Essai;Le Soir;sam@x.example;;fr;France;\n")

    sam = entry_of(person("Sam Essai"))
    assert (sam.organisation, sam.country, sam.languages) == ("Le Soir", "CH", ("fr",))


def test_an_address_of_somebody_else_is_a_double(bring):
    ContactFactory(name="Camille Exemple", email="desk@x.example")

    done = bring(HEADINGS + "Sam;Essai;Le Soir;desk@x.example;;;;\n")

    assert verdicts(done) == {2: "double"}
    assert "that of Camille Exemple already" in problems(done)[2, "Courriel"]


def test_somebody_known_under_another_address_is_a_double(bring):
    bring(HEADINGS + "Sam;Essai;Le Soir;sam@x.example;;;;\n")

    done = bring(HEADINGS + "ESSAI;Sam;le soir;sam.essai@y.example;;;;\n")

    assert verdicts(done) == {2: "double"}
    assert "another address" in problems(done)[2, "Courriel"]


def test_an_address_that_was_missing_is_added(bring):
    bring(HEADINGS + "Sam;Essai;Le Soir;;+33 1 55 00 00 09;;;\n")

    done = bring(HEADINGS + "Sam;Essai;Le Soir;sam@x.example;;;;\n")

    assert verdicts(done) == {2: "changes"}
    assert entry_of(person("Sam Essai")).emails == ("sam@x.example",)


def test_a_broken_address_stops_a_row_only_when_nothing_else_leads_to_the_person(bring):
    done = bring(HEADINGS + "Sam;Essai;;sam(at)x.example;;;;\nZoé;Essai;;zoe@;+33 1 55 00 00 09;;;\n")

    assert verdicts(done) == {2: "stopped", 3: "new"}
    assert entry_of(person("Zoé Essai")).notes == "Courriel: zoe@"


@pytest.mark.parametrize(
    ("row", "heading", "said"),
    [
        (";;;sam@x.example;;;;", "Nom", "no name"),
        ("Sam;Essai;;sam@x.example;12;;France;", "Téléphone", "too short"),
        ("Sam;Essai;;sam@x.example;01 55 00 00 09;;;", "Téléphone", "Begin the number"),
        ("Sam;Essai;;sam@x.example;;Klingonish;;", "Langue", "No language"),
        ("Sam;Essai;;sam@x.example;;;Atlantide;", "Pays", "not one country"),
        ("=1+1;Essai;;sam@x.example;;;;", "Prénom", "formula"),
        ("Sam;Essai;;sam@x.example;;;;a;b", "Notes", "more cells"),
    ],
)
def test_each_fault_stands_beside_its_cell(bring, row, heading, said):
    done = bring(HEADINGS + row + "\n")

    assert said in problems(done)[2, heading]


def test_a_phone_from_a_cell_that_mentions_no_plus_is_dialled_in_the_country_of_its_row(bring):
    bring(HEADINGS + "Sam;Essai;;;01 55 00 00 09 / +44 20 7946 0000;;FR;\n")

    assert entry_of(person("Sam Essai")).phones == ("+33155000009", "+442079460000")


def test_who_looks_after_somebody_is_found_in_the_team(bring):
    owner = UserFactory(name="Bénévole 1")

    done = bring("Nom;Courriel;Suivi par\nSam Essai;sam@x.example;benevole 1\nKim;kim@x.example;Personne\n")

    assert db.session.scalars(sa.select(Claim.owner_id)).all() == [owner.id]
    assert person("Kim").notes == "Suivi par: Personne"
    assert [one["note"] for one in rows(done)[3].problems] == [True]


def test_whom_we_erased_does_not_come_back(bring):
    suppress("sam@x.example", SuppressionReason.ERASURE, "asked")

    done = bring(HEADINGS + "Sam;Essai;;SAM@x.example;;;;\n")

    assert verdicts(done) == {2: "stopped"}
    assert count(Contact) == 0


def test_a_secret_contact_is_neither_shown_nor_changed_by_who_may_not_see_it(bring):
    contact = ContactFactory(name="Source", email="source@x.example", secrecy=Secrecy.CONFIDENTIAL)
    bring.author = UserFactory(role=Role.FAMILY)

    done = bring(HEADINGS + ";Source;;source@x.example;+33 1 55 00 00 09;;;\n")

    assert verdicts(done) == {2: "stopped"}
    assert rows(done)[2].contact_id is None
    assert entry_of(person(contact.name)).phones == ()


def test_an_import_is_one_unit_carried_out_once_and_audited(bring):
    from outreach.imports import services  # noqa: PLC0415 - only here

    done = bring(HEADINGS + "Sam;Essai;;sam@x.example;;;;\n")

    assert done.state is ImportState.DONE
    assert services.carry_out(done) is False
    assert count(Contact) == 1
    assert db.session.scalars(sa.select(AuditEvent.action)).all() == ["import.done"]
    assert rows(done)[2].before == {"added": True}


def test_rows_are_judged_by_what_is_known_when_they_are_brought_in(app):
    from outreach.contacts.entries import ContactEntry  # noqa: PLC0415 - only here
    from outreach.imports import services  # noqa: PLC0415 - only here
    from outreach.imports.models import ImportSubject  # noqa: PLC0415 - only here

    checked = services.check_file(b"Nom;Courriel\nSam Essai;sam@x.example\n", "list.csv", ImportSubject.CONTACTS)
    add_contact(ContactEntry(name="Sam Essai", emails=("sam@x.example",), source="list.csv"))

    services.carry_out(checked)

    assert verdicts(checked) == {2: "same"}
    assert count(Contact) == 1
    assert count(User) == 0
