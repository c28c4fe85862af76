"""Organisations at the desk, and who works there."""

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.contacts import queries
from outreach.contacts.models import Organisation
from outreach.db import db
from outreach.security.permissions import Permission, allow
from outreach.web.paging import page_of

bp = Blueprint("organisations", __name__, url_prefix="/desk/organisations")


@bp.get("")
@allow(Permission.SEE_DESK)
def index() -> ResponseReturnValue:
    """List the organisations, with how many of our contacts work there."""
    words = request.args.get("q", "")
    keys = [sa.asc(Organisation.folded_name), sa.asc(Organisation.id)]
    page = page_of(queries.organisations(words), keys, mark=request.args.get("page"))
    people = queries.people_at(page.items, current_user)
    return render_template("organisations/index.html", page=page, people=people, words=words)


@bp.get("/<int:organisation_id>")
@allow(Permission.SEE_DESK)
def show(organisation_id: int) -> ResponseReturnValue:
    """Show an organisation and our contacts there."""
    organisation = db.session.get(Organisation, organisation_id) or abort(404)
    contacts = queries.contacts_at(organisation, current_user)
    return render_template("organisations/show.html", organisation=organisation, contacts=contacts, now=clock.now())
