"""Templates at the desk."""

from outreach.mail_templates import queries
from tests.factories import ContactFactory, MailTemplateFactory

ANSWERS = {"name": "Appeal", "language": "en", "kind": "", "subject": "News", "body": "Dear {{ first_name }}"}


def test_a_template_written_is_shown(client):
    response = client.post("/desk/templates/new", data=ANSWERS, follow_redirects=True)

    assert "Template “Appeal” saved as version 1." in response.text
    assert "Dear {{ first_name }}" in response.text


def test_a_fault_is_told_and_nothing_typed_is_lost(client):
    response = client.post("/desk/templates/new", data=ANSWERS | {"body": "Dear {{ frist_name }}"})

    assert "Did you mean “first_name”?" in response.text
    assert "Dear {{ frist_name }}" in response.text


def test_a_look_before_saving_keeps_nothing(client):
    response = client.post("/desk/templates/new", data=ANSWERS | {"preview": "1"})

    assert "Dear Camille" in response.text
    assert queries.templates() == []


def test_a_second_template_of_the_name_and_language_is_refused(client):
    client.post("/desk/templates/new", data=ANSWERS)

    assert "in this language already" in client.post("/desk/templates/new", data=ANSWERS).text


def test_a_change_makes_a_version_and_the_history_shows_the_earlier_one(client):
    template = MailTemplateFactory()
    first = template.versions[0]

    client.post(f"/desk/templates/versions/{first.id}/edit", data={"subject": "Now", "body": "Hello"})
    page = client.get(f"/desk/templates/{template.id}").text

    assert "Hello" in page
    assert f"/desk/templates/versions/{first.id}" in page


def test_a_version_is_shown_for_a_contact_of_ours(client):
    template = MailTemplateFactory()
    contact = ContactFactory(given_name="Noé", reads=("en",))
    address = f"/desk/templates/versions/{template.versions[0].id}"

    assert "Dear Noé" in client.get(f"{address}?contact={contact.id}").text
    assert "Dear Camille" in client.get(address).text


def test_the_mail_in_the_frame_may_load_and_run_nothing(client):
    template = MailTemplateFactory()

    response = client.get(f"/desk/templates/versions/{template.versions[0].id}/mail")

    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_template_put_away_leaves_the_list(client):
    template = MailTemplateFactory(name="Old words")

    client.post(f"/desk/templates/{template.id}/archive")

    assert "Old words" not in client.get("/desk/templates").text.partition("</h1>")[2]


def test_a_viewer_reads_and_does_not_write(viewer_client, stranger):
    template = MailTemplateFactory()

    assert viewer_client.get(f"/desk/templates/{template.id}").status_code == 200
    assert viewer_client.get("/desk/templates/new").status_code == 404
    assert stranger.get("/desk/templates").status_code == 302
