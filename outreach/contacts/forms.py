"""What people may type about contacts."""

import re
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import available_timezones

from wtforms import BooleanField, DateField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from outreach.contacts import labels as _labels  # noqa: F401 - names the kinds that the fields offer
from outreach.contacts.entries import ContactEntry
from outreach.contacts.errors import BadPhone
from outreach.contacts.kinds import AddressKind, ContactKind, Secrecy, Stage
from outreach.contacts.phones import e164
from outreach.contacts.places import countries
from outreach.i18n import _, _l
from outreach.mail.addresses import BadAddress, parse_address
from outreach.web.forms import BaseForm
from outreach.web.labels import choices

_SHORT, _LONG = 200, 20_000
# Commas of other scripts too: people type on the keyboard they have.
_BETWEEN = re.compile(r"[,;،؛、，；\n]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")


def _some(text: str | None) -> tuple[str, ...]:
    return tuple(part for one in _BETWEEN.split(text or "") if (part := one.strip()))


def _short(label: Any, **options: Any) -> StringField:
    return StringField(label, [Optional(), Length(max=_SHORT)], **options)


@dataclass(frozen=True)
class Difference:
    """A field that somebody else saved otherwise than it was typed here."""

    label: str
    theirs: str
    mine: str


class SearchForm(BaseForm):
    """Find contacts: free words and segment words, and the two questions asked most."""

    class Meta(BaseForm.Meta):
        """A search changes nothing, and its address can be kept."""

        csrf = False

    q = StringField(_l("Search"))
    kind = SelectField(_l("Kind"), choices=lambda: [("", _l("All")), *choices(ContactKind)], validate_choice=False)
    stage = SelectField(_l("Stage"), choices=lambda: [("", _l("All")), *choices(Stage)], validate_choice=False)

    def question(self) -> str:
        """Return the segment question that was asked."""
        words = [self.q.data or ""]
        words += [f"{field.name}:{field.data}" for field in (self.kind, self.stage) if field.data]
        return " ".join(words).strip()


class ContactForm(BaseForm):
    """Add or change a contact."""

    kind = SelectField(_l("Kind"), choices=lambda: choices(ContactKind))
    civility = _short(_l("Form of address"), description=_l("Mme, Me, Dr …"))
    given_name = _short(_l("First name"))
    family_name = _short(_l("Family name"))
    name = _short(
        _l("Full name"), description=_l("Leave empty to make it of first and family name, or of the organisation.")
    )
    organisation = _short(_l("Organisation"))
    job_title = _short(_l("Role there"))
    emails = TextAreaField(_l("E-mail addresses"), description=_l("One per line, the one to write to first."))
    phones = TextAreaField(_l("Phone numbers"), description=_l("One per line, with the country: +33 1 55 00 00 01."))
    signal = _short(_l("Signal"), description=_l("A number or a user name."))
    whatsapp = _short(_l("WhatsApp"))
    languages = _short(_l("Languages"), description=_l("Codes, the one to write in first: fr, en."))
    country = SelectField(_l("Country"), choices=lambda: [("", "—"), *countries()])
    time_zone = SelectField(_l("Time zone"), choices=lambda: [("", "—"), *_zones()])
    beats = _short(_l("Subjects"), description=_l("What they write or work about, with commas between."))
    tags = _short(_l("Tags"), description=_l("Labels of your own, with commas between."))
    greeting = _short(_l("Greeting"), description=_l("In their language, as a mail to them begins: “Chère Camille”."))
    notes = TextAreaField(_l("Notes"), [Length(max=_LONG)])
    source = _short(_l("Where we found them"), description=_l("They have a right to know."))
    verified_on = DateField(_l("Last checked on"), [Optional()])
    secrecy = SelectField(_l("Who may see this contact"), choices=lambda: choices(Secrecy))
    never_public = BooleanField(_l("Never name in public"))
    never_mailed = BooleanField(_l("Never in a mailing"))
    never_exported = BooleanField(_l("Never in an export"))
    row_version = HiddenField()
    anyway = BooleanField(_l("This is somebody else: add anyway"))

    @classmethod
    def of(cls, entry: ContactEntry, row_version: int, **options: Any) -> "ContactForm":
        """Return the form filled with what is known, or with what was typed on top of it; `options` are the form's own."""
        made = f"{entry.given_name} {entry.family_name}".strip()
        ways = dict(reversed(entry.other_ways))
        return cls(
            **{
                **vars(entry),
                "name": "" if entry.name == made else entry.name,
                "emails": "\n".join(entry.emails),
                "phones": "\n".join(entry.phones),
                "signal": ways.get(AddressKind.SIGNAL, ""),
                "whatsapp": ways.get(AddressKind.WHATSAPP, ""),
                "languages": ", ".join(entry.languages),
                "beats": ", ".join(entry.beats),
                "tags": ", ".join(entry.tags),
                "greeting": entry.greetings.get(entry.languages[0], "") if entry.languages else "",
                "row_version": row_version,
                **options,
            }
        )

    def entry(self, known: ContactEntry) -> ContactEntry:
        """Return what was typed, on top of what is `known` and has no field here."""
        languages = self._languages()
        return replace(
            known,
            kind=ContactKind(self.kind.data),
            **self._plain(),
            emails=_some(self.emails.data),
            phones=_some(self.phones.data),
            other_ways=self._other_ways(known),
            languages=languages,
            country=self.country.data or None,
            time_zone=self.time_zone.data or None,
            beats=_some(self.beats.data),
            tags=_some(self.tags.data),
            greetings=self._greetings(known, languages),
            verified_on=self.verified_on.data,
            secrecy=Secrecy(self.secrecy.data) if "secrecy" in self else known.secrecy,
        )

    def version(self) -> int:
        """Return the version of the contact that was read; a form without one we wrote is older than any."""
        # A number where the field was not sent: it holds what the row has then, which nobody read.
        read = self.row_version.data
        return int(read) if isinstance(read, str) and read.isdecimal() else -1

    def differences_from(self, known: ContactEntry, row_version: int) -> list[Difference]:
        """Return where what was typed differs from what is `known` by now, and let the next press save what was typed."""
        saved = ContactForm.of(known, row_version, formdata=None)
        self.row_version.data = str(row_version)
        pairs = [(field, saved[field.name]) for field in self if field.name not in _NOT_COMPARED]
        return [
            Difference(mine.label.text, _in_words(theirs), _in_words(mine))
            for mine, theirs in pairs
            if (mine.data or "") != (theirs.data or "")
        ]

    def validate_emails(self, field: Field) -> None:
        """Refuse what cannot be an e-mail address, saying which line and why."""
        for line in _some(field.data):
            try:
                parse_address(line)
            except BadAddress as error:
                raise ValidationError(f"{line}: {error}") from error

    def validate_phones(self, field: Field) -> None:
        """Refuse what cannot be a phone number, saying which and why."""
        self._check_numbers(_some(field.data))

    def validate_whatsapp(self, field: Field) -> None:
        """Refuse what cannot be a phone number."""
        self._check_numbers(_some(field.data))

    def validate_signal(self, field: Field) -> None:
        """Refuse what is neither a user name (it has letters) nor a phone number."""
        self._check_numbers(one for one in _some(field.data) if not any(sign.isalpha() for sign in one))

    def validate_languages(self, field: Field) -> None:
        """Refuse what is no language code."""
        for code in _some(field.data):
            if not _LANGUAGE.fullmatch(code.lower()):
                raise ValidationError(_("“%(text)s” is no language code. Write fr, en, ug, zh …", text=code))

    def _check_numbers(self, numbers: Any) -> None:
        for number in numbers:
            try:
                e164(number, self.country.data or None)
            except BadPhone as error:
                raise ValidationError(str(error)) from error

    def _plain(self) -> dict[str, Any]:
        texts = {name: self[name].data or "" for name in _TEXTS}
        return texts | {name: self[name].data for name in _MARKS}

    def _languages(self) -> tuple[str, ...]:
        return tuple(code.lower() for code in _some(self.languages.data))

    def _other_ways(self, known: ContactEntry) -> tuple[tuple[AddressKind, str], ...]:
        typed = ((AddressKind.SIGNAL, self.signal.data), (AddressKind.WHATSAPP, self.whatsapp.data))
        here = {kind for kind, _value in typed}
        kept = (way for way in known.other_ways if way[0] not in here)
        return (*((kind, value) for kind, value in typed if value), *kept)

    def _greetings(self, known: ContactEntry, languages: tuple[str, ...]) -> dict[str, str]:
        greetings = dict(known.greetings)
        if languages:
            greetings[languages[0]] = self.greeting.data or ""
        return {language: text for language, text in greetings.items() if text}


_TEXTS = ("name", "civility", "given_name", "family_name", "organisation", "job_title", "notes", "source")
_MARKS = ("never_public", "never_mailed", "never_exported")
_NOT_COMPARED = frozenset({"row_version", "anyway", "csrf_token"})


class StageForm(BaseForm):
    """Set the stage by hand."""

    stage = SelectField(_l("Stage"), choices=lambda: choices(Stage))
    reason = StringField(_l("Why"), [InputRequired(_l("Say why in a few words.")), Length(max=_SHORT)])

    def entry(self) -> Stage:
        """Return the stage that was chosen."""
        return Stage(self.stage.data)


class HandOverForm(BaseForm):
    """Give a claim to somebody else in the team."""

    receiver = SelectField(_l("Hand over to"), coerce=int)


def _in_words(field: Field) -> str:
    value = dict(field.choices).get(field.data) if isinstance(field, SelectField) else field.data
    if isinstance(value, bool):
        value = _("Yes") if value else _("No")
    return str(value or "—")


def _zones() -> list[tuple[str, str]]:
    # Old names such as "Cuba" or "US/Eastern" only repeat those by place.
    old = ("Etc/", "US/", "SystemV/", "Brazil/", "Canada/", "Chile/", "Mexico/")
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(old))
    return [(name, name.replace("_", " ")) for name in names]
