"""What an organiser changes about a member."""

import pytest

from outreach import clock
from outreach.accounts import queries, services
from outreach.accounts.errors import LastOrganiser, LinkUnknown, NotPaused
from outreach.accounts.models import UserState
from outreach.accounts.services.sessions import find_session, open_session
from outreach.security.permissions import Role
from tests.factories.accounts import UserFactory


@pytest.fixture
def only_organiser():
    return UserFactory(role=Role.ORGANISER)


def test_the_last_organiser_is_not_demoted(only_organiser):
    UserFactory(role=Role.ORGANISER, state=UserState.PAUSED)
    UserFactory(role=Role.ORGANISER, state=UserState.INVITED)

    with pytest.raises(LastOrganiser, match="somebody else"):
        services.change_role(only_organiser, Role.FAMILY)


def test_the_last_organiser_is_not_paused(only_organiser):
    with pytest.raises(LastOrganiser):
        services.pause(only_organiser)


def test_one_of_two_organisers_may_step_back(only_organiser):
    UserFactory(role=Role.ORGANISER)

    services.change_role(only_organiser, Role.FAMILY)

    assert only_organiser.role is Role.FAMILY


def test_a_pause_ends_sessions_and_links_at_once(only_organiser):
    member = UserFactory(role=Role.FAMILY)
    cookie = open_session(member, "")
    link = services.make_sign_in_link(member)

    services.pause(member)

    assert find_session(cookie) is None
    with pytest.raises(LinkUnknown):
        services.accept_sign_in_link(link.rpartition("/")[2])


def test_a_session_does_not_come_back_when_the_pause_ends(only_organiser):
    member = UserFactory(role=Role.FAMILY)
    cookie = open_session(member, "")
    services.pause(member)

    services.let_in_again(member)

    assert member.is_active
    assert find_session(cookie) is None


def test_who_never_joined_is_invited_again_after_a_pause(only_organiser):
    member = UserFactory(role=Role.FAMILY, state=UserState.INVITED, joined_at=None)
    services.pause(member)

    services.let_in_again(member)

    assert member.state is UserState.INVITED


def test_only_a_pause_can_be_ended(only_organiser):
    with pytest.raises(NotPaused):
        services.let_in_again(only_organiser)


def test_all_sessions_of_a_member_end_and_nobody_elses(only_organiser):
    member = UserFactory()
    for user in (member, member, only_organiser):
        open_session(user, "")

    assert services.end_all_sessions(member) == 2
    assert queries.counts_of_open_sessions(clock.now()) == {only_organiser.id: 1}


def test_a_member_is_found_however_the_address_is_spelled(only_organiser):
    assert queries.find_user(f"  {only_organiser.email.upper()} ") is only_organiser
    assert queries.find_user("nobody@campaign.example") is None
