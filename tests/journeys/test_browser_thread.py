"""The paths that must never break, walked in real Chromium on a small phone, as somebody who sees the program for the first time."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from outreach.accounts.services import invite
from outreach.db import db
from outreach.mail_templates.services import TemplateEntry, add_version
from outreach.mailings.services import approve_mailing, create_mailing
from outreach.outbox.models import Attempt
from outreach.security.permissions import Role
from tests.factories import ContactFactory, PetitionFactory
from tests.support.accessibility import overflow, violations

pytestmark = [pytest.mark.one_database, pytest.mark.slow]

INPUT = Path(__file__).parent / "input"
AFTER_THE_HOLD = 61
ORGANISER = "olive@campaign.example"
PASSWORD = "seven long words that nobody else has said"
LETTER = '{{ first_name | fallback: "Bonjour" }},\n\nMa mère est détenue depuis 2017.'
SIGNATORY = {"Name": "Robin Lecteur", "E-mail address": "robin@reader.example"}


@pytest.fixture(autouse=True)
def clock(time_machine):
    """A Monday morning from which time goes on, and is moved."""
    time_machine.move_to("2026-03-02 09:00 +0000", tick=True)
    return time_machine


def test_the_whole_thread_on_a_phone(house, page, work, clock):
    _join(page)
    _bring_in_people(page)
    _log_a_call_in_three_taps(page)
    _write_to_french_speaking_journalists(page)
    _send_take_back_and_send(page, work, clock)
    _answer_as_a_journalist(page)
    _publish_the_petition(page, work)
    _sign(page)
    _confirm(page, work)
    _expect_count(page, work, 1)
    _sign(page)
    _expect_count(page, work, 1)
    _withdraw(page)
    _expect_count(page, work, 0)


def test_signing_and_confirming_work_without_scripts(house, plain_page, at_the_desk, work):
    slug = PetitionFactory(languages=("en",)).slug
    work()
    page = plain_page
    page.goto(f"/petitions/{slug}")

    # A fault below a long story is what one sees first.
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("link", name="Enter your name")).to_be_in_viewport()
    for label, words in SIGNATORY.items():
        page.get_by_role("textbox", name=label).fill(words)
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("heading", name="Now look into your mailbox")).to_be_visible()
    work()
    at_the_desk(page)
    _confirm(page, work)

    work()
    assert page.request.get(f"/petitions/{slug}/count.json").json()["count"] == 1


# Without scripts nothing but the server stands between two clicks and two batches.
@pytest.mark.parametrize("window", ["page", "plain_page"])
def test_a_double_click_on_send_makes_one_batch(request, window, at_the_desk, work, clock):
    ContactFactory.create_batch(3, reads=("en",))
    template = add_version(TemplateEntry("Appeal", "en", "News", LETTER), None).version.template
    mailing = create_mailing(template, "kind:journalist", "Appeal", None)
    approve_mailing(mailing, None)
    number = mailing.id
    db.session.commit()
    page = at_the_desk(request.getfixturevalue(window))
    page.goto(f"/desk/mailings/{number}/start")

    page.get_by_role("button", name="Send to 3 people").dblclick()

    expect(page.get_by_role("button", name="Take back")).to_be_visible()
    clock.shift(AFTER_THE_HOLD)
    work()
    assert db.session.query(Attempt).count() == 3
    db.session.commit()
    page.goto("/desk/outbox")
    expect(page.get_by_role("link", name="News")).to_have_count(3)


def test_a_call_is_logged_with_the_keyboard_alone(house, page, at_the_desk):
    ContactFactory(name="Camille Exemple")
    at_the_desk(page).goto("/desk/")

    for words, typed in (("Log", ""), ("q", "Camille"), ("Camille Exemple", ""), ("Interested", ""), ("In 3 days", "")):
        _tab_to(page, words)
        page.keyboard.type(typed)
        with page.expect_event("load"):
            page.keyboard.press("Enter")

    expect(page.get_by_text("Logged with Camille Exemple. Next step on 5 March 2026.")).to_be_visible()


def _join(page: Page) -> None:
    link = invite(ORGANISER, Role.ORGANISER).link
    db.session.commit()
    page.goto(link)
    page.get_by_label("Your name").fill("Olive")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join the team").dblclick()
    expect(page.get_by_text("Welcome, Olive.")).to_be_visible()


def _bring_in_people(page: Page) -> None:
    for name, subject, done in (
        ("contacts-fr-excel.csv", "People", "16 new, 0 changed"),
        ("contacts-en.csv", "People", "14 new, 0 changed"),
        ("contact-log-fr.csv", "A log of what was said", "5 logged, 2 wait for you"),
    ):
        page.goto("/desk/imports/new")
        page.get_by_label(subject).check()
        page.get_by_label("File").set_input_files(INPUT / name)
        page.get_by_role("button", name="Look at it").dblclick()
        page.get_by_role("button", name=re.compile(r"Import \d+")).dblclick()
        expect(page.get_by_text(done)).to_be_visible()
    _is_for_everybody(page)
    page.goto("/desk/contacts?q=Côme")
    expect(page.get_by_text("Do not contact")).to_be_visible()


def _log_a_call_in_three_taps(page: Page) -> None:
    page.goto("/desk/log?q=Inès")
    page.get_by_role("link", name="Inès Modèle").click()
    page.get_by_role("button", name="Interested").click()
    page.get_by_label("Or on").fill("2026-03-02")
    page.get_by_role("button", name="On that day").dblclick()
    expect(page.get_by_text("Logged with Inès Modèle. Next step on 2 March 2026.")).to_be_visible()
    page.goto("/desk/")
    expect(page.get_by_role("region", name="Due today").get_by_role("link", name="Inès Modèle").first).to_be_visible()
    _is_for_everybody(page)


def _write_to_french_speaking_journalists(page: Page) -> None:
    page.goto("/desk/templates/new")
    page.get_by_label("Name").fill("First letter")
    page.locator("select[name=language]").select_option("fr")
    page.get_by_label("Subject").fill("Ma mère, détenue depuis 2017")
    page.get_by_label("Text", exact=True).fill(LETTER)
    page.get_by_role("button", name="Save the template").dblclick()
    page.get_by_role("link", name="Make a mailing").click()
    page.get_by_label("Whom to write to").fill("kind:journalist language:fr")
    page.get_by_role("button", name="Draft the mailing").dblclick()
    expect(page.get_by_text("7 people get the mail")).to_be_visible()
    # Who is stopped is told by name and reason.
    expect(page.get_by_role("row", name="Zoé Échantillon")).to_contain_text("no e-mail address")
    _is_for_everybody(page)
    page.get_by_role("link", name="Look at every mail").click()
    expect(page.get_by_text("Mail 1 of 7")).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text("Anaïs,")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.frame_locator("iframe").get_by_text("Camille,")).to_be_visible()
    page.get_by_role("link", name="All of them").click()
    page.get_by_role("link", name="Approve 7 mails").click()
    page.get_by_role("button", name="Approve 7 mails").dblclick()
    expect(page.get_by_text("7 mails approved.")).to_be_visible()


def _send_take_back_and_send(page: Page, work, clock) -> None:
    send = page.get_by_role("link", name="Send to 7 people")
    confirm = page.get_by_role("button", name="Send to 7 people")
    send.click()
    confirm.dblclick()
    work()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Taken back: 7 mails did not leave.")).to_be_visible()
    clock.shift(AFTER_THE_HOLD)
    work()
    page.reload()
    expect(page.get_by_text("0 of 7 sent, 7 left")).to_be_visible()
    send.click()
    confirm.click()
    clock.shift(AFTER_THE_HOLD)
    work()
    page.reload()
    expect(page.get_by_text("7 of 7 sent, 0 left")).to_be_visible()


def _answer_as_a_journalist(page: Page) -> None:
    page.goto("/desk/outbox")
    page.get_by_role("row", name="loic.modele@liberation.example").get_by_role("link").click()
    _is_for_everybody(page)
    page.get_by_label("What they write").fill("Oui, appelez-moi demain.")
    page.get_by_role("button", name="Answer as this person").dblclick()
    expect(page.get_by_text("Oui, appelez-moi demain.")).to_be_visible()
    page.goto("/desk/")
    waiting = page.get_by_role("region", name="Waiting for us")
    expect(waiting.get_by_role("link", name="Loïc Modèle").first).to_be_visible()


def _publish_the_petition(page: Page, work) -> None:
    page.goto("/desk/petitions/new")
    page.get_by_label("Short name").fill("free-my-mother")
    page.get_by_label("File").set_input_files(INPUT / "petition.txt")
    page.get_by_role("button", name="Bring it in").dblclick()
    page.get_by_role("button", name="Open for everybody").dblclick()
    expect(page.get_by_text("Petition “free-my-mother”: open.")).to_be_visible()
    work()


def _sign(page: Page) -> None:
    # At the form: before one scrolls, the button that leads here lies over the story.
    page.goto("/petitions/free-my-mother#sign")
    _is_for_everybody(page)
    for label, words in SIGNATORY.items():
        page.get_by_role("textbox", name=label).fill(words)
    page.get_by_role("button", name="Sign").dblclick()
    expect(page.get_by_role("heading", name="Now look into your mailbox")).to_be_visible()


def _confirm(page: Page, work) -> None:
    """Press the button behind the link of the newest captured mail; opening the link is not enough."""
    work()
    reader = _open_from_newest_mail(page, "Confirm my signature")
    reader.get_by_role("button", name="Confirm my signature").dblclick()
    expect(reader.get_by_role("heading", name="Your signature counts.")).to_be_visible()
    reader.close()


def _withdraw(page: Page) -> None:
    reader = _open_from_newest_mail(page, "My signature")
    reader.get_by_role("link", name="Withdraw my signature").click()
    reader.get_by_role("button", name="Withdraw my signature").dblclick()
    expect(reader.get_by_role("heading", name="Your signature is withdrawn")).to_be_visible()
    reader.close()


def _open_from_newest_mail(page: Page, words: str) -> Page:
    page.goto("/desk/outbox")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    with page.expect_popup() as opened:
        page.frame_locator("iframe").get_by_role("link", name=words, exact=True).click()
    return opened.value


def _expect_count(page: Page, work, count: int) -> None:
    work()
    page.goto("/petitions/free-my-mother")
    expect(page.locator(".count").first).to_contain_text(f"{count} signed")
    assert page.request.get("/petitions/free-my-mother/count.json").json()["count"] == count


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what is focused begins with `words`, or is the field of that name, as somebody without a mouse does."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()").startswith(
            words
        ):
            return
    pytest.fail(f"“{words}” cannot be reached with the keyboard.")


def _is_for_everybody(page: Page) -> None:
    """Hold that this page, filled as it is now, is accessible and no wider than the phone."""
    assert violations(page) == []
    assert overflow(page) == []
