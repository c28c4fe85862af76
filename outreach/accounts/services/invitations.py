"""Inviting somebody into the team, and accepting."""

from dataclasses import dataclass
from typing import Any

from outreach import clock
from outreach.accounts import queries
from outreach.accounts.errors import AlreadyInTeam, MemberPaused
from outreach.accounts.models import LinkPurpose, OneTimeLink, User, UserState
from outreach.accounts.services.links import make_link, read_one_time_link, use_link
from outreach.accounts.services.passwords import check_password
from outreach.audit import services as audit
from outreach.db import db
from outreach.mail.addresses import folded, parse_address
from outreach.outbox.system_mail import queue_system_mail
from outreach.security import passwords
from outreach.security.permissions import Role
from outreach.web.origin import external_url


@dataclass(frozen=True)
class Invitation:
    """Somebody invited, and the link that lets them in once, until `row` expires."""

    user: User
    link: str
    row: OneTimeLink


@dataclass(frozen=True)
class Acceptance:
    """What somebody enters to join."""

    name: str
    password: str
    language: str


def invite(email: str, role: Role, *, language: str = "en", actor: Any = None) -> Invitation:
    """Invite `email` as `role`. Whoever was invited before gets a new link and role; the old link stops working.

    Raises:
        BadAddress: not an address mail can be sent to.
        AlreadyInTeam: they have joined.
        MemberPaused: they are paused.
    """
    address = str(parse_address(email))
    user = queries.find_user(address)
    if user is None:
        user = User(email=address, folded_email=folded(address), name=address, role=role, language=language)
        db.session.add(user)
    elif user.state is UserState.ACTIVE:
        raise AlreadyInTeam
    elif user.state is UserState.PAUSED:
        raise MemberPaused
    user.role, user.language = role, language
    db.session.flush()  # the link needs the id
    row, token = make_link(user, LinkPurpose.INVITATION)
    audit.record("user.invited", "user", user.id, {"email": user.email, "role": role}, actor)
    return Invitation(user, external_url("accounts.invitation", token=token), row)


def mail_invitation(invitation: Invitation, inviter: str) -> None:
    """Put the invitation into the outbox, as a mail from `inviter`, in the language of the invited."""
    db.session.flush()  # the mail names the link's row
    queue_system_mail(
        kind="invitation",
        name="invitation",
        to=invitation.user.email,
        language=invitation.user.language,
        subject_type="one_time_link",
        subject_id=invitation.row.id,
        link=invitation.link,
        inviter=inviter,
        expires_at=invitation.row.expires_at,
    )


def accept_invitation(token: str, entry: Acceptance) -> User:
    """Let somebody invited join with a name and a password of their own, and return them.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired, MemberPaused: the link does not work, or no longer.
        PasswordTooShort, PasswordTooLong, PasswordTooCommon, PasswordTellsName: choose another password.
    """
    link = read_one_time_link(LinkPurpose.INVITATION, token)
    user = link.user
    check_password(entry.password, user.email, entry.name)
    use_link(link)
    user.name, user.language = entry.name, entry.language
    user.password_hash = passwords.make_hash(entry.password)
    user.state, user.joined_at = UserState.ACTIVE, user.joined_at or clock.now()
    audit.record("user.joined", "user", user.id, {"role": user.role}, actor=user)
    return user


def make_sign_in_link(user: User) -> str:
    """Return a link that signs `user` in once, within 48 hours, without a password. Older ones stop working.

    For whoever holds the shell: it holds the house.

    Raises:
        MemberPaused: they are paused.
    """
    if user.state is UserState.PAUSED:
        raise MemberPaused
    db.session.flush()  # the link needs the id
    _row, token = make_link(user, LinkPurpose.SIGN_IN)
    audit.record("user.given_sign_in_link", "user", user.id, {"email": user.email})
    return external_url("accounts.sign_in_link", token=token)


def accept_sign_in_link(token: str) -> User:
    """Use up a sign-in link and return whom it signs in. Somebody only invited has joined by it.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired, MemberPaused: the link does not work, or no longer.
    """
    link = read_one_time_link(LinkPurpose.SIGN_IN, token)
    use_link(link)
    user = link.user
    user.state, user.joined_at = UserState.ACTIVE, user.joined_at or clock.now()
    audit.record("user.signed_in_by_link", "user", user.id, actor=user)
    return user
