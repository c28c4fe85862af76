"""The lists that the first family brought; our own samples have the same faults."""

from pathlib import Path

import sqlalchemy as sa

from outreach.contacts.models import Contact
from outreach.db import db
from tests.support.imports import person, problems, verdicts

SEED = Path(__file__).parents[1] / "journeys" / "input"


def test_the_french_list(bring):
    done = bring((SEED / "contacts-fr-excel.csv").read_bytes())

    kept = {number: one for number, one in verdicts(done).items() if one != "new"}
    assert kept == {7: "double", 15: "stopped", 18: "blank"}
    assert set(problems(done)) == {
        (7, "Courriel"), (15, "Courriel"), (15, "Pays"), (16, "Courriel"), (17, "Dernier contact"), (19, "Notes"),
    }  # fmt: skip
    stopped = db.session.scalars(sa.select(Contact.name).where(Contact.do_not_contact)).all()
    assert stopped == ["Côme Exemple"]
    assert person("Œdipe Modèle").notes == ""


def test_the_english_list(bring):
    done = bring((SEED / "contacts-en.csv").read_bytes())

    assert list(verdicts(done).values()) == ["new"] * 14
    assert problems(done) == {}


def test_the_log_after_the_lists(bring):
    bring((SEED / "contacts-fr-excel.csv").read_bytes())
    bring((SEED / "contacts-en.csv").read_bytes())

    content = (SEED / "contact-log-fr.csv").read_bytes()
    assert verdicts(bring.log(content)) == {
        2: "new",
        3: "new",
        4: "new",
        5: "new",
        6: "waiting",
        7: "new",
        8: "waiting",
    }
    assert set(verdicts(bring.log(content)).values()) == {"same"}
