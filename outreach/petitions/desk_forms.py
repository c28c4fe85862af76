"""What the team fills in at the desk of petitions."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from outreach.i18n import PETITION_LANGUAGES, _, _l
from outreach.petitions.models import PetitionText
from outreach.petitions.reading import LARGEST_FILE_BYTES, LONGEST_TITLE, Reading, read_petition
from outreach.petitions.services.texts import TextEntry
from outreach.web.forms import BaseForm
from outreach.web.language import NAMES

LONGEST_REASON = 200


class _LanguageField(SelectField):  # type: ignore[misc] # WTForms ships no types
    """A language petitions are published in, each in its own name."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        choices = [SelectChoice(code, NAMES[code]) for code in PETITION_LANGUAGES]
        super().__init__(label, [InputRequired()], choices=choices, **kwargs)


class ImportForm(BaseForm):
    """Bring a text from a file, or pasted."""

    slug = StringField(_l("Short name in the address"), [InputRequired(_l("Enter a short name"))])
    language = _LanguageField(_l("Language of the text"))
    file = FileField(_l("File"), [Optional()])
    # Without Optional, which would end the checks before the one below.
    pasted = TextAreaField(_l("Or the text itself"))

    def validate_pasted(self, field: Any) -> None:
        """Ask for the one or the other."""
        if not field.data and not self.file.data:
            raise ValidationError(_("Choose a file, or paste the text"))

    def reading(self) -> Reading:
        """Return what the file or the pasted text says.

        Raises:
            UnreadableFile: it is no petition; the sentence says why.
        """
        content = self.file.data.read(LARGEST_FILE_BYTES + 1) if self.file.data else self.pasted.data.encode()
        return read_petition(content, self.language.data)

    @property
    def source(self) -> str:
        """The name of the field that an unreadable text came from."""
        return "file" if self.file.data else "pasted"


class TextForm(BaseForm):
    """Write the words of a petition in one language."""

    title = StringField(
        _l("Title"),
        [InputRequired(_l("Enter a title")), Length(max=LONGEST_TITLE, message=_l("Shorten this to 200 characters"))],
    )
    story = TextAreaField(_l("Story"), [InputRequired(_l("Enter the text"))])
    appeal = TextAreaField(_l("Appeal to those who can help"), [Optional()])
    closing = TextAreaField(_l("Last words"), [Optional()])
    seen_version = HiddenField()

    @classmethod
    def of(cls, text: PetitionText | None) -> "TextForm":
        """Return the form with the newest words, or empty for a language that has none yet."""
        form = cls(obj=text)
        if not form.is_submitted():
            form.seen_version.data = str(text.version if text else 0)
        return form

    def entry(self) -> TextEntry:
        """Return the words."""
        return TextEntry(self.title.data, self.story.data, self.appeal.data or "", self.closing.data or "")

    def version(self) -> int:
        """Return the version its author began from; -1, which never was one, where the field was meddled with."""
        typed = self.seen_version.data or ""
        return int(typed) if typed.isdecimal() else -1


class MoveForm(BaseForm):
    """Say why a petition moves on."""

    reason = StringField(
        _l("Reason, for the record"),
        [Optional(), Length(max=LONGEST_REASON, message=_l("Shorten this to 200 characters"))],
    )
