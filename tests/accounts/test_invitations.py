"""Inviting, joining, and one-time sign-in links."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from outreach.accounts import services
from outreach.accounts.errors import AlreadyInTeam, LinkExpired, LinkUnknown, LinkUsed, MemberPaused
from outreach.accounts.models import LinkPurpose, OneTimeLink, User, UserState
from outreach.accounts.services import Acceptance
from outreach.audit.models import AuditEvent
from outreach.db import db
from outreach.mail.addresses import BadAddress
from outreach.security import passwords
from outreach.security.passwords import PasswordTellsName, PasswordTooCommon
from outreach.security.permissions import Role
from tests.factories.accounts import PASSWORD, UserFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANSWERS = Acceptance("Nora", PASSWORD, "fr")


def token_of(link):
    return link.rpartition("/")[2]


def invited(email="nora@campaign.example", role=Role.FAMILY):
    return token_of(services.invite(email, role).link)


def test_who_accepts_has_joined_with_the_role_and_answers_given():
    user = services.accept_invitation(invited(), ANSWERS)

    assert (user.state, user.role, user.name, user.language) == (UserState.ACTIVE, Role.FAMILY, "Nora", "fr")
    assert passwords.verify(user.password_hash, PASSWORD)
    assert user.joined_at is not None


def test_a_link_works_once():
    token = invited()
    services.accept_invitation(token, ANSWERS)

    with pytest.raises(LinkUsed, match="used already"):
        services.accept_invitation(token, ANSWERS)


def test_a_link_works_for_48_hours_and_no_longer(time_machine):
    time_machine.move_to(NOON, tick=False)
    token = invited()

    time_machine.move_to(NOON + timedelta(hours=47, minutes=59), tick=False)
    assert services.read_one_time_link(LinkPurpose.INVITATION, token).user.email == "nora@campaign.example"
    time_machine.move_to(NOON + timedelta(hours=48), tick=False)
    with pytest.raises(LinkExpired, match="48 hours"):
        services.accept_invitation(token, ANSWERS)


def test_inviting_again_replaces_the_link_and_the_role():
    old = invited(role=Role.FAMILY)
    new = invited("NORA@campaign.example", role=Role.VIEWER)

    with pytest.raises(LinkUnknown):
        services.accept_invitation(old, ANSWERS)
    assert services.accept_invitation(new, ANSWERS).role is Role.VIEWER
    assert db.session.scalar(sa.select(sa.func.count(User.id))) == 1


def test_a_link_for_one_purpose_serves_no_other():
    with pytest.raises(LinkUnknown):
        services.accept_sign_in_link(invited())


@pytest.mark.parametrize(
    ("password", "error"), [("passwordpassword", PasswordTooCommon), ("nora likes green tea", PasswordTellsName)]
)
def test_a_poor_password_leaves_the_link_as_it_was(password, error):
    token = invited()

    with pytest.raises(error):
        services.accept_invitation(token, Acceptance("Nora", password, "fr"))

    assert services.accept_invitation(token, ANSWERS).is_active


def test_who_has_joined_is_not_invited_again():
    UserFactory(email="nora@campaign.example")

    with pytest.raises(AlreadyInTeam):
        services.invite("nora@campaign.example", Role.ORGANISER)


def test_who_is_paused_is_not_invited_again():
    UserFactory(email="nora@campaign.example", state=UserState.PAUSED)

    with pytest.raises(MemberPaused):
        services.invite("nora@campaign.example", Role.ORGANISER)


def test_what_is_no_address_is_refused():
    with pytest.raises(BadAddress, match="no @"):
        services.invite("nora", Role.VIEWER)


def test_the_database_holds_no_token():
    token = invited()

    kept = db.session.scalars(sa.select(OneTimeLink.token_hash)).one()
    assert len(kept) == 32
    assert token.encode() not in kept
    assert bytes.fromhex(token) not in kept


def test_the_audit_tells_who_invited_but_no_secret():
    token = invited()

    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "user.invited")).one()
    assert event.actor == "from the shell"
    assert event.details == {"email": "nora@campaign.example", "role": "family"}
    assert token not in str(event.details)


def test_a_sign_in_link_signs_in_once():
    user = UserFactory()
    token = token_of(services.make_sign_in_link(user))

    assert services.accept_sign_in_link(token) is user
    with pytest.raises(LinkUsed):
        services.accept_sign_in_link(token)


def test_a_sign_in_link_lets_somebody_join_who_was_only_invited():
    user = services.invite("nora@campaign.example", Role.ORGANISER).user

    services.accept_sign_in_link(token_of(services.make_sign_in_link(user)))

    assert user.is_active


def test_no_sign_in_link_is_made_for_who_is_paused():
    with pytest.raises(MemberPaused):
        services.make_sign_in_link(UserFactory(state=UserState.PAUSED))


def test_of_two_who_press_at_once_one_is_let_in(fresh_app):
    user = UserFactory()
    token = token_of(services.make_sign_in_link(user))
    db.session.commit()
    ready, outcomes = threading.Barrier(4), []

    def press():
        with fresh_app.app_context():
            ready.wait()
            try:
                services.accept_sign_in_link(token)
                db.session.commit()
                outcomes.append("in")
            except LinkUsed:
                outcomes.append("used")

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["in", "used", "used", "used"]
