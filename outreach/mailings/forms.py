"""What people may type about a mailing."""

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from outreach.i18n import _l
from outreach.mail_templates.models import MailTemplate
from outreach.mailings.models import SendHours
from outreach.web.forms import BaseForm, options


class MailingForm(BaseForm):
    """A new mailing: which words, to whom, when."""

    template = SelectField(_l("Template"), [InputRequired(_l("Choose a template"))], coerce=int)
    segment = StringField(
        _l("Whom to write to"),
        # An empty question means everybody, and that is never meant.
        [
            InputRequired(_l("Say whom to write to, such as kind:journalist language:fr")),
            Length(max=1000, message=_l("Take words out: a question has at most 1,000 letters")),
        ],
    )
    name = StringField(_l("Name"), [Length(max=120, message=_l("Shorten the name"))])
    send_hours = RadioField(
        _l("When mails may leave"),
        choices=options(
            (
                (SendHours.ANY.value, _l("At any hour")),
                (SendHours.WORKING.value, _l("In working hours where each of them lives")),
            )
        ),
        default=SendHours.ANY.value,
    )

    def offer(self, templates: Sequence[MailTemplate]) -> None:
        """Offer these templates."""
        self.template.choices = options((str(one.id), one.name) for one in templates)


class SeenForm(BaseForm):
    """A button that says yes to what its page showed."""

    seen = HiddenField()


class ButtonForm(BaseForm):
    """A form of one button."""
