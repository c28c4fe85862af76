"""Imports and their rows."""

from outreach.imports.models import Import, ImportRow, ImportState, ImportSubject, Verdict
from tests.factories.base import RowFactory, factory


class ImportFactory(RowFactory):
    """A file of contacts that was looked at and not brought in yet."""

    class Meta:
        model = Import

    subject = ImportSubject.CONTACTS
    file_name = "contacts.csv"
    encoding = "utf-8"
    separator = ","
    columns = factory.LazyFunction(lambda: {"headings": ["name", "email"], "fields": ["name", "email"]})
    counts = factory.LazyFunction(lambda: {"new": 1})
    rows = factory.LazyFunction(
        lambda: [ImportRow(number=2, cells=["Sam Sample", "sam@sample.example"], verdict=Verdict.NEW)]
    )


class LogImportFactory(ImportFactory):
    """A log that was brought in, of which one row waits for a person."""

    subject = ImportSubject.INTERACTIONS
    file_name = "log.csv"
    state = ImportState.DONE
    columns = factory.LazyFunction(
        lambda: {"headings": ["Date", "Contact", "Summary"], "fields": ["day", "contact", "summary"]}
    )
    counts = factory.LazyFunction(lambda: {"waiting": 1, "problems": 1})
    rows = factory.LazyFunction(
        lambda: [
            ImportRow(
                number=2,
                cells=["mi-mars", "quelqu'un de Libé", "A pris notre numéro"],
                verdict=Verdict.WAITING,
                problems=[{"column": "Date", "problem": "Which day?", "note": False}],
            )
        ]
    )
