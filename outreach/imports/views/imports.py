"""Imports at the desk: those there were, a new one, what would become of each row, and bringing it in."""

import sqlalchemy as sa
from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach.db import db
from outreach.i18n import _, ngettext
from outreach.imports import queries, services
from outreach.imports.columns import FIELD_NAMES, columns_of
from outreach.imports.errors import TooLargeForPage, UnreadableFile
from outreach.imports.forms import ImportForm
from outreach.imports.models import Import, ImportRow, ImportState, ImportSubject, Verdict
from outreach.imports.report import REJECTED, report_of
from outreach.imports.shown import ShownRow, shown
from outreach.security.permissions import Permission, allow
from outreach.web.paging import Page, page_of

bp = Blueprint("imports", __name__, url_prefix="/desk/imports")


@bp.get("")
@allow(Permission.IMPORT)
def index() -> ResponseReturnValue:
    """List the imports there were."""
    page = page_of(queries.imports(), [sa.desc(Import.id)], mark=request.args.get("page"))
    return render_template("imports/index.html", page=page, verdicts=Verdict)


@bp.route("/new", methods=["GET", "POST"])
@allow(Permission.IMPORT)
def new() -> ResponseReturnValue:
    """Give a list, as a file or as text; it is looked at, and nothing brought in yet."""
    form = ImportForm(subject=request.args.get("subject", ImportSubject.CONTACTS.value))
    if form.validate_on_submit():
        subject = ImportSubject(form.subject.data)
        try:
            checked = services.check_file_on_page(form.content(), form.file_name(), subject, current_user)
        except (UnreadableFile, TooLargeForPage) as error:
            form.add_error(form.place(), error)
        else:
            db.session.commit()
            return redirect(url_for("imports.show", import_id=checked.id))
    return render_template("imports/new.html", form=form)


@bp.get("/<int:import_id>")
@allow(Permission.IMPORT)
def show(import_id: int) -> ResponseReturnValue:
    """Show every row of an import, what becomes or became of it, and what is wrong with which cell."""
    whole = queries.one_import(import_id) or abort(404)
    wanted = next((one for one in Verdict if one.value == request.args.get("verdict")), None)
    rows = queries.rows_of(whole, [wanted] if wanted else None)
    page = page_of(rows, [sa.asc(ImportRow.number)], mark=request.args.get("page"))
    return render_template(
        "imports/show.html",
        whole=whole,
        page=Page(_shown(whole, page), page.previous, page.next),
        counts=[(one, whole.counts[one.value]) for one in Verdict if whole.counts.get(one.value)],
        wanted=wanted,
        columns=_columns(whole),
        waiting=queries.count_waiting(whole) if whole.state is ImportState.DONE else 0,
        rejected=sum(whole.counts.get(one.value, 0) for one in REJECTED),
        to_do=_to_do(whole),
    )


@bp.post("/<int:import_id>/carry-out")
@allow(Permission.IMPORT)
def carry_out(import_id: int) -> ResponseReturnValue:
    """Bring in what was looked at."""
    whole = queries.one_import(import_id) or abort(404)
    if services.carry_out(whole, current_user):
        db.session.commit()
        flash(_("“%(file)s” imported: %(counts)s.", file=whole.file_name, counts=_done(whole)), "success")
    return redirect(url_for("imports.show", import_id=import_id))


@bp.post("/<int:import_id>/discard")
@allow(Permission.IMPORT)
def discard(import_id: int) -> ResponseReturnValue:
    """Throw away a list that was only looked at."""
    whole = queries.one_import(import_id) or abort(404)
    name = whole.file_name
    if services.discard(whole, current_user):
        db.session.commit()
        flash(_("“%(file)s” thrown away. Nothing of it was imported.", file=name), "success")
        return redirect(url_for("imports.index"))
    return redirect(url_for("imports.show", import_id=import_id))


@bp.get("/<int:import_id>/rejected")
@allow(Permission.IMPORT)
def rejected(import_id: int) -> ResponseReturnValue:
    """Answer with the rows that are left out, as a list to mend and import again."""
    whole = queries.one_import(import_id) or abort(404)
    answer = Response(report_of(whole, queries.all_rows(whole)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="rejected-{whole.id}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(whole: Import, page: Page[ImportRow]) -> list[ShownRow]:
    return shown(columns_of(whole.columns), page.items, queries.contacts_of(page, current_user))


def _columns(whole: Import) -> list[tuple[str, str]]:
    columns = columns_of(whole.columns)
    return [(columns.name(place), str(FIELD_NAMES[field])) for place, field in enumerate(columns.fields)]


def _to_do(whole: Import) -> str:
    """Return what the button says, with the number it is about; empty when there is nothing to bring in."""
    if whole.state is not ImportState.CHECKED:
        return ""
    if whole.subject is ImportSubject.CONTACTS:
        people = sum(whole.counts.get(one.value, 0) for one in (Verdict.NEW, Verdict.CHANGES))
        return ngettext("Import %(num)d person", "Import %(num)d people", people) if people else ""
    rows = sum(whole.counts.get(one.value, 0) for one in (Verdict.NEW, Verdict.WAITING))
    return ngettext("Import %(num)d row", "Import %(num)d rows", rows) if rows else ""


def _done(whole: Import) -> str:
    new, changed = (whole.counts.get(one.value, 0) for one in (Verdict.NEW, Verdict.CHANGES))
    if whole.subject is ImportSubject.INTERACTIONS:
        waiting = whole.counts.get(Verdict.WAITING.value, 0)
        return str(_("%(new)d logged, %(waiting)d wait for you", new=new, waiting=waiting))
    return str(_("%(new)d new, %(changed)d changed", new=new, changed=changed))
