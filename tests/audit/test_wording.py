"""Every act that the program writes down is told in words, not in names of the code."""

import ast
from pathlib import Path

import pytest

import outreach
from outreach.audit.wording import in_words

pytestmark = pytest.mark.one_database

SOURCE = Path(outreach.__file__).parent


def recorded() -> set[str]:
    """The names of acts, subjects and details that stand in calls of `record`."""
    names: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"record", "audit.record"}:
                for part in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        names.add(part.value)
                    elif isinstance(part, ast.Dict):
                        names |= {key.value for key in part.keys if isinstance(key, ast.Constant)}
    return names


def test_every_act_has_words():
    names = recorded()

    assert "mailing.started" in names
    assert sorted(name for name in names if "." in name and in_words(name) == name) == []


def test_what_it_was_about_has_words_of_the_reader(app):
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        told = {name: in_words(name) for name in ("contact", "mailing", "petition", "user", "import", "offer")}

    assert told == {
        "contact": "contact",
        "mailing": "envoi",
        "petition": "pétition",
        "user": "membre",
        "import": "import",
        "offer": "offre d’aide",
    }
