"""Beginning petitions, and writing their texts: every change is a new version, so what was signed stays as it was."""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from outreach import clock, jobs
from outreach.audit import services as audit
from outreach.db import db
from outreach.i18n import PETITION_LANGUAGES, _
from outreach.petitions.errors import BadSlug, BadText, TextChangedMeanwhile, UnknownLanguage
from outreach.petitions.goals import DEFAULT_GOAL
from outreach.petitions.models import Petition, PetitionCount, PetitionText
from outreach.petitions.reading import LONGEST_TITLE, Reading
from outreach.petitions.slugs import is_slug

LARGEST_GOAL = 100_000_000


@dataclass(frozen=True)
class TextEntry:
    """A petition's words in one language."""

    title: str
    story: str
    appeal: str = ""
    closing: str = ""

    @classmethod
    def of(cls, reading: Reading) -> "TextEntry":
        """Return the words of what was read from a file."""
        return cls(reading.title, reading.story, reading.appeal, reading.closing)


@dataclass(frozen=True)
class Imported:
    """What an import did: whether the petition is new, and the version it wrote (None when nothing had changed)."""

    petition: Petition
    text: PetitionText | None
    is_new: bool


def import_reading(slug: str, language: str, reading: Reading, author_id: int | None = None) -> Imported:
    """Put what was read from a file under the petition `slug`, which begins as a draft when there is none yet.

    The goal of the file is the petition's when it begins; later files only add words.

    Raises:
        BadSlug: `slug` cannot stand in an address.
        UnknownLanguage: petitions cannot be published in `language`.
    """
    petition = db.session.scalars(sa.select(Petition).where(Petition.slug == slug)).one_or_none()
    is_new = petition is None
    if petition is None:
        petition = begin_petition(slug, language, reading.goal or DEFAULT_GOAL, author_id)
    text = write_text(petition, language, TextEntry.of(reading), author_id)
    return Imported(petition, text, is_new)


def begin_petition(slug: str, language: str, goal: int, author_id: int | None = None) -> Petition:
    """Begin a draft without a text.

    Raises:
        BadSlug: `slug` cannot stand in an address.
        UnknownLanguage: petitions cannot be published in `language`.
    """
    if not is_slug(slug):
        raise BadSlug
    _check_language(language)
    petition = Petition(
        slug=slug,
        first_goal=min(max(goal, 1), LARGEST_GOAL),
        default_language=language,
        created_by_id=author_id,
        state_changed_at=clock.now(),
        count=PetitionCount(confirmed=0, as_of=clock.now()),
    )
    db.session.add(petition)
    db.session.flush()  # its texts and the audit need the id
    audit.record("petition.began", "petition", petition.id, {"slug": slug, "goal": petition.first_goal})
    return petition


def write_text(
    petition: Petition, language: str, entry: TextEntry, author_id: int | None = None, seen_version: int | None = None
) -> PetitionText | None:
    """Add `entry` as the newest version in `language`; return None when it says what is there already.

    Raises:
        UnknownLanguage: petitions cannot be published in `language`.
        BadText: title or story is missing or too long.
        TextChangedMeanwhile: the newest version is no longer `seen_version`, the one the author began from.
    """
    _check_language(language)
    _check_words(entry)
    newest = _newest(petition.id, language)
    if seen_version is not None and seen_version != (newest.version if newest else 0):
        raise TextChangedMeanwhile
    if newest and newest.text_hash == text_hash(entry):
        return None
    text = PetitionText(
        petition_id=petition.id,
        language=language,
        version=(newest.version if newest else 0) + 1,
        text_hash=text_hash(entry),
        created_by_id=author_id,
        **vars(entry),
    )
    db.session.add(text)
    db.session.flush()  # a second writer of the same version fails here, not at the commit
    audit.record("petition.text_written", "petition", petition.id, {"language": language, "version": text.version})
    jobs.ask("petitions.publish", petition.id)
    return text


def text_hash(entry: TextEntry) -> bytes:
    """Return the SHA-256 that a signature keeps of the words it stands under."""
    parts = (entry.title, entry.story, entry.appeal, entry.closing)
    # A length before each part, or words could move from one into the next unseen.
    return hashlib.sha256(b"".join(b"%d:%s" % (len(part.encode()), part.encode()) for part in parts)).digest()


def _newest(petition_id: int, language: str) -> PetitionText | None:
    statement = (
        sa.select(PetitionText)
        .where(PetitionText.petition_id == petition_id, PetitionText.language == language)
        .order_by(PetitionText.version.desc())
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def _check_language(language: str) -> None:
    if language not in PETITION_LANGUAGES:
        raise UnknownLanguage(
            _(
                "A petition cannot be published in “%(language)s”. Choose one of: %(languages)s.",
                language=language,
                languages=", ".join(PETITION_LANGUAGES),
            )
        )


def _check_words(entry: TextEntry) -> None:
    if not entry.title.strip() or not entry.story.strip():
        raise BadText(_("Give the petition a title and a text."))
    if len(entry.title) > LONGEST_TITLE or "\n" in entry.title:
        raise BadText(_("Shorten the title to one line of at most 200 characters."))
