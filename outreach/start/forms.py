"""The form that begins the real campaign."""

from wtforms import StringField
from wtforms.validators import InputRequired

from outreach.i18n import _l
from outreach.web.forms import BaseForm


class BeginForm(BaseForm):
    """Who the first organiser is."""

    email = StringField(
        _l("Your e-mail address"),
        [InputRequired(_l("Enter the address you will sign in with"))],
        render_kw={"autocomplete": "email", "type": "email"},
    )
