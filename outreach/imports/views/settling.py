"""Settling a row of a log that waits: with whom it was, and when."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach.contacts.models import Contact
from outreach.contacts.queries import whole_contact
from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import _
from outreach.imports import queries, services
from outreach.imports.columns import columns_of
from outreach.imports.errors import NotWaiting
from outreach.imports.forms import LookForm, SettleForm
from outreach.imports.log.meaning import ReadLogRow
from outreach.imports.models import ImportRow
from outreach.imports.shown import shown
from outreach.imports.views.imports import bp
from outreach.security.permissions import Permission, allow


@bp.route("/rows/<int:row_id>", methods=["GET", "POST"])
@allow(Permission.IMPORT)
def settle(row_id: int) -> ResponseReturnValue:
    """Say with whom a row of a log was and when, and log it."""
    row = queries.waiting_row(row_id) or abort(404)
    read = services.reading_of(row)
    look = LookForm(request.args)
    form = SettleForm(happened_on=read.day, next_on=read.next_on, contact=row.contact_id)
    form.offer(_offered(row, read, look.q.data or ""))
    if form.validate_on_submit() and (answer := _settled(row, form)):
        return answer
    whole = queries.one_import(row.import_id) or abort(404)
    [told] = shown(columns_of(whole.columns), [row], {})
    return render_template("imports/settle.html", whole=whole, told=told, form=form, look=look)


@bp.post("/rows/<int:row_id>/leave-out")
@allow(Permission.IMPORT)
def leave_out(row_id: int) -> ResponseReturnValue:
    """Let a row wait no longer, and log nothing."""
    row = queries.waiting_row(row_id) or abort(404)
    import_id = row.import_id
    try:
        services.leave_out(row, current_user)
    except NotWaiting as error:
        flash(str(error), "info")
    else:
        number = row.number
        db.session.commit()
        flash(_("Row %(row)d left out.", row=number), "success")
    return redirect(url_for("imports.show", import_id=import_id))


def _offered(row: ImportRow, read: ReadLogRow, asked: str) -> list[Contact]:
    known = whole_contact(row.contact_id, current_user) if row.contact_id else None
    chosen_id = request.form.get("contact", type=int)
    chosen = whole_contact(chosen_id, current_user) if chosen_id else None
    found = queries.guesses(asked or read.person, current_user)
    return list({one.id: one for one in (chosen, known, *found) if one is not None}.values())


def _settled(row: ImportRow, form: SettleForm) -> ResponseReturnValue | None:
    contact = whole_contact(form.contact.data, current_user) or abort(404)
    happened_on: date = form.happened_on.data
    name, number, import_id = contact.name, row.number, row.import_id
    try:
        services.settle(row, contact, happened_on, form.next_on.data, current_user)
    except NotWaiting as error:
        flash(str(error), "info")
    except OutreachError as error:
        form.add_error("happened_on", error)
        return None
    else:
        db.session.commit()
        flash(_("Row %(row)d logged with %(name)s.", row=number, name=name), "success")
    return redirect(url_for("imports.show", import_id=import_id))
