"""Whatever somebody calls a list: it is read whole, or refused with a sentence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.contacts.models import Contact
from outreach.errors import OutreachError
from outreach.imports import services
from outreach.imports.models import ImportSubject
from outreach.imports.reading import read_table
from tests.support.imports import count, rows

pytestmark = pytest.mark.one_database

within_a_test = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "31/02/2018",
        "fr,zh",
        "a@b.example",
        "a@",
        "+33 1 55 00 00 01",
        "NE PAS CONTACTER",
        "12/03/2018",
        '"',
        "\x00",
        "x" * 300,
    ]
)
PEOPLE = "Type;Prénom;Nom;Média;Courriel;Téléphone;Langue;Pays;Dernier contact;À relancer le;Réponse;Notes"
LOG = "Date;Par;Contact;Canal;Sens;Ce qui s'est dit;Suite;Pour le"


@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@settings(deadline=None)
def test_any_bytes_are_a_table_or_refused_with_a_sentence(content):
    table, sentence = _either(lambda: read_table(content))

    assert sentence or all(len(row.cells) >= len(table.headings) for row in table.rows)


@given(
    subject=st.sampled_from(ImportSubject),
    data=st.data(),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "gb18030"]),
)
@within_a_test
def test_any_cells_are_imported_or_told_row_by_row(app, subject, data, encoding):
    headings = PEOPLE if subject is ImportSubject.CONTACTS else LOG
    width = headings.count(";") + 1
    table = data.draw(st.lists(st.lists(CELLS, min_size=1, max_size=width + 1), min_size=1, max_size=5))
    content = "\n".join([headings, *(";".join(row) for row in table)]).encode(encoding, "replace")
    before = count(Contact)

    checked, sentence = _either(lambda: services.check_file(content, "list.csv", subject))
    if checked:
        services.carry_out(checked)

    became = rows(checked).values() if checked else []
    assert sentence or became
    assert count(Contact) == before + sum(row.before.get("added", False) for row in became)
    assert all(row.problems for row in became if row.verdict.value in {"stopped", "double"})


def _either(act):
    try:
        return act(), ""
    except OutreachError as error:
        return None, str(error)
