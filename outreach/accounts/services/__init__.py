"""What is done with accounts; other slices and the commands call it by these names."""

from outreach.accounts.services.invitations import (
    Acceptance,
    Invitation,
    accept_invitation,
    accept_sign_in_link,
    invite,
    mail_invitation,
    make_sign_in_link,
)
from outreach.accounts.services.links import read_one_time_link
from outreach.accounts.services.passwords import change_password, check_password
from outreach.accounts.services.sessions import end_session, find_session, open_session
from outreach.accounts.services.team import change_role, end_all_sessions, let_in_again, pause

__all__ = [
    "Acceptance",
    "Invitation",
    "accept_invitation",
    "accept_sign_in_link",
    "change_password",
    "change_role",
    "check_password",
    "end_all_sessions",
    "end_session",
    "find_session",
    "invite",
    "let_in_again",
    "mail_invitation",
    "make_sign_in_link",
    "open_session",
    "pause",
    "read_one_time_link",
]
