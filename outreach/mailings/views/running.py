"""Pages on which a mailing is started, taken back, paused, resumed and cancelled, and the progress between them."""

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import ngettext
from outreach.mailings import services
from outreach.mailings.errors import NotApproved
from outreach.mailings.forms import ButtonForm
from outreach.mailings.models import MailingState
from outreach.mailings.progress import progress_of
from outreach.mailings.views.shared import bp, mailing_or_404
from outreach.security.permissions import Permission, allow

_STARTABLE = {MailingState.APPROVED}
_ENDED = {MailingState.SENT, MailingState.CANCELLED}


@bp.route("/<int:mailing_id>/start", methods=["GET", "POST"])
@allow(Permission.SEND_MAILINGS)
def start(mailing_id: int) -> ResponseReturnValue:
    """Send to so many people, after 60 seconds in which it can be taken back."""
    mailing = mailing_or_404(mailing_id)
    form = ButtonForm()
    if form.validate_on_submit():
        services.check_mailing(mailing)
        db.session.commit()  # what the check took back stays taken back, also when the start is refused
        return _act(
            mailing_id,
            lambda: services.start_mailing(mailing_id, current_user),
            lambda mails: ngettext(
                "%(num)d mail leaves in 60 seconds. Until then you can take it back.",
                "%(num)d mails leave in 60 seconds. Until then you can take them back.",
                mails,
            ),
        )
    if mailing.state not in _STARTABLE:
        if mailing.state is MailingState.DRAFT:
            flash(str(NotApproved()), "warning")
        return redirect(url_for("mailings.show", mailing_id=mailing_id))
    return render_template(
        "mailings/start.html", mailing=mailing, form=form, mails=progress_of(mailing, clock.now()).left
    )


@bp.post("/<int:mailing_id>/take-back")
@allow(Permission.SEND_MAILINGS)
def take_back(mailing_id: int) -> ResponseReturnValue:
    """Take the whole batch back within the hold."""
    return _act(
        mailing_id,
        lambda: services.take_back(mailing_id, current_user),
        lambda mails: ngettext(
            "Taken back: %(num)d mail did not leave.", "Taken back: %(num)d mails did not leave.", mails
        ),
    )


@bp.post("/<int:mailing_id>/pause")
@allow(Permission.SEND_MAILINGS)
def pause(mailing_id: int) -> ResponseReturnValue:
    """Hold back what has not left."""
    return _act(
        mailing_id,
        lambda: services.pause_mailing(mailing_id, current_user),
        lambda mails: ngettext("Paused: %(num)d mail is held back.", "Paused: %(num)d mails are held back.", mails),
    )


@bp.post("/<int:mailing_id>/resume")
@allow(Permission.SEND_MAILINGS)
def resume(mailing_id: int) -> ResponseReturnValue:
    """Let a paused mailing go on."""
    services.check_mailing(mailing_or_404(mailing_id))
    db.session.commit()
    return _act(
        mailing_id,
        lambda: services.resume_mailing(mailing_id, current_user),
        lambda mails: ngettext("%(num)d mail goes on.", "%(num)d mails go on.", mails),
    )


@bp.route("/<int:mailing_id>/cancel", methods=["GET", "POST"])
@allow(Permission.SEND_MAILINGS)
def cancel(mailing_id: int) -> ResponseReturnValue:
    """End it for good, after a page that says how many never get it."""
    mailing = mailing_or_404(mailing_id)
    form = ButtonForm()
    if form.validate_on_submit():
        return _act(
            mailing_id,
            lambda: services.cancel_mailing(mailing_id, current_user),
            lambda mails: ngettext(
                "Cancelled: %(num)d mail was not sent.", "Cancelled: %(num)d mails were not sent.", mails
            ),
        )
    if mailing.state in _ENDED:
        return redirect(url_for("mailings.show", mailing_id=mailing_id))
    return render_template(
        "mailings/cancel.html", mailing=mailing, form=form, progress=progress_of(mailing, clock.now())
    )


@bp.get("/<int:mailing_id>/progress")
@allow(Permission.SEE_DESK)
def progress(mailing_id: int) -> ResponseReturnValue:
    """Answer with the progress alone, for the page that keeps it up to date."""
    mailing = mailing_or_404(mailing_id)
    fragment = render_template("mailings/_progress.html", mailing=mailing, progress=progress_of(mailing, clock.now()))
    response = make_response(fragment)
    if mailing.state is not MailingState.SENDING:
        response.headers["X-Refresh"] = "done"
    return response


def _act(mailing_id: int, act: Callable[[], int], sentence: Callable[[int], str]) -> ResponseReturnValue:
    """Do one step, commit it, and say with numbers what came of it; a step that is not possible says why."""
    try:
        mails = act()
    except OutreachError as error:
        db.session.rollback()
        flash(str(error), "warning")
    else:
        db.session.commit()
        flash(sentence(mails), "success")
    return redirect(url_for("mailings.show", mailing_id=mailing_id))
