"""The team page: who is in it, invitations, roles, pauses."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from outreach import clock
from outreach.accounts import queries, services
from outreach.accounts.errors import AlreadyInTeam, LastOrganiser, MemberPaused, NotPaused
from outreach.accounts.forms import ROLE_LABELS, STATE_NAMES, InviteForm, RoleForm
from outreach.accounts.models import User, UserState
from outreach.db import db
from outreach.i18n import _, language_code, ngettext
from outreach.mail.addresses import BadAddress
from outreach.security.permissions import Permission, allow

bp = Blueprint("team", __name__, url_prefix="/desk")
_TONES = {UserState.INVITED: "info", UserState.ACTIVE: "good", UserState.PAUSED: "warn"}


@bp.route("/team", methods=["GET", "POST"])
@allow(Permission.MANAGE_TEAM)
def index() -> ResponseReturnValue:
    """List the team; the form on the page invites somebody, and shows the link that was sent."""
    form = InviteForm(language=language_code())
    if not form.validate_on_submit():
        return _team_page(form)
    try:
        invitation = services.invite(form.email.data, form.role.data, language=form.language.data)
    except (BadAddress, AlreadyInTeam, MemberPaused) as error:
        form.add_error("email", error)
        return _team_page(form)
    services.mail_invitation(invitation, current_user.name)
    db.session.commit()
    # Not a redirect: the link is shown this once, and must not wait in a cookie or an address.
    return _team_page(InviteForm(formdata=None, language=language_code()), invitation)


@bp.route("/team/<int:user_id>/role", methods=["POST"])
@allow(Permission.MANAGE_TEAM)
def change_role(user_id: int) -> ResponseReturnValue:
    """Give a member another role."""
    user, form = _member(user_id), RoleForm()
    if not form.validate_on_submit():
        return _back(_("Choose a role from the list."), "error")
    try:
        services.change_role(user, form.role.data)
    except LastOrganiser as error:
        return _back(str(error), "error")
    db.session.commit()
    return _back(_("%(name)s is now: %(role)s.", name=user.name, role=ROLE_LABELS[user.role]))


@bp.route("/team/<int:user_id>/pause", methods=["POST"])
@allow(Permission.MANAGE_TEAM)
def pause(user_id: int) -> ResponseReturnValue:
    """Keep a member out, at once."""
    user = _member(user_id)
    try:
        services.pause(user)
    except LastOrganiser as error:
        return _back(str(error), "error")
    db.session.commit()
    return _back(_("%(name)s is paused, and signed out everywhere.", name=user.name))


@bp.route("/team/<int:user_id>/let-in-again", methods=["POST"])
@allow(Permission.MANAGE_TEAM)
def let_in_again(user_id: int) -> ResponseReturnValue:
    """End a member's pause."""
    user = _member(user_id)
    try:
        services.let_in_again(user)
    except NotPaused as error:
        return _back(str(error), "info")
    db.session.commit()
    if user.is_active:
        return _back(_("%(name)s can sign in again.", name=user.name))
    return _back(_("%(name)s is no longer paused. Invite them again for a new link.", name=user.name))


@bp.route("/team/<int:user_id>/sessions/end", methods=["POST"])
@allow(Permission.MANAGE_TEAM)
def end_sessions(user_id: int) -> ResponseReturnValue:
    """Sign a member out everywhere."""
    user = _member(user_id)
    ended = services.end_all_sessions(user)
    db.session.commit()
    text = ngettext("%(num)d session of %(name)s ended.", "%(num)d sessions of %(name)s ended.", ended, name=user.name)
    return _back(text)


def _member(user_id: int) -> User:
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def _team_page(form: InviteForm, invitation: services.Invitation | None = None) -> str:
    return render_template(
        "accounts/team.html",
        form=form,
        invitation=invitation,
        members=queries.members(),
        sessions=queries.counts_of_open_sessions(clock.now()),
        role_labels=ROLE_LABELS,
        state_names=STATE_NAMES,
        state_tones=_TONES,
    )


def _back(text: str, category: str = "success") -> ResponseReturnValue:
    flash(text, category)
    return redirect(url_for("team.index"))
