"""Keeping templates: each change is a new version, and earlier ones stay."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts.kinds import ContactKind
from outreach.db import db
from outreach.i18n import _
from outreach.mail_templates.errors import FaultyTemplate
from outreach.mail_templates.models import MailTemplate, TemplateVersion
from outreach.mail_templates.rendering import Words

LONGEST_NAME = 120
LONGEST_BODY = 100_000
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)?", re.IGNORECASE)


@dataclass(frozen=True)
class TemplateEntry:
    """What somebody wrote. `kind` names a kind of contact the words are for; anything else means that they suit all."""

    name: str
    language: str
    subject: str
    body: str
    kind: str = ""


@dataclass(frozen=True)
class AddedVersion:
    """The version that now holds; `is_new` is False where the words were there already."""

    version: TemplateVersion
    is_new: bool


def add_version(entry: TemplateEntry, by: User | None) -> AddedVersion:
    """Keep `entry` as the newest version of its template in its language and for its kind, making the template if needed.

    Raises:
        FaultyTemplate: something is missing or cannot be understood; a sentence for each fault.
    """
    entry = checked(entry)
    template = db.session.scalar(sa.select(MailTemplate).where(MailTemplate.name == entry.name))
    if template is None:
        template = MailTemplate(name=entry.name, created_by_id=by.id if by else None)
        db.session.add(template)
        db.session.flush()  # its id stands in the version
    template.archived_at = None
    latest = _latest(template, entry)
    if latest and (latest.subject, latest.body) == (entry.subject, entry.body):
        return AddedVersion(latest, is_new=False)
    version = TemplateVersion(
        template_id=template.id,
        template=template,
        language=entry.language,
        kind=entry.kind,
        number=latest.number + 1 if latest else 1,
        subject=entry.subject,
        body=entry.body,
        created_by_id=by.id if by else None,
    )
    db.session.add(version)
    db.session.flush()  # those who ask for the versions next find this one
    return AddedVersion(version, is_new=True)


def archive(template: MailTemplate) -> None:
    """Take `template` out of the lists; mailings made of it keep it, and adding a version brings it back."""
    template.archived_at = template.archived_at or clock.now()


def checked(entry: TemplateEntry) -> TemplateEntry:
    """Return `entry` as it is kept: trimmed, its language as a code, its kind a kind of contact or empty.

    Raises:
        FaultyTemplate: a sentence for each fault.
    """
    language = _LANGUAGE.fullmatch(entry.language.strip())
    faults = list(_missing(entry))
    if entry.language.strip() and not language:
        faults.append(_("“%(language)s” is not the code of a language. Write fr, en, ug …", language=entry.language))
    tidy = TemplateEntry(
        name=entry.name.strip(),
        language=language[1].lower() if language else "",
        subject=entry.subject.strip(),
        body=entry.body.replace("\r\n", "\n").strip("\n"),
        kind=_kind(entry.kind),
    )
    try:
        Words(tidy.subject, tidy.body, tidy.language or "en").check_links()
    except FaultyTemplate as error:
        faults += error.faults
    if faults:
        raise FaultyTemplate(faults)
    return tidy


def _missing(entry: TemplateEntry) -> list[str]:
    faults = []
    if not entry.name.strip():
        faults.append(_("There is no name. Add a line name: with the name of the template."))
    elif len(entry.name) > LONGEST_NAME:
        faults.append(_("The name is longer than %(most)d characters. Shorten it.", most=LONGEST_NAME))
    if not entry.language.strip():
        faults.append(_("There is no language. Add a line language: with its code, such as fr."))
    if not entry.subject.strip():
        faults.append(_("There is no subject. Add a line subject: with what the mail is about."))
    elif "\n" in entry.subject.strip():
        faults.append(_("The subject has more than one line. Write it in one."))
    if not entry.body.strip():
        faults.append(_("There is no text. Write what the mail says."))
    elif len(entry.body) > LONGEST_BODY:
        faults.append(_("The text is longer than %(most)d characters. Shorten it.", most=LONGEST_BODY))
    return faults


def _kind(kind: str) -> str:
    word = kind.strip().lower()
    return word if word in set(ContactKind) else ""


def _latest(template: MailTemplate, entry: TemplateEntry) -> TemplateVersion | None:
    return db.session.scalar(
        sa.select(TemplateVersion)
        .where(
            TemplateVersion.template_id == template.id,
            TemplateVersion.language == entry.language,
            TemplateVersion.kind == entry.kind,
        )
        .order_by(TemplateVersion.number.desc())
        .limit(1)
        .options(joinedload(TemplateVersion.template))
    )
