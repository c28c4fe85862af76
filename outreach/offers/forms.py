"""What somebody who wants to help fills in."""

from typing import Any

from wtforms import EmailField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from outreach.i18n import _l
from outreach.mail.addresses import parse_address
from outreach.offers.models import OfferRole
from outreach.offers.services import OfferEntry
from outreach.offers.wording import ROLES
from outreach.petitions.names import check_name
from outreach.web.forms import PublicForm, checked

LONGEST_TEXT = 3_000


class OfferForm(PublicForm):
    """Say how one can help."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter your name"))])
    email = EmailField(_l("E-mail address"), [InputRequired(_l("Enter your e-mail address"))])
    role = RadioField(
        _l("You are"),
        [InputRequired(_l("Choose what comes closest"))],
        choices=[SelectChoice(str(role), label) for role, label in ROLES.items()],
    )
    organisation = StringField(
        _l("Newspaper, firm or association"),
        [Optional(), Length(max=200, message=_l("Shorten this to 200 characters"))],
    )
    text = TextAreaField(
        _l("How you can help"),
        [
            InputRequired(_l("Write in a few words how you can help")),
            Length(max=LONGEST_TEXT, message=_l("Shorten this to 3,000 characters")),
        ],
    )

    def validate_name(self, field: Any) -> None:
        """Take any name in any script, and nothing that is no name."""
        checked(check_name, field)

    def validate_email(self, field: Any) -> None:
        """Take an address that mail can be sent to."""
        checked(parse_address, field)

    def entry(self, language: str, network_address: str | None) -> OfferEntry:
        """Return what was filled in, in the page's `language`, with the network address it came from."""
        return OfferEntry(
            name=self.name.data,
            email=str(parse_address(self.email.data)),
            role=OfferRole(self.role.data),
            text=self.text.data,
            language=language,
            organisation=self.organisation.data or "",
            network_address=network_address,
        )
