"""`outreach contacts export`."""

import csv
import stat

import sqlalchemy as sa

from outreach.audit.models import AuditEvent
from outreach.contacts.cells import plain_cell
from outreach.contacts.exports import COLUMNS
from outreach.db import db
from tests.factories import ContactFactory


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_an_export_writes_what_the_segment_describes_and_says_how_many(runner, tmp_path):
    ContactFactory(name="Anaïs", reads=("fr", "zh"), email="anais@france24.example")
    ContactFactory(name="Sam")
    ContactFactory(name="Hidden", reads=("fr",), never_exported=True)
    file = tmp_path / "out.csv"

    result = runner("contacts", "export", file, "--segment", "language:fr")

    assert result.exit_code == 0
    assert "1 contact written" in result.stdout
    assert "1 contact left out" in result.stdout
    assert [(row["name"], row["languages"]) for row in rows_of(file)] == [("Anaïs", "fr; zh")]
    assert list(rows_of(file)[0]) == list(COLUMNS)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert db.session.scalars(sa.select(AuditEvent.actor)).all() == ["from the shell"]


def test_cells_that_begin_like_formulas_are_written_as_texts_and_read_back(runner, tmp_path):
    ContactFactory(name="@handle", notes="=1+1", phone="+33155000001")
    file = tmp_path / "out.csv"

    runner("contacts", "export", file)

    row = rows_of(file)[0]
    assert (row["name"], row["notes"], row["phone"]) == ("'@handle", "'=1+1", "'+33155000001")
    assert plain_cell(row["notes"]) == "=1+1"


def test_an_export_of_many_goes_on_past_the_first_batch(runner, tmp_path):
    for number in range(502):
        ContactFactory(name=f"Same {number % 3}")
    file = tmp_path / "out.csv"

    runner("contacts", "export", file)

    assert len({row["email"] for row in rows_of(file)}) == 502


def test_an_ending_that_cannot_be_written_is_refused_naming_those_that_can(runner, tmp_path):
    result = runner("contacts", "export", tmp_path / "out.pdf")

    assert result.exit_code == 1
    assert ".csv" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_segment_that_cannot_be_understood_is_refused_and_leaves_no_file(runner, tmp_path):
    result = runner("contacts", "export", tmp_path / "out.csv", "--segment", "pays:FR")

    assert result.exit_code == 1
    assert "pays:" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(runner, tmp_path):
    result = runner("contacts", "export", tmp_path / "nowhere" / "out.csv")

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
