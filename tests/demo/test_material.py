"""The practice case holds together: its tables name each other rightly, and nothing in it can reach a real person."""

import csv
import re
from importlib.resources import files

import pytest

from outreach.contacts.kinds import ContactKind
from outreach.interactions.models import Channel, Direction, FollowUpKind, Outcome
from outreach.mail_templates.files import read_template
from outreach.mail_templates.services import checked
from outreach.security.permissions import Role

pytestmark = pytest.mark.one_database

DEMO = files("outreach.demo")


def rows(name):
    return list(csv.DictReader(DEMO.joinpath(name).read_text(encoding="utf-8").splitlines()))


def test_every_address_ends_where_no_mail_can_go():
    addresses = [row["email"] for name in ("team.csv", "contacts.csv") for row in rows(name)]

    assert [address for address in addresses if not address.endswith(".example")] == []
    assert len(addresses) == len(set(addresses))


def test_the_team_has_an_organiser_and_known_roles():
    roles = [Role(row["role"]) for row in rows("team.csv")]

    assert roles[0] is Role.ORGANISER


def test_every_contact_has_a_known_kind():
    for row in rows("contacts.csv"):
        assert ContactKind(row["kind"])


def test_the_log_names_people_who_are_there_in_words_the_program_knows():
    team = {row["email"] for row in rows("team.csv")}
    contacts = {row["email"] for row in rows("contacts.csv")}

    for row in rows("log.csv"):
        assert row["by"] in team
        assert row["contact"] in contacts
        assert Channel(row["channel"])
        assert Direction(row["direction"])
        assert not row["outcome"] or Outcome(row["outcome"])
        assert bool(row["next_step"]) == bool(row["next_day"])
        assert not row["next_step"] or FollowUpKind(row["next_kind"])
        assert int(row["day"]) < 0


def test_the_petition_says_its_goal_in_every_language():
    for language in ("en", "fr", "ug"):
        title, counter = DEMO.joinpath(f"petition.{language}.md").read_text(encoding="utf-8").split("\n\n")[:2]

        assert title.startswith("# ")
        assert re.search(r"^0\b.*500", counter)


def test_the_templates_are_short_and_in_order():
    for template in DEMO.joinpath("templates").iterdir():
        entry = checked(read_template(template.read_text(encoding="utf-8")))

        assert ContactKind(entry.kind)
        assert len(entry.body.split()) < 200


def test_each_appeal_is_there_in_french_and_english():
    entries = [read_template(path.read_text(encoding="utf-8")) for path in DEMO.joinpath("templates").iterdir()]

    assert {(entry.kind, entry.language) for entry in entries} == {
        (kind, language) for kind in ("journalist", "lawyer") for language in ("en", "fr")
    }
