"""The pages about contacts and organisations."""

import csv
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from outreach import clock
from outreach.audit.models import AuditEvent
from outreach.contacts import queries
from outreach.contacts.kinds import AddressKind, Secrecy, Stage
from outreach.contacts.models import Claim, Contact
from outreach.db import db
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress
from tests.factories import ClaimFactory, ContactFactory, InteractionFactory, OrganisationFactory, UserFactory
from tests.support.databases import counted_queries

TYPED = {
    "kind": "journalist",
    "given_name": "Camille",
    "family_name": "Exemple",
    "name": "",
    "organisation": "Le Monde",
    "emails": "camille@lemonde.example\ncamille@home.example",
    "phones": "01 55 00 00 01",
    "signal": "camille.42",
    "languages": "FR, zh",
    "country": "FR",
    "time_zone": "Europe/Paris",
    "beats": "Asie، droits humains",
    "tags": "urgent",
    "greeting": "Chère Camille",
    "secrecy": "open",
}


def text_of(response):
    return response.get_data(as_text=True)


def test_a_contact_added_by_hand_is_shown(client):
    response = client.post("/desk/contacts/new", data=TYPED)

    contact = db.session.scalars(sa.select(Contact)).one()
    assert response.location == f"/desk/contacts/{contact.id}"
    page = text_of(client.get(response.location))
    for shown in ("Camille Exemple", "Le Monde", "mailto:camille@lemonde.example", "+33 1 55 00 00 01", "camille.42"):
        assert shown in page
    whole = queries.whole_contact(contact.id, None)
    assert [one.language for one in whole.languages] == ["fr", "zh"]
    assert sorted(one.beat for one in whole.beats) == ["Asie", "droits humains"]
    assert whole.greetings == {"fr": "Chère Camille"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"emails": "noe(at)arte.example"}, "(at)"),
        ({"phones": "12"}, "too long or too short"),
        ({"phones": "01 55 00 00 01", "country": ""}, "choose a country"),
        ({"languages": "français"}, "français"),
        ({"given_name": "", "family_name": "", "organisation": ""}, "Enter a name"),
        ({"verified_on": "2026-02-31"}, "verified_on-error"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_field_and_nothing_typed_is_lost(client, typed, said):
    response = client.post("/desk/contacts/new", data={**TYPED, **typed})

    assert response.status_code == 200
    assert said in text_of(response)
    assert "Chère Camille" in text_of(response)
    assert db.session.scalars(sa.select(Contact)).all() == []


def test_an_address_that_is_there_is_asked_about_first(client):
    ContactFactory(name="Old Camille", email="camille@home.example")

    asked = client.post("/desk/contacts/new", data=TYPED)
    added = client.post("/desk/contacts/new", data={**TYPED, "anyway": "y"})

    assert "Old Camille" in text_of(asked)
    assert added.status_code == 302


def test_a_contact_is_changed_and_the_change_told_to_the_audit(client):
    contact = ContactFactory(email="a@b.example")
    read = contact.row_version

    client.post(f"/desk/contacts/{contact.id}/edit", data={**TYPED, "row_version": read})

    assert contact.name == "Camille Exemple"
    assert contact.row_version == read + 1
    assert db.session.scalars(sa.select(AuditEvent.action)).all()[-1] == "contact.changed"


def test_an_edit_form_sent_unchanged_changes_nothing_that_matters(client):
    client.post("/desk/contacts/new", data=TYPED)
    contact = db.session.scalars(sa.select(Contact)).one()
    before = queries.whole_contact(contact.id, None)
    known = (before.name, [one.value for one in before.addresses], before.greetings, before.folded)

    client.post(f"/desk/contacts/{contact.id}/edit", data={**TYPED, "row_version": contact.row_version})

    after = queries.whole_contact(contact.id, None)
    assert (after.name, [one.value for one in after.addresses], after.greetings, after.folded) == known


def test_the_second_of_two_savers_sees_both_versions_and_can_then_save(client, volunteer_client):
    contact = ContactFactory()
    address = f"/desk/contacts/{contact.id}/edit"
    read = contact.row_version
    volunteer_client.post(address, data={**TYPED, "notes": "Asks for a photograph", "row_version": read})

    refused = client.post(address, data={**TYPED, "notes": "Rings on Monday", "row_version": read})

    page = text_of(refused)
    assert "Somebody changed this contact" in page
    assert page.count("Asks for a photograph") == 1
    assert page.count("Rings on Monday") == 2
    assert contact.notes == "Asks for a photograph"
    client.post(address, data={**TYPED, "notes": "Photograph; Monday", "row_version": contact.row_version})
    assert contact.notes == "Photograph; Monday"


def test_who_opted_out_is_shown_clearly_and_cannot_be_written_to_or_rung(client):
    contact = ContactFactory(opted_out=True, email="come@agence.example", phone="+33155000001")

    page = text_of(client.get(f"/desk/contacts/{contact.id}"))

    assert "Do not contact" in page
    assert "asked us to stop" in page
    assert "come@agence.example" in page
    assert "mailto:" not in page
    assert "tel:" not in page
    assert "I look after them" not in page


def test_a_list_asks_the_same_number_of_statements_for_any_number_of_rows(app, client):
    asked = []
    for rows in (2, 5):
        for _number in range(rows):
            ClaimFactory(contact=ContactFactory(organisation=OrganisationFactory()))
        with counted_queries(app) as statements:
            client.get("/desk/contacts")
        asked.append(len(statements))

    assert asked[0] == asked[1]


def test_contacts_are_found_by_words_and_by_the_two_choices(client):
    ContactFactory(name="Anaïs Échantillon", stage=Stage.TALKING, reads=("fr",))
    ContactFactory(name="Sam Sample")

    found = text_of(client.get("/desk/contacts?q=anais+language:fr&kind=journalist&stage=talking"))

    assert "Anaïs Échantillon" in found
    assert "Sam Sample" not in found
    assert "1 contact" in found


def test_a_word_that_is_not_known_is_said_beside_the_search(client):
    page = text_of(client.get("/desk/contacts?q=pays:FR"))

    assert "pays:" in page
    assert "country:" in page


def test_a_confidential_contact_is_not_there_for_a_volunteer(client, volunteer_client):
    organisation = OrganisationFactory()
    secret = ContactFactory(name="Deep Source", secrecy=Secrecy.CONFIDENTIAL, organisation=organisation)
    address = f"/desk/contacts/{secret.id}"

    for path in (address, f"{address}/edit", f"{address}/interactions/new", f"/desk/log?contact={secret.id}"):
        assert volunteer_client.get(path).status_code == 404
        assert client.get(path).status_code == 200
    for path in (f"{address}/claim", f"{address}/claim/release", f"{address}/stage"):
        assert volunteer_client.post(path).status_code == 404
    for path in ("/desk/contacts?q=deep", "/desk/log?q=deep", f"/desk/organisations/{organisation.id}"):
        assert "Deep Source" not in text_of(volunteer_client.get(path))
        assert "Deep Source" in text_of(client.get(path))


def test_a_volunteer_cannot_make_a_contact_secret(volunteer_client):
    volunteer_client.post("/desk/contacts/new", data={**TYPED, "secrecy": "confidential"})

    assert db.session.scalars(sa.select(Contact.secrecy)).all() == [Secrecy.OPEN]


def test_a_viewer_may_look_and_no_more(viewer_client):
    contact = ContactFactory()
    address = f"/desk/contacts/{contact.id}"

    assert viewer_client.get(address).status_code == 200
    for path in ("/desk/contacts/new", f"{address}/edit", "/desk/log"):
        assert viewer_client.get(path).status_code == 404
    assert viewer_client.post(f"{address}/claim").status_code == 404
    assert viewer_client.post("/desk/contacts/export").status_code == 404


def test_a_contact_is_claimed_and_made_free(client, organiser):
    contact = ContactFactory()

    client.post(f"/desk/contacts/{contact.id}/claim")
    assert db.session.get(Claim, contact.id).owner_id == organiser.id

    client.post(f"/desk/contacts/{contact.id}/claim/release")
    assert db.session.get(Claim, contact.id) is None


def test_a_claim_of_somebody_else_is_neither_taken_nor_ended_by_a_volunteer(volunteer_client):
    claim = ClaimFactory()
    address = f"/desk/contacts/{claim.contact_id}/claim"

    taken = volunteer_client.post(address, follow_redirects=True)
    ended = volunteer_client.post(f"{address}/release", follow_redirects=True)

    assert "Somebody else in the team looks after this contact" in text_of(taken)
    assert "an organiser" in text_of(ended)
    assert db.session.get(Claim, claim.contact_id).owner_id == claim.owner_id


def test_a_claim_is_handed_over(client, organiser):
    contact, receiver = ContactFactory(), UserFactory(name="Bahram")
    client.post(f"/desk/contacts/{contact.id}/claim")

    page = client.post(
        f"/desk/contacts/{contact.id}/claim/hand-over", data={"receiver": receiver.id}, follow_redirects=True
    )

    assert "Bahram looks after" in text_of(page)
    assert db.session.get(Claim, contact.id).owner_id == receiver.id


def test_a_claim_that_has_ended_is_not_shown(client):
    claim = ClaimFactory(claimed_at=clock.now() - timedelta(days=15))

    assert "Nobody looks after this contact" in text_of(client.get(f"/desk/contacts/{claim.contact_id}"))


def test_the_stage_is_set_by_hand_with_a_reason_alone(client):
    contact = ContactFactory()
    address = f"/desk/contacts/{contact.id}/stage"

    refused = client.post(address, data={"stage": "helped", "reason": " "}, follow_redirects=True)
    assert "Say why" in text_of(refused)
    assert contact.stage is Stage.FOUND

    client.post(address, data={"stage": "helped", "reason": "Article of 3 March"})
    assert contact.stage is Stage.HELPED
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.subject_type == "contact")).one()
    assert event.details == {"from": "found", "to": "helped", "reason": "Article of 3 March"}


def test_the_timeline_shows_what_passed(client):
    InteractionFactory(contact=(contact := ContactFactory()), summary="Veut une photo")

    assert "Veut une photo" in text_of(client.get(f"/desk/contacts/{contact.id}"))


def test_an_organisation_counts_those_who_work_there_now(client):
    organisation = OrganisationFactory(name="L’Écho des Monts")
    ContactFactory(organisation=organisation)
    OrganisationFactory(name="Arte")

    page = text_of(client.get("/desk/organisations?q=l'echo"))

    assert "L’Écho des Monts" in page
    assert "Arte" not in page


def test_an_export_holds_what_was_asked_for_without_those_never_exported(client):
    ContactFactory(name="=HYPERLINK()", email="a@b.example", phone="+33155000001")
    ContactFactory(name="Never", never_exported=True)

    response = client.post("/desk/contacts/export", data={"question": "kind:journalist"})

    rows = list(csv.DictReader(io.StringIO(response.get_data().decode("utf-8-sig"))))
    assert [(row["name"], row["email"], row["phone"]) for row in rows] == [
        ("'=HYPERLINK()", "a@b.example", "'+33155000001")
    ]
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "contacts.exported")).one()
    assert event.details == {"question": "kind:journalist", "written": 1, "left_out": 1}


def test_signal_names_and_postal_addresses_survive_an_edit(client):
    client.post("/desk/contacts/new", data=TYPED)
    contact = db.session.scalars(sa.select(Contact)).one()

    client.post(f"/desk/contacts/{contact.id}/edit", data={**TYPED, "signal": "", "row_version": contact.row_version})

    kinds = {one.kind for one in queries.whole_contact(contact.id, None).addresses}
    assert AddressKind.SIGNAL not in kinds
    assert AddressKind.PHONE in kinds


def test_those_found_can_be_written_to(client):
    ContactFactory(name="Camille Sample", reads=("fr",))

    page = text_of(client.get("/desk/contacts?q=language:fr&kind=journalist"))

    assert "/desk/mailings/new?segment=language:fr+kind:journalist" in page
    assert "Write to these people" not in text_of(client.get("/desk/contacts"))


def test_an_address_that_opted_out_says_so(client):
    contact = ContactFactory(email="camille@sample.example")
    assert "Gets no more mailings" not in text_of(client.get(f"/desk/contacts/{contact.id}"))

    suppress("camille@sample.example", SuppressionReason.OPT_OUT, "their link", "mailing")
    db.session.commit()

    assert "Gets no more mailings" in text_of(client.get(f"/desk/contacts/{contact.id}"))
