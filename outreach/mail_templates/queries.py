"""Reading templates, and choosing the words for one contact."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from outreach.contacts.kinds import ContactKind, Secrecy
from outreach.contacts.models import Affiliation, Contact, ContactLanguage
from outreach.db import db
from outreach.mail_templates.models import MailTemplate, TemplateVersion

# The newest version by language and kind; the kind is empty for words that suit all.
Variants = Mapping[tuple[str, str], TemplateVersion]


def templates() -> Sequence[MailTemplate]:
    """Return the templates in use with their versions, by name."""
    statement = (
        sa.select(MailTemplate)
        .where(MailTemplate.archived_at.is_(None))
        .order_by(MailTemplate.name)
        .options(selectinload(MailTemplate.versions))
    )
    return db.session.scalars(statement).all()


def template_named(name: str) -> MailTemplate | None:
    """Return the template of this name, None where there is none."""
    return db.session.scalar(sa.select(MailTemplate).where(MailTemplate.name == name))


def template_with_versions(template_id: int) -> MailTemplate | None:
    """Return a template with all its versions, oldest first."""
    statement = (
        sa.select(MailTemplate).where(MailTemplate.id == template_id).options(selectinload(MailTemplate.versions))
    )
    return db.session.scalar(statement)


def version_with_template(version_id: int) -> TemplateVersion | None:
    """Return one version with its template."""
    statement = (
        sa.select(TemplateVersion).where(TemplateVersion.id == version_id).options(joinedload(TemplateVersion.template))
    )
    return db.session.scalar(statement)


def variants(template_id: int) -> Variants:
    """Return the newest version of a template for each language and kind."""
    statement = (
        sa.select(TemplateVersion).where(TemplateVersion.template_id == template_id).order_by(TemplateVersion.number)
    )
    return newest(db.session.scalars(statement))


def newest(versions: Iterable[TemplateVersion]) -> Variants:
    """Return the newest of `versions` for each language and kind, languages in order."""
    found: dict[tuple[str, str], TemplateVersion] = {}
    for version in sorted(versions, key=lambda one: (one.language, one.kind, one.number)):
        found[version.language, version.kind] = version
    return found


def variant_for(variants: Variants, languages: Sequence[str], kind: ContactKind) -> TemplateVersion | None:
    """Return the words for a contact: in the first of their languages that there are words in, those for their kind first."""
    for language in languages:
        base = language.partition("-")[0]
        found = variants.get((base, kind.value)) or variants.get((base, ""))
        if found:
            return found
    return None


def contacts_to_preview(language: str, most: int = 30) -> Sequence[Contact]:
    """Return some contacts who read `language`, the newest first, to look at a template with."""
    statement = (
        sa.select(Contact)
        .join(ContactLanguage, ContactLanguage.contact_id == Contact.id)
        .where(
            ContactLanguage.language == language,
            Contact.merged_into_id.is_(None),
            Contact.never_mailed.is_(False),
            Contact.do_not_contact.is_(False),
            Contact.secrecy == Secrecy.OPEN,
        )
        .order_by(Contact.id.desc())
        .limit(most)
    )
    return db.session.scalars(statement).all()


def contact_to_fill(contact_id: int) -> Contact | None:
    """Return a contact with all that merge fields draw from."""
    statement = sa.select(Contact).where(Contact.id == contact_id).options(*filling())
    return db.session.scalar(statement)


def filling() -> list[_AbstractLoad]:
    """Return the loader options that bring with contacts all that merge fields draw from."""
    return [
        selectinload(Contact.affiliations).joinedload(Affiliation.organisation),
        selectinload(Contact.beats),
    ]
