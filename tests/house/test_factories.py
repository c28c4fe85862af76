"""Every factory makes a row that the database takes."""

import pytest
import sqlalchemy as sa

from outreach.db import db
from tests import factories


@pytest.mark.parametrize("name", factories.__all__)
def test_a_factory_makes_a_row(name):
    build = getattr(factories, name)
    extra = {}
    if name == "PetitionTextFactory":
        extra["petition"] = factories.PetitionFactory(texts=[])
    if name == "TemplateVersionFactory":
        extra["template"] = factories.MailTemplateFactory(versions=[])

    row = build(**extra)

    assert sa.inspect(row).persistent
    assert row in db.session
