"""Mail templates."""

from outreach.mail_templates.models import MailTemplate, TemplateVersion
from tests.factories.base import RowFactory, factory


class TemplateVersionFactory(RowFactory):
    """The first English version of a template."""

    class Meta:
        model = TemplateVersion

    language = "en"
    number = 1
    subject = "Our mother, held since 2017"
    body = 'Dear {{ first_name | fallback: "editors" }},\n\nOur mother has been held since 2017.'


class MailTemplateFactory(RowFactory):
    """A template with one English version; `languages=("en", "fr")` for more."""

    class Meta:
        model = MailTemplate

    class Params:
        languages = ("en",)

    name = factory.Sequence(lambda number: f"first-letter-{number}")
    versions = factory.LazyAttribute(
        lambda template: [TemplateVersionFactory.build(language=language) for language in template.languages]
    )
