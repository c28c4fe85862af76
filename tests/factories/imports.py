"""Imports and their rows."""

from outreach.imports.models import Import, ImportRow, ImportSubject, Verdict
from tests.factories.base import RowFactory, factory


class ImportFactory(RowFactory):
    """A file of contacts that was looked at and not brought in yet."""

    class Meta:
        model = Import

    subject = ImportSubject.CONTACTS
    file_name = "contacts.csv"
    encoding = "utf-8"
    separator = ","
    columns = factory.LazyFunction(lambda: {"name": "name", "email": "email"})
    counts = factory.LazyFunction(lambda: {"new": 1})
    rows = factory.LazyFunction(
        lambda: [ImportRow(number=2, cells=["Sam Sample", "sam@sample.example"], verdict=Verdict.NEW)]
    )
