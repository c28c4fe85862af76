"""What an organiser changes about a member of the team."""

import sqlalchemy as sa

from outreach.accounts.errors import LastOrganiser, NotPaused
from outreach.accounts.models import LinkPurpose, User, UserState
from outreach.accounts.services.links import stop_links
from outreach.accounts.services.sessions import end_sessions_of
from outreach.audit import services as audit
from outreach.db import db
from outreach.security.permissions import Role


def change_role(user: User, role: Role) -> None:
    """Give `user` another role; it holds from their next page on.

    Raises:
        LastOrganiser: nobody would be left to organise.
    """
    if role is user.role:
        return
    if role is not Role.ORGANISER:
        _keep_an_organiser_beside(user)
    audit.record("user.changed_role", "user", user.id, {"from": user.role, "to": role})
    user.role = role


def pause(user: User) -> None:
    """Keep `user` out, at once: their sessions end, their unused links stop working. What they did stays.

    Raises:
        LastOrganiser: nobody would be left to organise.
    """
    if user.state is UserState.PAUSED:
        return
    _keep_an_organiser_beside(user)
    user.state = UserState.PAUSED
    end_sessions_of(user)
    stop_links(user, *LinkPurpose)
    audit.record("user.paused", "user", user.id)


def let_in_again(user: User) -> None:
    """End the pause of `user`. Who never joined is as before: invited, and in need of a new link.

    Raises:
        NotPaused: there is no pause to end.
    """
    if user.state is not UserState.PAUSED:
        raise NotPaused
    user.state = UserState.ACTIVE if user.joined_at else UserState.INVITED
    audit.record("user.let_in_again", "user", user.id)


def end_all_sessions(user: User) -> int:
    """End every session of `user`, and return how many were open."""
    ended = end_sessions_of(user)
    audit.record("user.sessions_ended", "user", user.id, {"sessions": ended})
    return ended


def _keep_an_organiser_beside(user: User) -> None:
    # Locked, so that of two organisers who demote each other at once the second is refused.
    statement = (
        sa.select(User.id)
        .where(User.role == Role.ORGANISER, User.state == UserState.ACTIVE)
        .order_by(User.id)
        .with_for_update()
    )
    if set(db.session.scalars(statement)) == {user.id}:
        raise LastOrganiser
