"""What people may give: a file or pasted text to bring in, and the answer for a row that waits."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from outreach.contacts.models import Contact
from outreach.i18n import _, _l
from outreach.imports import labels as _labels  # noqa: F401 - names the subjects that the form offers
from outreach.imports.models import ImportSubject
from outreach.web.forms import BaseForm
from outreach.web.labels import choices

_LONGEST_NAME = 200
PASTED = "pasted.csv"


class ImportForm(BaseForm):
    """A list to bring in: a file, or text pasted from a spreadsheet."""

    subject = RadioField(_l("What is in it"), [InputRequired(_l("Choose what the list holds"))])
    file = FileField(_l("File"))
    text = TextAreaField(_l("Or paste the rows here"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the subjects there are."""
        super().__init__(*args, **kwargs)
        self.subject.choices = choices(ImportSubject)

    def validate(self, extra_validators: dict[str, Sequence[Any]] | None = None) -> bool:
        """Return whether there is something to read: hidden characters in it are the reader's matter."""
        good = super(BaseForm, self).validate(extra_validators=extra_validators)
        if not self.content():
            self.add_error("file", _("Choose a file, or paste the rows below"))
            good = False
        return bool(good)

    def content(self) -> bytes:
        """Return the bytes of the file, or of what was pasted; empty for nothing."""
        if self.file.data:
            self.file.data.stream.seek(0)
            return bytes(self.file.data.stream.read())
        return (self.text.data or "").encode("utf-8", errors="replace")

    def file_name(self) -> str:
        """Return what the list is called."""
        name = (self.file.data.filename or "") if self.file.data else ""
        return name.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:] or PASTED

    def place(self) -> str:
        """Return the field that was used, for what is wrong with it."""
        return "file" if self.file.data else "text"


class SettleForm(BaseForm):
    """With whom an exchange of a log was, when, and on which day the next step is due."""

    contact = RadioField(_l("With whom"), [InputRequired(_l("Choose the person, or look for them above"))], coerce=int)
    happened_on = DateField(_l("Day it happened"), [InputRequired(_l("Enter the day it happened"))])
    next_on = DateField(_l("Day of the next step"), [Optional()])

    def offer(self, contacts: Sequence[Contact]) -> None:
        """Offer `contacts`, each with where they work."""
        self.contact.choices = [(contact.id, _told(contact)) for contact in contacts]


class LookForm(BaseForm):
    """Look for the person whom a row means."""

    class Meta(BaseForm.Meta):
        """A search changes nothing, and its address can be kept."""

        csrf = False

    q = StringField(_l("Look for somebody"), [Optional(), Length(max=_LONGEST_NAME)])


def _told(contact: Contact) -> str:
    current = next((one.organisation.name for one in contact.affiliations if one.is_current), "")
    return f"{contact.name} ({current})" if current else contact.name
