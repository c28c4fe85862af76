"""The page of the audit."""

from outreach.audit import services
from tests.factories.accounts import UserFactory


def test_the_page_tells_who_did_what_latest_first(client):
    services.record("user.invited", "user", 7, {"email": "nora@campaign.example"}, UserFactory(name="Anouk"))
    services.record("user.paused", "user", 7)

    page = client.get("/desk/audit").text

    assert "invited a member" in page
    assert "nora@campaign.example" in page
    assert page.index('<td role="cell" data-label="Who"><bdi>from the shell') < page.index('Who"><bdi>Anouk')


def test_the_page_is_narrowed_to_an_actor_and_an_action(client):
    services.record("user.invited", "user", 7, actor=UserFactory(name="Anouk"))
    services.record("user.paused", "user", 8, actor=UserFactory(name="Boris"))

    page = client.get("/desk/audit?actor=Anouk&action=user.invited").text

    assert "<bdi>Anouk" in page
    assert "<bdi>Boris" not in page


def test_names_are_shown_as_text(client):
    services.record("user.invited", details={"name": "<script>"}, actor="<b>x</b>")

    page = client.get("/desk/audit").text

    assert "<b>x</b>" not in page
    assert "<script>" not in page.replace('<script type="module"', "")


def test_an_empty_audit_and_an_empty_answer_say_so(client):
    assert "Nothing was done yet." in client.get("/desk/audit").text
    assert "Nothing of this kind" in client.get("/desk/audit?actor=Nobody").text


def test_long_audits_come_in_pages(client):
    for number in range(60):
        services.record("contact.opened", "contact", number)

    page = client.get("/desk/audit").text

    assert page.count('<th scope="row"') == 50
    assert 'rel="next"' in page
