"""Imports at the desk."""

import io

import sqlalchemy as sa

from outreach.contacts.models import Contact
from outreach.db import db
from outreach.imports.models import Import, ImportRow, ImportState, Verdict
from outreach.imports.services import checking
from outreach.interactions.models import Interaction
from tests.factories import ContactFactory, ImportFactory, LogImportFactory
from tests.support.imports import count


def upload(client, content, subject="contacts", name="list.csv"):
    return client.post("/desk/imports/new", data={"subject": subject, "file": (io.BytesIO(content), name)})


def test_a_file_is_looked_at_and_nothing_is_imported(client, sample):
    response = upload(client, sample("people-fr.csv").read_bytes())
    page = client.get(response.location).text

    assert count(Contact) == 0
    assert "Import 11 people" in page
    assert "There is no day “31/02/2018” in the calendar." in page
    assert "=HYPERLINK" in page  # as text


def test_pressing_the_button_twice_imports_once(client, sample):
    address = upload(client, sample("people-fr.csv").read_bytes()).location

    first = client.post(f"{address}/carry-out", follow_redirects=True)
    second = client.post(f"{address}/carry-out", follow_redirects=True)

    assert "“list.csv” imported: 11 new, 0 changed." in first.text
    assert "imported: 11" not in second.text
    assert "Import 11 people" not in second.text
    assert count(Contact) == 11


def test_pasted_rows_are_read_too(client):
    response = client.post(
        "/desk/imports/new", data={"subject": "contacts", "text": "name\temail\nSam Essai\tsam@x.example"}
    )

    assert "Import 1 person" in client.get(response.location).text


def test_nothing_given_is_told_beside_the_field(client):
    assert (
        "Choose a file, or paste the rows below" in client.post("/desk/imports/new", data={"subject": "contacts"}).text
    )


def test_a_file_that_cannot_be_read_is_told_on_the_page(client):
    response = upload(client, b"%PDF-1.7", name="../../list.pdf")

    assert response.status_code == 200
    assert "This is a PDF" in response.text
    assert count(Import) == 0


def test_a_list_too_long_for_a_page_is_sent_to_the_command(client, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ROWS_ON_PAGE", 1)

    assert "more than 2,000 rows" in upload(client, b"name,email\nSam,s@x.example\nKim,k@x.example\n").text


def test_a_file_name_is_shown_as_text(client):
    address = upload(client, b"name,email\nSam,s@x.example\n", name="<script>.csv").location

    assert "&lt;script&gt;.csv" in client.get(address).text


def test_rows_can_be_shown_by_what_becomes_of_them(client, sample):
    address = upload(client, sample("people-fr.csv").read_bytes()).location

    page = client.get(f"{address}?verdict=stopped").text

    assert "noe(at)chaine.example" in page
    assert "ariane@quotidien.example" not in page


def test_rows_left_out_are_saved_as_a_list(client, sample):
    address = upload(client, sample("people-fr.csv").read_bytes()).location

    response = client.get(f"{address}/rejected")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert len(response.data.decode("utf-8-sig").splitlines()) == 3


def test_a_list_only_looked_at_can_be_thrown_away_and_an_imported_one_not(client):
    address = upload(client, b"name,email\nSam,s@x.example\n").location
    client.post(f"{address}/discard")
    assert count(Import) == count(ImportRow) == 0

    address = upload(client, b"name,email\nSam,s@x.example\n").location
    client.post(f"{address}/carry-out")
    client.post(f"{address}/discard")
    assert count(Import) == 1


def test_a_row_that_waits_is_settled_by_choosing_the_person_and_the_day(client):
    contact = ContactFactory(name="Sam Essai", organisation=None)
    row = LogImportFactory().rows[0]

    page = client.get(f"/desk/imports/rows/{row.id}?q=essai")
    client.post(f"/desk/imports/rows/{row.id}", data={"contact": contact.id, "happened_on": "2018-03-15"})

    assert "Sam Essai" in page.text
    logged = db.session.scalars(sa.select(Interaction)).one()
    assert (logged.contact_id, logged.happened_on.isoformat(), logged.summary) == (
        contact.id, "2018-03-15", "A pris notre numéro\nDate: mi-mars",
    )  # fmt: skip
    assert db.session.scalars(sa.select(ImportRow.verdict)).all() == [Verdict.NEW]


def test_settling_without_a_person_or_a_day_asks_for_them(client):
    row = LogImportFactory().rows[0]

    page = client.post(f"/desk/imports/rows/{row.id}", data={}).text

    assert "Choose the person" in page
    assert "Enter the day it happened" in page


def test_a_row_is_left_out(client):
    row = LogImportFactory().rows[0]

    page = client.post(f"/desk/imports/rows/{row.id}/leave-out", follow_redirects=True).text

    assert "Row 2 left out." in page
    assert count(Interaction) == 0


def test_a_volunteer_finds_no_imports(volunteer_client):
    whole = ImportFactory(state=ImportState.DONE)

    for address in ("", "/new", f"/{whole.id}", f"/{whole.id}/rejected"):
        assert volunteer_client.get(f"/desk/imports{address}").status_code == 404


def test_the_family_may_import(family_client):
    assert family_client.get("/desk/imports/new").status_code == 200
