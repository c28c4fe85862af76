"""Making one recipient's mail: the values, the words, the headers; and the mark of what it was made from."""

import hashlib
import json
from dataclasses import dataclass

from outreach import clock
from outreach.contacts.models import Contact
from outreach.errors import OutreachError
from outreach.i18n import _
from outreach.mail.addresses import domain_of, parse_address
from outreach.mail.envelope import Mailbox, OutgoingMail, new_message_id
from outreach.mail.headers import refuse_controls
from outreach.mail_templates import fields
from outreach.mail_templates.facts import Facts
from outreach.mail_templates.fields import BY_KEY, Shape
from outreach.mail_templates.models import TemplateVersion
from outreach.mail_templates.preview import FactsOf, facts_maker
from outreach.mail_templates.rendering import Rendered, words
from outreach.outbox.identities import default_mailbox
from outreach.suppressions.links import unsubscribe_url

KIND = "mailing"
# No name, title or list of subjects is longer; what is, is a spreadsheet's accident.
LONGEST_VALUE = 500


class TooLongValue(OutreachError):
    """A value is so long that it must be a mistake."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(_("What would go into “%(field)s” is longer than 500 characters.", field=field))


@dataclass(frozen=True)
class Addressed:
    """A contact with the address and the words chosen for them."""

    contact: Contact
    email: str
    version: TemplateVersion


@dataclass(frozen=True)
class Composed:
    """A mail as it would leave, and what was put into it."""

    mail: OutgoingMail
    values: dict[str, str | None]
    source_hash: bytes


class Composer:
    """Composes the mails of one mailing; what all of them share is read once."""

    def __init__(self) -> None:
        """Read who we are."""
        self._sender = default_mailbox()
        self._domain = domain_of(self._sender.address) or "localhost"
        self._facts: FactsOf = facts_maker()

    def compose(self, addressed: Addressed) -> Composed:
        """Return the mail for one recipient.

        Raises:
            MissingValue: a field has neither value nor fallback.
            UnsendableText, TooLongValue, BadAddress: a value cannot stand in a mail.
        """
        version = addressed.version
        made = words(version.subject, version.body, version.language)
        stop_url = unsubscribe_url(addressed.email, KIND, version.language)
        facts = self._facts(addressed.contact, version.language, stop_url)
        values = fields.values(facts, made.keys)
        _refuse_odd(values)
        mail = self._mail(addressed, made.render(values), stop_url)
        return Composed(mail, values, _source_hash(addressed, values))

    def source_hash(self, addressed: Addressed) -> bytes:
        """Return the mark of what a mail to `addressed` would be made from now."""
        version = addressed.version
        keys = words(version.subject, version.body, version.language).keys
        facts: Facts = self._facts(addressed.contact, version.language, "")
        return _source_hash(addressed, fields.values(facts, _of_contact(keys)))

    def _mail(self, addressed: Addressed, rendered: Rendered, stop_url: str) -> OutgoingMail:
        return OutgoingMail(
            from_address=self._sender,
            to=Mailbox(addressed.contact.name, str(parse_address(addressed.email))),
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            message_id=new_message_id(self._domain),
            date=clock.now(),
            headers={
                "Content-Language": addressed.version.language,
                "List-Unsubscribe": f"<{stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


def _refuse_odd(values: dict[str, str | None]) -> None:
    for key, value in values.items():
        # A line break in a name would begin a paragraph that nobody wrote.
        refuse_controls(key, value or "")
        if BY_KEY[key].shape is Shape.WORDS and len(value or "") > LONGEST_VALUE:
            raise TooLongValue(key)


def _of_contact(keys: frozenset[str]) -> list[str]:
    return [key for key in keys if BY_KEY[key].of_contact]


def _source_hash(addressed: Addressed, values: dict[str, str | None]) -> bytes:
    """Return the hash of what a change of the contact or the template would change; the petition's count is not part of it."""
    theirs = sorted((key, value) for key, value in values.items() if BY_KEY[key].of_contact)
    source = [addressed.version.id, addressed.email, addressed.contact.name, theirs]
    return hashlib.sha256(json.dumps(source).encode()).digest()
