"""What all factories share."""

import factory
from factory.alchemy import SQLAlchemyModelFactory

from outreach.db import db


class RowFactory(SQLAlchemyModelFactory):
    """Parent of every factory: adds the row to the session of the test and writes it, without committing."""

    class Meta:
        abstract = True
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"


__all__ = ["RowFactory", "factory"]
