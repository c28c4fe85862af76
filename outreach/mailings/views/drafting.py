"""Pages on which a mailing is drafted, checked and approved."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.contacts.errors import BadQuestion
from outreach.contacts.queries import count, members_of, visible
from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import _, ngettext
from outreach.mail_templates.queries import templates
from outreach.mailings import queries, services
from outreach.mailings.errors import ChangedSinceShown, NobodyInSegment
from outreach.mailings.forms import MailingForm, SeenForm
from outreach.mailings.models import Mailing, MailingState, RecipientState, SendHours
from outreach.mailings.progress import progress_of
from outreach.mailings.reasons import what_frees, why_not_sent, why_stopped, why_voided
from outreach.mailings.services import APPROVED_ALONE
from outreach.mailings.views.shared import MAILING_STATES, RECIPIENT_STATES, bp, mailing_or_404
from outreach.security.permissions import Permission, allow
from outreach.web.ids import row_id


@bp.get("")
@allow(Permission.SEE_DESK)
def index() -> ResponseReturnValue:
    """List the mailings, those under way first."""
    mailings = queries.newest_mailings()
    counts = queries.counts_of([one.id for one in mailings])
    return render_template("mailings/index.html", mailings=mailings, counts=counts, states=MAILING_STATES)


@bp.route("/new", methods=["GET", "POST"])
@allow(Permission.DRAFT_MAILINGS)
def new() -> ResponseReturnValue:
    """Choose words and people; the number of people is shown before anything is kept."""
    form = MailingForm(template=request.args.get("template", type=row_id), segment=request.args.get("segment"))
    offered = templates()
    form.offer(offered)
    counted = ""
    if form.validate_on_submit():
        try:
            if "count" not in request.form:
                return _drafted(form)
            counted = _counted(form.segment.data)
        except (BadQuestion, NobodyInSegment) as error:
            form.add_error("segment", error)
    return render_template(
        "mailings/new.html", form=form, templates=offered, counted=counted, segments=queries.saved_segments()
    )


@bp.get("/count")
@allow(Permission.DRAFT_MAILINGS)
def count_members() -> ResponseReturnValue:
    """Answer with how many people a segment has, as a sentence, while it is being typed."""
    try:
        sentence = _counted(request.args.get("segment", ""))
    except BadQuestion as error:
        sentence = str(error)
    return render_template("mailings/_count.html", counted=sentence)


@bp.get("/<int:mailing_id>")
@allow(Permission.SEE_DESK)
def show(mailing_id: int) -> ResponseReturnValue:
    """Show a mailing: what to do next, how far it is, who is in it, and what stops whom."""
    mailing = mailing_or_404(mailing_id)
    progress = progress_of(mailing, clock.now())
    page = queries.included_page(mailing.id, request.args.get("page"))
    response = render_template(
        "mailings/show.html",
        mailing=mailing,
        page=page,
        messages=queries.messages_of(page),
        others=queries.not_included(mailing.id),
        trouble=queries.in_trouble(mailing.id),
        counts=queries.recipient_counts(mailing.id),
        to_approve=queries.to_approve_count(mailing.id),
        approvals=queries.approvals(mailing.id),
        progress=progress,
        states=MAILING_STATES,
        recipient_states=RECIPIENT_STATES,
        why_stopped=why_stopped,
        what_frees=what_frees,
        why_not_sent=why_not_sent,
        why_voided=why_voided,
    )
    # Without scripts the page asks for itself again while mails leave.
    is_running = mailing.state is MailingState.SENDING
    return (response, {"Refresh": "15"}) if is_running else response


@bp.post("/<int:mailing_id>/check")
@allow(Permission.DRAFT_MAILINGS)
def check(mailing_id: int) -> ResponseReturnValue:
    """Find out anew who gets it and what stops the others."""
    mailing = mailing_or_404(mailing_id)
    services.check_mailing(mailing)
    counts = queries.recipient_counts(mailing.id)
    db.session.commit()
    included, stopped = counts.get(RecipientState.INCLUDED, 0), counts.get(RecipientState.STOPPED, 0)
    flash(_("Checked: %(included)d get the mail, %(stopped)d are stopped.", included=included, stopped=stopped), "info")
    return redirect(url_for("mailings.show", mailing_id=mailing_id))


@bp.route("/<int:mailing_id>/approve", methods=["GET", "POST"])
@allow(Permission.APPROVE_MAILINGS)
def approve(mailing_id: int) -> ResponseReturnValue:
    """Approve what this page shows, with its numbers."""
    mailing = mailing_or_404(mailing_id)
    form = SeenForm()
    if form.validate_on_submit():
        try:
            frozen = services.approve_mailing(mailing, current_user, form.seen.data or "-")
        except ChangedSinceShown as error:
            db.session.rollback()
            _check_again(mailing_id)
            flash(str(error), "warning")
            return redirect(url_for("mailings.approve", mailing_id=mailing_id))
        except OutreachError as error:
            db.session.rollback()
            flash(str(error), "error")
        else:
            db.session.commit()
            flash(ngettext("%(num)d mail approved.", "%(num)d mails approved.", frozen), "success")
        return redirect(url_for("mailings.show", mailing_id=mailing_id))
    if mailing.state in {MailingState.APPROVED, MailingState.SENDING, MailingState.CANCELLED}:
        return redirect(url_for("mailings.show", mailing_id=mailing_id))
    return _approval_page(mailing, form)


def _approval_page(mailing: Mailing, form: SeenForm) -> ResponseReturnValue:
    included = queries.included_count(mailing.id)
    form.seen.data = queries.fingerprint(mailing.id)
    first = queries.first_to_read(mailing.id)
    if not queries.to_approve_count(mailing.id):
        flash(_("There is no mail to approve: everybody is stopped, left out or approved already."), "warning")
        return redirect(url_for("mailings.show", mailing_id=mailing.id))
    return render_template(
        "mailings/approve.html",
        mailing=mailing,
        form=form,
        included=included,
        to_approve=queries.to_approve_count(mailing.id),
        counts=queries.recipient_counts(mailing.id),
        languages=queries.languages_of(mailing.id),
        needs_another=included > APPROVED_ALONE and mailing.created_by_id == current_user.id,
        first=first,
    )


def _drafted(form: MailingForm) -> ResponseReturnValue:
    template = next((one for one in templates() if one.id == form.template.data), None) or abort(404)
    mailing = services.create_mailing(
        template, form.segment.data, form.name.data or "", current_user, SendHours(form.send_hours.data)
    )
    mailing_id, name, included = mailing.id, mailing.name, queries.included_count(mailing.id)
    db.session.commit()
    flash(_("Mailing “%(name)s” drafted: %(included)d people get it.", name=name, included=included), "success")
    return redirect(url_for("mailings.show", mailing_id=mailing_id))


def _counted(segment: str) -> str:
    members = count(visible(members_of(segment), current_user)) if segment.strip() else 0
    return str(ngettext("%(num)d person belongs to it now.", "%(num)d people belong to it now.", members))


def _check_again(mailing_id: int) -> None:
    services.check_mailing(mailing_or_404(mailing_id))
    db.session.commit()
