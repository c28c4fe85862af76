"""A template in a file."""

import json

import pytest

from outreach.mail_templates.errors import FaultyTemplate
from outreach.mail_templates.files import read_template

FILE = """---
name: Appel
language: fr
subject: Appel : {{ prénom | à défaut: "à la rédaction" }}
kind: journalist
---
{{ greeting }},

Le texte.
"""


def test_a_french_subject_with_a_colon_needs_no_quotes():
    entry = read_template(FILE)

    assert entry.subject == 'Appel : {{ prénom | à défaut: "à la rédaction" }}'
    assert (entry.name, entry.language, entry.kind, entry.body) == (
        "Appel",
        "fr",
        "journalist",
        "{{ greeting }},\n\nLe texte.",
    )


def test_quotes_around_a_value_are_not_part_of_it():
    assert read_template("---\nname: \"A: \\\"b\\\"\"\nsujet: 'l''appel'\n---\nx").subject == "l'appel"
    assert read_template('---\nname: "A: \\"b\\""\n---\nx').name == 'A: "b"'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Hello", "The file has no front matter"),
        ("---\nname: x\n", "The front matter has no end"),
        ("---\nname x\n---\nx", "Line 2: write it as"),
        ("---\ntitle: x\n---\nx", "“title” is not known"),
    ],
)
def test_front_matter_that_cannot_be_read_says_why(text, sentence):
    with pytest.raises(FaultyTemplate, match=sentence):
        read_template(text)


def test_the_command_adds_a_version_and_then_says_that_nothing_changed(runner, tmp_path):
    path = tmp_path / "appel.md"
    path.write_text(FILE, encoding="utf-8")

    first, second = (runner("templates", "add", path, "--json") for _time in range(2))

    assert json.loads(first.stdout)["added"] is True
    assert json.loads(second.stdout) | {"id": 0} == {
        "id": 0,
        "name": "Appel",
        "language": "fr",
        "kind": "journalist",
        "version": 1,
        "added": False,
    }


def test_the_command_refuses_with_a_sentence_per_fault(runner, tmp_path):
    path = tmp_path / "faulty.md"
    path.write_text("---\nname: x\nlanguage: frz1\nsubject:\n---\n{{ frist_name }}", encoding="utf-8")

    result = runner("templates", "add", path)

    assert result.exit_code == 1
    assert "is not the code of a language" in result.stderr
    assert "There is no subject" in result.stderr
    assert "Did you mean “first_name”?" in result.stderr
