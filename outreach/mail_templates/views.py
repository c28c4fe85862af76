"""Templates at the desk: list, write, look at, change, go back to an earlier version."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach.contacts.models import Contact
from outreach.db import db
from outreach.i18n import _, language_code
from outreach.mail_templates import fields, preview, queries, services
from outreach.mail_templates.errors import FaultyTemplate, MissingValue
from outreach.mail_templates.forms import KIND_NAMES, TemplateForm, WordsForm
from outreach.mail_templates.models import TemplateVersion
from outreach.mail_templates.rendering import Rendered, words
from outreach.mail_templates.services import AddedVersion
from outreach.security.permissions import Permission, allow, require
from outreach.settings import settings
from outreach.web.frames import framed_mail, page_with_frame
from outreach.web.ids import row_id

bp = Blueprint("mail_templates", __name__, url_prefix="/desk/templates")


@bp.get("")
@allow(Permission.SEE_DESK)
def index() -> ResponseReturnValue:
    """List the templates in use."""
    shown = [(template, queries.newest(template.versions).values()) for template in queries.templates()]
    return render_template("mail_templates/index.html", templates=shown, kinds=KIND_NAMES)


@bp.route("/new", methods=["GET", "POST"])
@allow(Permission.WRITE_TEMPLATES)
def new() -> ResponseReturnValue:
    """Write a template, or one that is there in one more language."""
    form = TemplateForm(name=request.args.get("name"), language=request.args.get("language", language_code()))
    sample = None
    if form.validate_on_submit():
        try:
            sample = _sample(form.language.data, form.subject.data, form.body.data) if _only_look() else None
            if sample is None:
                _refuse_a_second(form)
                return _kept(services.add_version(form.entry(), current_user))
        except FaultyTemplate as error:
            _show_faults(form, error)
    return render_template("mail_templates/new.html", form=form, sample=sample, fields=_fields())


@bp.get("/<int:template_id>")
@allow(Permission.SEE_DESK)
def show(template_id: int) -> ResponseReturnValue:
    """Show what a template says, in each language and for each kind, and its earlier versions."""
    template = queries.template_with_versions(template_id) or abort(404)
    newest = queries.newest(template.versions)
    earlier = [one for one in reversed(template.versions) if newest[one.language, one.kind] is not one]
    return render_template(
        "mail_templates/show.html", template=template, newest=newest.values(), earlier=earlier, kinds=KIND_NAMES
    )


@bp.get("/versions/<int:version_id>")
@allow(Permission.SEE_DESK)
def version(version_id: int) -> ResponseReturnValue:
    """Show one version filled for an example or for a contact of ours."""
    found = queries.version_with_template(version_id) or abort(404)
    contact = _contact_asked_for()
    rendered, missing = _filled(found, contact)
    page = render_template(
        "mail_templates/version.html",
        version=found,
        contact=contact,
        contacts=queries.contacts_to_preview(found.language),
        rendered=rendered,
        missing=missing,
        kinds=KIND_NAMES,
    )
    return page_with_frame(page)


@bp.get("/versions/<int:version_id>/mail")
@allow(Permission.SEE_DESK)
def mail(version_id: int) -> ResponseReturnValue:
    """Answer with the HTML of one version, for the frame."""
    found = queries.version_with_template(version_id) or abort(404)
    rendered, _missing = _filled(found, _contact_asked_for())
    return framed_mail(rendered.html if rendered else "")


@bp.route("/versions/<int:version_id>/edit", methods=["GET", "POST"])
@allow(Permission.WRITE_TEMPLATES)
def edit(version_id: int) -> ResponseReturnValue:
    """Write the next version, beginning from this one (an earlier one brings its words back)."""
    found = queries.version_with_template(version_id) or abort(404)
    form = WordsForm(obj=found)
    sample = None
    if form.validate_on_submit():
        try:
            sample = _sample(found.language, form.subject.data, form.body.data) if _only_look() else None
            if sample is None:
                return _kept(services.add_version(form.entry_for(found), current_user))
        except FaultyTemplate as error:
            _show_faults(form, error)
    return render_template(
        "mail_templates/edit.html", form=form, version=found, sample=sample, fields=_fields(), kinds=KIND_NAMES
    )


@bp.post("/<int:template_id>/archive")
@allow(Permission.WRITE_TEMPLATES)
def archive(template_id: int) -> ResponseReturnValue:
    """Take a template out of the lists."""
    template = queries.template_with_versions(template_id) or abort(404)
    services.archive(template)
    db.session.commit()
    flash(_("Template “%(name)s” put away. Mailings made of it keep their words.", name=template.name), "success")
    return redirect(url_for("mail_templates.index"))


def _kept(added: AddedVersion) -> ResponseReturnValue:
    name, number = added.version.template.name, added.version.number
    template_id = added.version.template_id
    db.session.commit()
    if added.is_new:
        flash(_("Template “%(name)s” saved as version %(number)d.", name=name, number=number), "success")
    else:
        flash(_("Template “%(name)s” says the same as before. Nothing was changed.", name=name), "info")
    return redirect(url_for("mail_templates.show", template_id=template_id))


def _only_look() -> bool:
    return "preview" in request.form


def _sample(language: str, subject: str, body: str) -> Rendered:
    """Return unsaved words filled for the example contact."""
    entry = services.checked(services.TemplateEntry("-", language, subject, body))
    made = words(entry.subject, entry.body, entry.language)
    values = fields.values(preview.facts_maker()(preview.example_contact(), language, _example_link()), made.keys)
    return made.render({key: value or fields.BY_KEY[key].example for key, value in values.items()})


def _filled(version: TemplateVersion, contact: Contact | None) -> tuple[Rendered | None, str]:
    """Return a version filled for `contact` or for the example, or a sentence on what is missing."""
    made = words(version.subject, version.body, version.language)
    facts = preview.facts_maker()(contact or preview.example_contact(), version.language, _example_link())
    values = fields.values(facts, made.keys)
    if contact is None:
        values = {key: value or fields.BY_KEY[key].example for key, value in values.items()}
    try:
        return made.render(values), ""
    except MissingValue as error:
        return None, str(error)


def _example_link() -> str:
    return f"{settings().public_url}/unsubscribe/…"


def _contact_asked_for() -> Contact | None:
    contact_id = request.args.get("contact", type=row_id)
    if contact_id is None:
        return None
    contact = queries.contact_to_fill(contact_id) or abort(404)
    require(Permission.SEE_DESK, contact)
    return contact


def _refuse_a_second(form: TemplateForm) -> None:
    template = queries.template_named(form.name.data)
    if template and (form.language.data, form.kind.data) in queries.variants(template.id):
        raise FaultyTemplate(
            [_("There is a template “%(name)s” in this language already. Open it to change it.", name=template.name)]
        )


def _show_faults(form: WordsForm, error: FaultyTemplate) -> None:
    for fault in error.faults:
        field = next((name for name in ("subject", "body") if fault.startswith(f"{form[name].label.text}: ")), None)
        form.add_error(field, fault)


def _fields() -> Sequence[fields.Field]:
    return fields.FIELDS
