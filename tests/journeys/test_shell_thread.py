"""The whole thread from the shell, with a real mail server and a real web server: lists in, a mailing out, an answer, a signature.

Nothing of ours is called from inside: commands run as processes, pages are asked for over HTTP, mails are read from the
log of the mail server.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import ROOT, Shell
from tests.support.ports import free_port
from tests.support.servers import program
from tests.support.sinks import Sink, Taken
from tests.support.visitor import Visitor

pytestmark = pytest.mark.slow

INPUT = Path(__file__).parent / "input"
# The petition as its author published it, where it lies beside this repository; else one of the same shape.
REAL_PETITION = ROOT.parent / "shared" / "seed" / "petition-original.txt"
PETITION = REAL_PETITION if REAL_PETITION.is_file() else INPUT / "petition.txt"
FRENCH_JOURNALISTS = {
    "anais.echantillon@france24.example",
    "camille.exemple@lemonde.example",
    "international@mediapart.example",
    "loic.modele@liberation.example",
    "maelle.exemple@lobs.example",
    "oedipe.modele@20minutes.example",
    "theo.exemple@rfi.example",
}
ORGANISER = "olive@campaign.example"
PASSWORD = "seven long words that nobody else has said"
SIGNATORY = {"name": "Robin Lecteur", "email": "robin@reader.example"}


@dataclass
class House:
    """One installation: its shell, the mail server it writes to, the origin it answers at."""

    shell: Shell
    sink: Sink
    origin: str

    def work(self) -> list[Taken]:
        """Work off what is due, and return the mails that left meanwhile."""
        before = len(self.sink.taken)
        self.shell("worker", "--drain")
        return self.sink.taken[before:]

    def count(self) -> tuple[int, int]:
        """Return the signatures confirmed as the shell tells them, and the count that everybody sees."""
        told = self.shell.json("signatures", "count", "free-my-mother")["confirmed"]
        shown = json.loads(Visitor(self.origin).open("/petitions/free-my-mother/count.json").text)
        return told, shown["count"]


@pytest.fixture
def house(databases, tmp_path: Path) -> Iterator[House]:
    """An installation on an empty database: nothing is there that the commands did not make."""
    port, url = free_port(), databases.empty()
    with Sink() as sink:
        settings = {
            "INSTANCE_DIR": str(tmp_path / "instance"),
            "DATABASE_URL": url,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "SMTP_URL": sink.url,
            "MAIL_FROM": "Campaign <campaign@campaign.example>",
            "SEND_CAPS": "off",
            "TRIAL_MODE": "off",
        }
        shell = Shell(settings, tmp_path)
        shell("upgrade")
        with _web(shell, port, tmp_path):
            yield House(shell, sink, f"http://127.0.0.1:{port}")
    databases.drop(url)


def test_lists_come_in_a_mailing_goes_out_an_answer_is_logged_and_a_signature_counts(house: House, tmp_path: Path):
    _people_and_their_history_come_in(house, tmp_path)
    organiser = _an_organiser_joins(house)
    _the_petition_is_published(house)
    _each_french_speaking_journalist_gets_one_mail(house)
    _an_answer_and_its_next_step_are_logged(organiser)
    _a_signature_counts_once(house)


def _people_and_their_history_come_in(house: House, folder: Path) -> None:
    report = folder / "rejected.csv"
    french = house.shell.json("contacts", "import", INPUT / "contacts-fr-excel.csv", "--report", report)
    english = house.shell.json("contacts", "import", INPUT / "contacts-en.csv")
    log = house.shell.json("interactions", "import", INPUT / "contact-log-fr.csv")

    faults = {(one["row"], one["column"]) for one in french["problems"]}
    assert (french["created"], english["created"]) == (16, 14)
    # The double, the broken address, the impossible date, the formula: each by its row and cell.
    assert {(7, "Courriel"), (15, "Courriel"), (17, "Dernier contact"), (19, "Notes")} <= faults
    assert english["problems"] == []
    assert "noe.modele(at)arte.example" in report.read_text(encoding="utf-8-sig")
    # “9 avril” and “mi-mars” name no day: a person settles them.
    assert (log["created"], log["waiting"]) == (5, 2)
    house.shell("contacts", "export", folder / "people.csv")
    kept = (folder / "people.csv").read_text(encoding="utf-8-sig")
    assert "HYPERLINK" not in kept
    # A second time nothing is doubled.
    assert house.shell.json("contacts", "import", INPUT / "contacts-fr-excel.csv")["created"] == 0


def _an_organiser_joins(house: House) -> Visitor:
    link = house.shell.json("users", "invite", ORGANISER, "--role", "organiser")["link"]
    browser = Visitor(house.origin).open(link)
    browser.submit("/invitation/", name="Olive", password=PASSWORD)
    if "/desk" not in browser.url:
        browser.open("/sign-in").submit("/sign-in", email=ORGANISER, password=PASSWORD)
    assert browser.open("/desk/").status == 200
    return browser


def _the_petition_is_published(house: House) -> None:
    house.shell("petitions", "import", PETITION, "--slug", "free-my-mother", "--language", "en")
    house.work()

    page = Visitor(house.origin).open("/petitions/free-my-mother")

    title = PETITION.read_text(encoding="utf-8-sig").splitlines()[0]
    assert title in page.text
    assert "500" in page.text
    assert "0 a signé" not in page.text
    assert house.count() == (0, 0)


def _each_french_speaking_journalist_gets_one_mail(house: House) -> None:
    house.shell("templates", "add", INPUT / "letter.fr.md")
    question = "kind:journalist language:fr"
    drafted = house.shell.json("mailings", "create", "--template", "First letter", "--segment", question)
    mailing = drafted["id"]
    assert drafted["recipients"] == len(FRENCH_JOURNALISTS)
    assert [one["contact"] for one in drafted["stopped"]] == ["Zoé Échantillon"]
    assert house.shell.json("mailings", "check", mailing) == drafted
    house.shell("mailings", "approve", mailing, "--by", ORGANISER)
    assert house.work() == []
    house.shell("mailings", "start", mailing, "--no-hold")

    mails = house.work()

    assert sorted(one for mail in mails for one in mail.recipients) == sorted(FRENCH_JOURNALISTS)
    assert all(len(mail.recipients) == 1 for mail in mails)
    shown = house.shell.json("mailings", "show", mailing)
    assert shown["state"] == "sent"
    assert shown["counts"] == {"sent": len(FRENCH_JOURNALISTS), "stopped": 1}
    ids = {one["email"]: one["message_id"] for one in shown["recipients"] if one["state"] == "sent"}
    for mail in mails:
        _holds_nobody_elses_data(mail, shown["recipients"])
        assert mail.mail["Message-ID"] == ids[mail.recipients[0]]
    assert house.work() == []


def _holds_nobody_elses_data(taken: Taken, recipients: list[dict[str, Any]]) -> None:
    mail = taken.mail
    bodies = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    words = "\n".join([*map(str, mail.values()), *bodies])
    others = [one for one in recipients if one["email"] not in taken.recipients]
    assert mail["To"].addresses[0].addr_spec == taken.recipients[0]
    assert mail["Cc"] is None
    assert mail["Bcc"] is None
    assert [one["contact"] for one in others if one["contact"] in words or (one["email"] or "@") in words.split()] == []
    assert [one["email"] for one in others if one["email"] and one["email"] in words] == []


def _an_answer_and_its_next_step_are_logged(organiser: Visitor) -> None:
    camille = _address_of(organiser.open("/desk/contacts?q=Camille"), "Camille Exemple")
    organiser.open(f"{camille}/interactions/new")
    today = next(field.get("value") for field in organiser.root.iter("input") if field.get("name") == "happened_on")
    organiser.submit(
        "/interactions/new",
        channel="email",
        direction="incoming",
        outcome="asks_for_more",
        summary="Wants the photograph.",
        follow_up_on=today,
        follow_up_note="Send the photograph",
    )
    assert "Wants the photograph." in organiser.open(camille).text

    dashboard = organiser.open("/desk/")

    assert "Camille Exemple" in dashboard.text
    assert "Send the photograph" in dashboard.text


def _a_signature_counts_once(house: House) -> None:
    first_answer = _sign(house)
    (mail,) = house.work()
    assert mail.recipients == (SIGNATORY["email"],)
    assert house.count() == (0, 0)
    confirmation = re.search(r"https?://\S+/confirm/[\w.~-]+", mail.mail.get_body(("plain",)).get_content())[0]

    # Opening the link changes nothing: scanners of mail open links. The button does.
    reader = Visitor(house.origin).open(confirmation)
    house.work()
    assert house.count() == (0, 0)
    reader.submit("/confirm/")
    house.work()
    assert house.count() == (1, 1)

    # Who signs again sees the same page; only the owner of the mailbox learns more.
    assert _sign(house) == first_answer
    house.work()
    assert house.count() == (1, 1)
    assert house.shell.json("signatures", "count", "free-my-mother")["pending"] == 0


def _sign(house: House) -> str:
    page = Visitor(house.origin).open("/petitions/free-my-mother")
    return page.submit("/sign", **SIGNATORY, visibility="count").text


def _address_of(page: Visitor, words: str) -> str:
    links = {"".join(link.itertext()).strip(): link.get("href") for link in page.root.iter("a")}
    return next(address for text, address in links.items() if words in text)


@contextmanager
def _web(shell: Shell, port: int, folder: Path) -> Iterator[None]:
    words = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", "outreach.wsgi:app"]
    with program([*words, "--no-control-socket"], port, folder / "web.log", env=shell.environment, cwd=str(folder)):
        yield
