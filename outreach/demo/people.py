"""The fictional team and the people it writes to, read from the tables beside this file."""

import csv
from importlib.resources import files

from outreach import clock
from outreach.accounts.models import User, UserState
from outreach.contacts.entries import ContactEntry
from outreach.contacts.kinds import ContactKind
from outreach.contacts.models import Contact
from outreach.contacts.services import add_contact
from outreach.db import db
from outreach.security.permissions import Role


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the practice tables, by heading."""
    text = (files("outreach.demo") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def add_team() -> dict[str, User]:
    """Add the team and return it by address. Nobody has a password: one gets in by the link that is printed at the start."""
    now = clock.now()
    team = {}
    for row in table("team.csv"):
        user = User(
            email=row["email"],
            folded_email=row["email"].casefold(),
            name=row["name"],
            role=Role(row["role"]),
            language=row["language"],
            time_zone=row["time_zone"],
            state=UserState.ACTIVE,
            joined_at=now,
        )
        team[row["email"]] = user
    db.session.add_all(team.values())
    db.session.flush()  # their numbers stand in what they do
    return team


def add_contacts() -> dict[str, Contact]:
    """Add the people and return them by address."""
    found = {row["email"]: add_contact(_entry(row)) for row in table("contacts.csv")}
    db.session.flush()  # as above
    return found


def _entry(row: dict[str, str]) -> ContactEntry:
    return ContactEntry(
        kind=ContactKind(row["kind"]),
        civility=row["title"],
        given_name=row["first_name"],
        family_name=row["last_name"],
        organisation=row["organisation"],
        job_title=row["role"],
        emails=(row["email"],),
        phones=tuple(filter(None, [row["phone"]])),
        languages=tuple(row["language"].split(",")),
        country=row["country"],
        time_zone=row["timezone"],
        beats=tuple(filter(None, [row["beat"]])),
        notes=row["notes"],
        source="practice case",
    )
