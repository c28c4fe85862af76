"""Contacts at the desk: find, look at, add, change."""

import io

import sqlalchemy as sa
from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.accounts import queries as team
from outreach.audit import services as audit
from outreach.contacts import panels, queries, services
from outreach.contacts.entries import ContactEntry, entry_of
from outreach.contacts.errors import BadQuestion, ChangedMeanwhile, NamelessContact
from outreach.contacts.exports import write_csv
from outreach.contacts.forms import ContactForm, Difference, HandOverForm, SearchForm, StageForm
from outreach.contacts.models import Contact
from outreach.contacts.phones import shown
from outreach.contacts.places import country_name
from outreach.db import db
from outreach.i18n import _
from outreach.security.permissions import Permission, allow
from outreach.web.paging import Page, page_of

bp = Blueprint("contacts", __name__, url_prefix="/desk/contacts")
bp.add_app_template_filter(country_name, "country")
bp.add_app_template_filter(shown, "phone")


@bp.get("")
@allow(Permission.SEE_DESK)
def index() -> ResponseReturnValue:
    """List the contacts, or those that a question describes."""
    form = SearchForm(request.args)
    page: Page[Contact] = Page([], None, None)
    count = 0
    try:
        statement = queries.visible(queries.members_of(form.question()), current_user)
    except BadQuestion as error:
        form.q.errors = [str(error)]
    else:
        count = queries.count(statement)
        keys = [sa.asc(Contact.folded_name), sa.asc(Contact.id)]
        page = page_of(statement.options(*queries.in_list()), keys, mark=request.args.get("page"))
    return render_template("contacts/index.html", form=form, page=page, count=count, now=clock.now())


@bp.post("/export")
@allow(Permission.EXPORT)
def export() -> ResponseReturnValue:
    """Answer with the contacts that a question describes, as a file for spreadsheets."""
    question = request.form.get("question", "")
    out = io.StringIO(newline="")
    try:
        write_csv(out, queries.visible(queries.members_of(question), current_user), question)
    except BadQuestion as error:
        flash(str(error), "error")
        return redirect(url_for("contacts.index", q=question))
    db.session.commit()
    answer = Response(out.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="contacts-{clock.today():%Y-%m-%d}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/<int:contact_id>")
@allow(Permission.SEE_DESK)
def show(contact_id: int) -> ResponseReturnValue:
    """Show a contact: how to reach them, who looks after them, all that passed and what comes next."""
    contact = _contact(contact_id)
    claim = contact.claim if contact.claim and contact.claim.expires_at > clock.now() else None
    hand_over = HandOverForm(formdata=None)
    hand_over.receiver.choices = [(one.id, one.name) for one in team.active_members() if one.id != current_user.id]
    return render_template(
        "contacts/show.html",
        contact=contact,
        stopped=queries.stopped_mailboxes(contact),
        claim=claim,
        hand_over=hand_over,
        stage=StageForm(formdata=None, stage=contact.stage),
        panels=panels.panels_of(contact, current_user),
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(Permission.EDIT_CONTACTS)
def new() -> ResponseReturnValue:
    """Add a contact; an address that is there already is asked about first."""
    form = _for_me(ContactForm())
    same: list[Contact] = []
    if form.validate_on_submit():
        entry = form.entry(ContactEntry())
        same = [] if form.anyway.data else list(queries.contacts_with(entry.emails, current_user))
        if not same and (contact := _added(form, entry)):
            flash(_("%(name)s added.", name=contact.name), "success")
            return redirect(url_for("contacts.show", contact_id=contact.id))
    return render_template("contacts/new.html", form=form, same=same)


@bp.route("/<int:contact_id>/edit", methods=["GET", "POST"])
@allow(Permission.EDIT_CONTACTS)
def edit(contact_id: int) -> ResponseReturnValue:
    """Change a contact; the second of two who save is shown both versions, and nothing is lost."""
    contact = _contact(contact_id)
    known = entry_of(contact)
    form = _for_me(ContactForm.of(known, contact.row_version))
    differences: list[Difference] = []
    if form.validate_on_submit():
        try:
            services.change_contact(contact, form.entry(known), version=form.version())
        except ChangedMeanwhile as error:
            form.add_error(None, error)
            differences = form.differences_from(known, contact.row_version)
        except NamelessContact as error:
            form.add_error("name", error)
        else:
            audit.record("contact.changed", "contact", contact.id)
            db.session.commit()
            flash(_("%(name)s saved.", name=contact.name), "success")
            return redirect(url_for("contacts.show", contact_id=contact_id))
    return render_template("contacts/edit.html", form=form, contact=contact, differences=differences)


@bp.post("/<int:contact_id>/stage")
@allow(Permission.EDIT_CONTACTS)
def stage(contact_id: int) -> ResponseReturnValue:
    """Set the stage by hand, with a reason."""
    contact = _contact(contact_id)
    form = StageForm()
    if form.validate_on_submit():
        services.set_stage(contact, form.entry(), form.reason.data)
        db.session.commit()
        flash(_("Stage of %(name)s changed.", name=contact.name), "success")
    else:
        flash(" ".join(str(sentence) for field in form.errors.values() for sentence in field), "error")
    return redirect(url_for("contacts.show", contact_id=contact_id))


def _contact(contact_id: int) -> Contact:
    return queries.whole_contact(contact_id, current_user) or abort(404)


def _for_me(form: ContactForm) -> ContactForm:
    # Who cannot see secret contacts would lose the one they make secret.
    if not queries.sees_secret_ones(current_user):
        del form.secrecy
    return form


def _added(form: ContactForm, entry: ContactEntry) -> Contact | None:
    try:
        contact = services.add_contact(entry, current_user)
    except NamelessContact as error:
        form.add_error("name", error)
        return None
    audit.record("contact.added", "contact", contact.id)
    db.session.commit()
    return contact
