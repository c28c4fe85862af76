"""What people type to join, to sign in, and to look after the team."""

from typing import Any

from wtforms import PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from outreach.accounts.models import UserState
from outreach.accounts.services import Acceptance
from outreach.i18n import DESK_LANGUAGES, _l
from outreach.security.permissions import Role
from outreach.web.forms import BaseForm
from outreach.web.language import NAMES

ROLE_NAMES: dict[Role, Any] = {
    Role.VIEWER: _l("Viewer: sees contacts and the dashboard"),
    Role.VOLUNTEER: _l("Volunteer: also logs, claims, writes templates and drafts mailings"),
    Role.FAMILY: _l("Family: also imports, edits the petition and answers offers"),
    Role.ORGANISER: _l("Organiser: may do everything"),
}
ROLE_LABELS: dict[Role, Any] = {
    Role.VIEWER: _l("Viewer"),
    Role.VOLUNTEER: _l("Volunteer"),
    Role.FAMILY: _l("Family"),
    Role.ORGANISER: _l("Organiser"),
}
STATE_NAMES: dict[UserState, Any] = {
    UserState.INVITED: _l("invited"),
    UserState.ACTIVE: _l("active"),
    UserState.PAUSED: _l("paused"),
}
_LANGUAGES = [SelectChoice(code, NAMES[code]) for code in DESK_LANGUAGES]


class SignInForm(BaseForm):
    """Sign in by address and password."""

    email = StringField(_l("E-mail address"), [InputRequired(_l("Enter your e-mail address"))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password"))])


class ButtonForm(BaseForm):
    """Nothing but a button."""


class InvitationForm(BaseForm):
    """Join the team."""

    name = StringField(
        _l("Your name, as the team knows you"),
        [InputRequired(_l("Enter your name")), Length(max=100, message=_l("Use at most 100 characters"))],
    )
    password = PasswordField(_l("Password"), [InputRequired(_l("Choose a password"))])
    language = SelectField(_l("Language of the desk"), choices=_LANGUAGES)

    def entry(self) -> Acceptance:
        """Return what was typed."""
        return Acceptance(self.name.data, self.password.data, self.language.data)


class InviteForm(BaseForm):
    """Invite somebody into the team."""

    email = StringField(_l("E-mail address"), [InputRequired(_l("Enter an e-mail address"))])
    # Buttons, since a list would cut on a phone what each role means.
    role = RadioField(
        _l("Role"),
        [InputRequired(_l("Choose a role"))],
        choices=[SelectChoice(*one) for one in ROLE_NAMES.items()],
        coerce=Role,
        default=Role.VOLUNTEER,
    )
    language = SelectField(_l("Language of the invitation"), choices=_LANGUAGES)


class RoleForm(BaseForm):
    """Give a member another role."""

    role = SelectField(_l("Role"), choices=[SelectChoice(*one) for one in ROLE_LABELS.items()], coerce=Role)


class PasswordForm(BaseForm):
    """Change one's own password."""

    present = PasswordField(_l("Present password"))
    new = PasswordField(_l("New password"), [InputRequired(_l("Choose a password"))])
