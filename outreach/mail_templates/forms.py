"""What people may type about a template."""

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from outreach.contacts.kinds import ContactKind
from outreach.i18n import PETITION_LANGUAGES, _l
from outreach.mail_templates.models import TemplateVersion
from outreach.mail_templates.services import LONGEST_BODY, LONGEST_NAME, TemplateEntry
from outreach.web.forms import BaseForm, options
from outreach.web.language import NAMES as LANGUAGE_NAMES

KIND_NAMES = {
    "": _l("Everyone"),
    ContactKind.JOURNALIST: _l("Journalists"),
    ContactKind.LAWYER: _l("Lawyers"),
    ContactKind.NGO: _l("NGO staff"),
    ContactKind.OFFICIAL: _l("Officials"),
    ContactKind.ACADEMIC: _l("Academics"),
    ContactKind.OTHER: _l("Others"),
}


class WordsForm(BaseForm):
    """Subject and text, for a language and kind that are settled."""

    subject = StringField(_l("Subject"), [InputRequired(_l("Enter a subject"))])
    body = TextAreaField(
        _l("Text"),
        [InputRequired(_l("Enter what the mail says")), Length(max=LONGEST_BODY, message=_l("Shorten the text"))],
    )

    def entry_for(self, version: TemplateVersion) -> TemplateEntry:
        """Return what was typed as the next version after `version`."""
        return TemplateEntry(
            name=version.template.name,
            language=version.language,
            subject=self.subject.data,
            body=self.body.data,
            kind=version.kind,
        )


class TemplateForm(WordsForm):
    """A new template, or a template in one more language."""

    name = StringField(
        _l("Name"),
        [InputRequired(_l("Enter a name")), Length(max=LONGEST_NAME, message=_l("Shorten the name"))],
    )
    language = SelectField(_l("Language"), [InputRequired(_l("Choose a language"))])
    kind = SelectField(_l("For"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the languages and kinds there are."""
        super().__init__(*args, **kwargs)
        self.language.choices = options((code, LANGUAGE_NAMES.get(code, code)) for code in PETITION_LANGUAGES)
        self.kind.choices = options(KIND_NAMES.items())

    def entry(self) -> TemplateEntry:
        """Return what was typed."""
        return TemplateEntry(
            name=self.name.data,
            language=self.language.data,
            subject=self.subject.data,
            body=self.body.data,
            kind=self.kind.data,
        )
