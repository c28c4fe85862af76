"""What people fill in on the public pages."""

from typing import Any

from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from outreach.contacts.places import countries
from outreach.i18n import _, _l
from outreach.mail.addresses import parse_address
from outreach.petitions.models import Visibility
from outreach.petitions.names import check_name
from outreach.petitions.services.signing import SignatureEntry
from outreach.petitions.wording import VISIBILITIES
from outreach.web.forms import PublicForm, checked

LONGEST_COMMENT = 500


class SignForm(PublicForm):
    """Sign a petition."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter your name"))])
    email = EmailField(_l("E-mail address"), [InputRequired(_l("Enter your e-mail address"))])
    country = SelectField(_l("Country"), [Optional()], validate_choice=True)
    visibility = RadioField(
        _l("What may be shown"),
        choices=[SelectChoice(str(value), label) for value, label in VISIBILITIES.items()],
        validators=[DataRequired()],
        default=str(Visibility.COUNT),
    )
    comment = TextAreaField(
        _l("Why do you sign?"), [Optional(), Length(max=LONGEST_COMMENT, message=_l("Shorten this to 500 characters"))]
    )
    updates = BooleanField(_l("Write to me when there is news of this petition"))
    language = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List the countries in the language of the page."""
        super().__init__(*args, **kwargs)
        self.country.choices = [
            SelectChoice(code, name) for code, name in (("", _("Choose, if you like")), *countries())
        ]
        # A form sent without the field counts for the careful choice, as one that was not touched does.
        self.visibility.data = self.visibility.data or str(Visibility.COUNT)

    def validate_name(self, field: Any) -> None:
        """Take any name in any script, and nothing that is no name."""
        checked(check_name, field)

    def validate_email(self, field: Any) -> None:
        """Take an address that mail can be sent to."""
        checked(parse_address, field)

    def entry(self, language: str, network_address: str | None) -> SignatureEntry:
        """Return what was filled in, in the page's `language`, with the network address it came from."""
        return SignatureEntry(
            name=self.name.data,
            email=str(parse_address(self.email.data)),
            language=language,
            country=self.country.data or None,
            visibility=Visibility(self.visibility.data),
            wants_updates=self.updates.data,
            comment=self.comment.data or "",
            network_address=network_address,
        )


class VisibilityForm(PublicForm):
    """Choose what is shown of one's own signature."""

    visibility = RadioField(
        _l("What may be shown"),
        choices=[SelectChoice(str(value), label) for value, label in VISIBILITIES.items()],
        validators=[DataRequired()],
    )
