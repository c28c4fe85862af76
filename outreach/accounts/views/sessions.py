"""One's own sessions and password, as further pages of the team's blueprint."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from outreach import clock
from outreach.accounts import queries, services
from outreach.accounts.current import current_session
from outreach.accounts.errors import WrongPassword
from outreach.accounts.forms import PasswordForm
from outreach.accounts.services.sessions import end_sessions_of
from outreach.accounts.views.team import bp
from outreach.db import db
from outreach.i18n import _, ngettext
from outreach.security.passwords import BadPassword
from outreach.security.permissions import Permission, allow
from outreach.security.throttle import TooManyTries

__all__ = ["bp"]


@bp.route("/sessions")
@allow(Permission.SEE_DESK)
def sessions() -> ResponseReturnValue:
    """List where one is signed in."""
    here = current_session()
    return render_template(
        "accounts/sessions.html",
        sessions=queries.open_sessions(current_user, clock.now()),
        here_id=here.id if here else None,
    )


@bp.route("/sessions/<int:session_id>/end", methods=["POST"])
@allow(Permission.SEE_DESK)
def end_session(session_id: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    session = queries.session_of(current_user, session_id, clock.now())
    if session is None:
        raise NotFound
    services.end_session(session)
    db.session.commit()
    flash(_("The session is ended."), "success")
    return redirect(url_for("team.sessions"))


@bp.route("/sessions/end-others", methods=["POST"])
@allow(Permission.SEE_DESK)
def end_other_sessions() -> ResponseReturnValue:
    """End all of one's sessions but this one."""
    here = current_session()
    ended = end_sessions_of(current_user, keep_id=here.id if here else None)
    db.session.commit()
    flash(ngettext("%(num)d other session ended.", "%(num)d other sessions ended.", ended), "success")
    return redirect(url_for("team.sessions"))


@bp.route("/password", methods=["GET", "POST"])
@allow(Permission.SEE_DESK)
def password() -> ResponseReturnValue:
    """Choose or change one's own password; every other session ends."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            services.change_password(current_user, form.present.data or "", form.new.data, current_session())
        except (WrongPassword, TooManyTries) as error:
            form.add_error("present", error)
        except BadPassword as error:
            form.add_error("new", error)
        else:
            db.session.commit()
            flash(_("Your password is changed. You are signed out everywhere else."), "success")
            return redirect(url_for("team.sessions"))
        # The try stays counted.
        db.session.commit()
    return render_template("accounts/password.html", form=form)
