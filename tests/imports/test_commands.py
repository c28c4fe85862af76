"""`outreach contacts import` and `outreach interactions import`."""

import json

import sqlalchemy as sa

from outreach.contacts.models import Contact
from outreach.db import db
from outreach.imports.models import Import
from outreach.interactions.models import Interaction
from tests.support.imports import count


def test_the_json_is_exactly_as_promised(runner, sample):
    result = runner("contacts", "import", sample("people-fr.csv"), "--json")

    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(said) == {"created", "updated", "unchanged", "skipped", "problems"}
    assert (said["created"], said["updated"], said["unchanged"], said["skipped"]) == (11, 0, 0, 3)
    assert [set(one) for one in said["problems"]] == [{"row", "column", "problem"}] * 6
    assert {one["row"] for one in said["problems"]} == {6, 10, 11, 12, 14}
    assert count(Contact) == 11


def test_the_numbers_and_each_problem_are_printed(runner, sample):
    result = runner("contacts", "import", sample("people-fr.csv"))

    assert "11 created, 0 updated, 0 unchanged, 3 skipped." in result.stdout
    assert "row 12, Dernier contact: There is no day “31/02/2018”" in result.stdout
    assert "Asked not to be contacted: nobody will write to them. (row 15)" in result.stdout


def test_a_column_that_is_not_known_is_told(runner, sample):
    assert "kept in the notes: shoe size." in runner("contacts", "import", sample("people-en.csv")).stdout


def test_a_dry_run_changes_nothing_and_says_what_it_would(runner, sample):
    result = runner("contacts", "import", sample("people-fr.csv"), "--dry-run", "--json")

    assert json.loads(result.stdout)["created"] == 11
    assert count(Contact) == count(Import) == 0


def test_rejected_rows_go_to_the_report_and_come_in_when_mended(runner, sample, tmp_path):
    report = tmp_path / "rejected.csv"

    runner("contacts", "import", sample("people-fr.csv"), "--report", report)
    text = report.read_text("utf-8-sig")
    again = runner("contacts", "import", report, "--json")
    report.write_text(text.replace("(at)", "@"), "utf-8")
    mended = runner("contacts", "import", report, "--json")

    assert text.splitlines()[0].endswith(";Notes;problem")
    assert len(text.splitlines()) == 3
    # Théo's double is Théo now, and what the report says of it is no part of anybody's notes.
    assert (json.loads(again.stdout)["created"], json.loads(mended.stdout)["created"]) == (0, 1)
    assert not db.session.scalars(sa.select(Contact.id).where(Contact.notes.contains("problem"))).all()


def test_a_formula_in_the_report_is_defused(runner, tmp_path):
    file, report = tmp_path / "list.csv", tmp_path / "rejected.csv"
    file.write_text("Nom;Courriel;Notes\nSam;sam(at)x.example;=1+1\n", "utf-8")

    runner("contacts", "import", file, "--report", report)

    assert ";'=1+1;" in report.read_text("utf-8-sig")


def test_a_file_that_cannot_be_read_is_refused_with_one_sentence(runner, tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(b"PK\x03\x04")

    result = runner("contacts", "import", file)

    assert result.exit_code == 1
    assert "XLSX" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert count(Import) == 0


def test_a_report_that_cannot_be_written_undoes_the_import(runner, sample, tmp_path):
    result = runner("contacts", "import", sample("people-fr.csv"), "--report", tmp_path / "nowhere" / "r.csv")

    assert result.exit_code == 1
    assert count(Contact) == 0


def test_a_list_of_people_is_no_log(runner, sample):
    result = runner("interactions", "import", sample("people-fr.csv"))

    assert result.exit_code == 1
    assert "does not name the columns of a log" in result.stderr


def test_a_log_is_brought_in_and_the_second_time_changes_nothing(runner, sample):
    runner("contacts", "import", sample("people-fr.csv"))

    first = runner("interactions", "import", sample("log-fr.csv"), "--json")
    logged = count(Interaction)
    second = runner("interactions", "import", sample("log-fr.csv"), "--json")

    said, again = json.loads(first.stdout), json.loads(second.stdout)
    assert (said["created"], said["waiting"], said["unchanged"]) == (5, 2, 0)
    assert (again["created"], again["waiting"], again["unchanged"]) == (0, 0, 7)
    assert count(Interaction) == logged
