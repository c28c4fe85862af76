"""Segment questions: words that must all hold, as `kind:journalist language:fr,en -tag:urgent owner:EMAIL "Le Monde"`.

`read` turns a question into words, `conditions` turns words into SQL. Both are the same for the search box, saved segments,
mailings and the command line.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.errors import BadQuestion, UnknownCountry
from outreach.contacts.kinds import ContactKind, Stage
from outreach.contacts.models import (
    Affiliation,
    Claim,
    Contact,
    ContactBeat,
    ContactLanguage,
    ContactTag,
    Organisation,
)
from outreach.contacts.places import country_of
from outreach.folding import fold
from outreach.i18n import _

LONGEST_QUESTION = 1_000
# -key:"two words",other  or  -"two words"  or  -word
_WORD = re.compile(r'(?P<not>-?)(?:(?P<key>[^\s:",]+):)?(?P<values>(?:"[^"]*"?|[^\s"])*)')


@dataclass(frozen=True)
class Word:
    """One word of a question: any of `values` must hold (or, negated, none). Without `key` it is searched for."""

    key: str | None
    values: tuple[str, ...]
    negated: bool = False


def read(question: str) -> list[Word]:
    """Return the words of `question`, their values checked and in the form that is compared; none for an empty question.

    Raises:
        BadQuestion: a word is not known, or a value cannot be one; the sentence names it and what is known.
    """
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(_("This question is longer than 1,000 letters. Take words out."))
    found = (_WORD.match(part) for part in _parts(question))
    return [word for match in found if match and (word := _word(match))]


def conditions(words: Iterable[Word], now: datetime) -> list[sa.ColumnElement[bool]]:
    """Return what must hold of a `Contact` for `words` to hold; claims count that have not ended by `now`."""
    return [sa.not_(_condition(word, now)) if word.negated else _condition(word, now) for word in words]


def _parts(question: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"?|[^\s"])+', question)


def _word(match: re.Match[str]) -> Word | None:
    key, negated = match["key"], bool(match["not"])
    if key is None:
        text = fold(match["values"].replace('"', " "))
        return Word(None, (text,), negated) if text else None
    key = key.casefold()
    if key not in _CHECKS:
        raise BadQuestion(
            _(
                "“%(word)s” is not known in a question. Known are %(known)s; put quotes around a text that has a colon.",
                word=f"{key}:",
                known=", ".join(f"{one}:" for one in _CHECKS),
            )
        )
    values = [one.replace('"', "").strip() for one in re.findall(r'(?:"[^"]*"?|[^,"])+', match["values"])]
    values = [value for value in values if value]
    if not values:
        raise BadQuestion(_("Write something after “%(word)s”, without a space.", word=f"{key}:"))
    return Word(key, tuple(_CHECKS[key](value) for value in values), negated)


def _one_of(key: str, kinds: type[StrEnum]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value.casefold() not in set(kinds):
            known = ", ".join(kinds)
            raise BadQuestion(
                _("“%(value)s” is not a %(word)s. Known are %(known)s.", value=value, word=f"{key}:", known=known)
            )
        return value.casefold()

    return check


def _language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?", value):
        raise BadQuestion(_("“%(value)s” is not a language. Write its code, such as language:fr.", value=value))
    return value.lower()


def _country(value: str) -> str:
    try:
        return country_of(value)
    except UnknownCountry as error:
        raise BadQuestion(
            _("“%(value)s” is not a country. Write its two letters, such as country:FR.", value=value)
        ) from error


# What a value must be, and the form in which it is compared.
_CHECKS: dict[str, Callable[[str], str]] = {
    "kind": _one_of("kind", ContactKind),
    "language": _language,
    "country": _country,
    "beat": fold,
    "stage": _one_of("stage", Stage),
    "tag": fold,
    "owner": str.casefold,
    "organisation": fold,
}


def _condition(word: Word, now: datetime) -> sa.ColumnElement[bool]:
    if word.key is None:
        return Contact.folded.contains(word.values[0], autoescape=True)
    return _CONDITIONS[word.key](word.values, now)


def _among(column: Any, kind: type[StrEnum] | None = None) -> Callable[..., sa.ColumnElement[bool]]:
    def condition(values: tuple[str, ...], _now: datetime) -> sa.ColumnElement[bool]:
        # Never NULL: "-country:FR" must also find those whose country is not known.
        return sa.func.coalesce(column.in_([kind(value) if kind else value for value in values]), sa.false())

    return condition


def _has(table: Any, column: Any) -> Callable[..., sa.ColumnElement[bool]]:
    def condition(values: tuple[str, ...], _now: datetime) -> sa.ColumnElement[bool]:
        return Contact.id.in_(sa.select(table.contact_id).where(column.in_(values)))

    return condition


def _works_at(values: tuple[str, ...], _now: datetime) -> sa.ColumnElement[bool]:
    named = sa.or_(*(Organisation.folded_name.contains(value, autoescape=True) for value in values))
    at = sa.select(Affiliation.contact_id).join(Affiliation.organisation).where(Affiliation.to_on.is_(None), named)
    return Contact.id.in_(at)


def _is_owned(values: tuple[str, ...], now: datetime) -> sa.ColumnElement[bool]:
    owned = sa.select(Claim.contact_id).join(Claim.owner).where(User.folded_email.in_(values), Claim.expires_at > now)
    return Contact.id.in_(owned)


_CONDITIONS: dict[str, Callable[..., sa.ColumnElement[bool]]] = {
    "kind": _among(Contact.kind, ContactKind),
    "language": _has(ContactLanguage, ContactLanguage.language),
    "country": _among(Contact.country),
    "beat": _has(ContactBeat, ContactBeat.folded_beat),
    "stage": _among(Contact.stage, Stage),
    "tag": _has(ContactTag, ContactTag.folded_tag),
    "owner": _is_owned,
    "organisation": _works_at,
}
