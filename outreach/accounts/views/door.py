"""The door: sign-in, one-time links, sign-out."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.accounts import services
from outreach.accounts.current import current_session, forget_cookie, keep_in_cookie
from outreach.accounts.devices import device_name
from outreach.accounts.errors import LinkExpired, LinkUnknown, LinkUsed, MemberPaused, NotSignedIn
from outreach.accounts.forms import ButtonForm, InvitationForm, SignInForm
from outreach.accounts.models import LinkPurpose
from outreach.accounts.services import sign_in as steps
from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import _, language_code
from outreach.security.passwords import BadPassword
from outreach.security.permissions import anyone
from outreach.security.throttle import TooManyTries
from outreach.web.language import safe_path

bp = Blueprint("accounts", __name__)
_LINK_FAULTS = (LinkUnknown, LinkUsed, LinkExpired, MemberPaused)


@bp.route("/sign-in", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Sign in by address and password, and go on to the page that was asked for."""
    wanted = safe_path(request.args.get("next"))
    form = SignInForm()
    if not form.validate_on_submit():
        if request.method == "GET" and current_user.is_authenticated:
            return redirect(wanted)
        return _sign_in_page(form)
    try:
        token = _token_for(form)
    except TooManyTries as error:
        form.add_error(None, error)
        return _sign_in_page(form), 429, {"Retry-After": str(error.wait_seconds)}
    except NotSignedIn as error:
        form.add_error(None, error)
        return _sign_in_page(form)
    return _through(token, wanted)


@bp.route("/sign-out", methods=["POST"])
@anyone
def sign_out() -> ResponseReturnValue:
    """End this browser's session; harmless where there is none."""
    if current_user.is_authenticated and (here := current_session()):
        services.end_session(here)
        db.session.commit()
    session.clear()
    flash(_("You are signed out."), "success")
    return forget_cookie(make_response(redirect(url_for("accounts.sign_in"))))


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@anyone
def invitation(token: str) -> ResponseReturnValue:
    """Join the team: the link shows a form, its button accepts."""
    form = InvitationForm()
    if request.method == "GET":
        form.language.data = language_code()
    try:
        link = services.read_one_time_link(LinkPurpose.INVITATION, token)
        if form.validate_on_submit():
            user = services.accept_invitation(token, form.entry())
            return _through(services.open_session(user, _device()), "/desk/", _("Welcome, %(name)s.", name=user.name))
    except _LINK_FAULTS as error:
        return _dead_link(error)
    except BadPassword as error:
        form.add_error("password", error)
    return render_template("accounts/invitation.html", form=form, user=link.user)


@bp.route("/sign-in-link/<token>", methods=["GET", "POST"])
@anyone
def sign_in_link(token: str) -> ResponseReturnValue:
    """Sign in by a one-time link: it shows a button, and the button signs in, since mail scanners open links."""
    form = ButtonForm()
    try:
        link = services.read_one_time_link(LinkPurpose.SIGN_IN, token)
        if form.validate_on_submit():
            user = services.accept_sign_in_link(token)
            return _through(services.open_session(user, _device()), "/desk/")
    except _LINK_FAULTS as error:
        return _dead_link(error)
    return render_template("accounts/sign_in_link.html", form=form, user=link.user)


def _token_for(form: SignInForm) -> str:
    """Go through the steps of signing in, and return the id of the new session."""
    # Whatever has read until now lets go, or the steps' own transaction would wait for it.
    db.session.rollback()
    account = steps.read_account(form.email.data, request.remote_addr, clock.now())
    if not steps.proves(account, form.password.data):
        raise NotSignedIn
    return steps.let_in(account, form.password.data, _device())


def _through(token: str, wanted: str, welcome: str = "") -> ResponseReturnValue:
    """Let somebody in with a fresh session; what the browser held before ends, so that nobody can have planted it."""
    if current_user.is_authenticated and (here := current_session()):
        services.end_session(here)
    db.session.commit()
    session.clear()
    if welcome:
        flash(welcome, "success")
    return keep_in_cookie(make_response(redirect(wanted)), token)


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form, next=request.args.get("next"))


def _dead_link(error: OutreachError) -> ResponseReturnValue:
    return render_template("accounts/dead_link.html", error=error), 404 if isinstance(error, LinkUnknown) else 410


def _device() -> str:
    return device_name(request.user_agent.string)
