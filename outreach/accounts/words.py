"""How the audit tells what was done with accounts."""

from outreach.audit.wording import add_words
from outreach.i18n import _l

add_words(
    {
        "device": _l("device"),
        "email": _l("address"),
        "from": _l("before"),
        "role": _l("role"),
        "sessions": _l("sessions"),
        "to": _l("after"),
        "user": _l("member"),
        "user.changed_password": _l("changed their password"),
        "user.changed_role": _l("changed a member's role"),
        "user.given_sign_in_link": _l("made a one-time sign-in link"),
        "user.invited": _l("invited a member"),
        "user.joined": _l("joined the team"),
        "user.let_in_again": _l("let a member in again"),
        "user.paused": _l("paused a member"),
        "user.sessions_ended": _l("ended a member's sessions"),
        "user.signed_in": _l("signed in"),
        "user.signed_in_by_link": _l("signed in by a one-time link"),
    }
)
