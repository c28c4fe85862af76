"""Choosing and changing a password."""

from email.utils import parseaddr

from outreach import clock
from outreach.accounts.errors import WrongPassword
from outreach.accounts.models import User, UserSession
from outreach.accounts.services.sessions import end_sessions_of
from outreach.audit import services as audit
from outreach.security import passwords
from outreach.security.throttle import Limit, Window, count_try
from outreach.settings import settings

# Whoever found a desk left open must not try out what its password is.
PER_MEMBER = Limit("password change", (Window(5, 10 * 60), Window(15, 86_400)))


def check_password(password: str, email: str, name: str) -> None:
    """Check that `password` is good enough for the member `name` with `email`.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordTooCommon, PasswordTellsName: why it is not.
    """
    passwords.check(password, [email, name, *parseaddr(settings().mail_from)])


def change_password(user: User, present: str, new: str, here: UserSession | None = None) -> None:
    """Give `user` the password `new`, and end their sessions but `here`.

    Who came in by a sign-in link and has none yet gives nothing as the present one.

    Raises:
        WrongPassword: `present` is not the password kept; commit all the same, the try was counted.
        TooManyTries: that happened too often.
        PasswordTooShort, PasswordTooLong, PasswordTooCommon, PasswordTellsName: choose another.
    """
    count_try(PER_MEMBER, str(user.id), clock.now())
    if user.password_hash is not None and not passwords.verify(user.password_hash, present):
        raise WrongPassword
    check_password(new, user.email, user.name)
    user.password_hash = passwords.make_hash(new)
    end_sessions_of(user, keep_id=here.id if here else None)
    audit.record("user.changed_password", "user", user.id, actor=user)
