"""Filling a template for one recipient after another.

The words of a version are taken apart once: Markdown becomes HTML with a mark where each value goes, and a recipient only
costs the joining of the pieces. So a value is never read as Markdown, as HTML or as a field, whatever it holds.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from outreach.i18n import _
from outreach.mail_templates import fields, isolation
from outreach.mail_templates.closing import closing_line
from outreach.mail_templates.errors import FaultyTemplate, MissingValue
from outreach.mail_templates.fields import Shape
from outreach.mail_templates.markdown import to_html, to_text
from outreach.mail_templates.parsing import Condition, Node, Place, Text, parse

MOST_FORMS = 64
_HREF = re.compile(r'href="([^"]*)"')
_ABSOLUTE = re.compile(r"https?://[^/]|mailto:.", re.IGNORECASE)

Values = Mapping[str, str | None]
Flat = tuple[Text | Place, ...]


@dataclass(frozen=True)
class Rendered:
    """What one recipient reads."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class _Form:
    """The body with its conditions settled: pieces of text and HTML around places, the HTML's knowing if one is a link's target."""

    text: tuple[str | Place, ...]
    html: tuple[str | tuple[Place, bool], ...]


class Words:
    """The subject and body of one template version in one language, ready to be filled.

    Where the body does not say how to make us stop, a line that does is added at its end.
    """

    def __init__(self, subject: str, body: str, language: str) -> None:
        """Take the words apart.

        Raises:
            FaultyTemplate: they cannot be understood; every fault has its sentence.
        """
        self.language = language
        self._subject, self._body = _parse_both(subject, body)
        if "unsubscribe_url" not in _keys(self._body):
            self._body = (*self._body, Text("\n\n---\n\n"), *parse(closing_line(language)))
        self.keys = frozenset(_keys(self._subject) | _keys(self._body))
        self._mark = f"q{secrets.token_hex(6)}x"
        self._forms: dict[tuple[bool, ...], _Form] = {}

    def check_links(self) -> None:
        """Raise FaultyTemplate unless every link leads to a whole address; for a template about to be kept."""
        for filled in (True, False):
            self._form_of(dict.fromkeys(self.keys, "x" if filled else None))

    def render(self, values: Values) -> Rendered:
        """Return what the recipient with these `values` reads.

        Raises:
            MissingValue: a field has no value and no fallback.
        """
        form = self._form_of(values)
        return Rendered(
            subject="".join(_plain(part, values) for part in _flat(self._subject, values)).strip(),
            text="".join(part if isinstance(part, str) else self._in_text(part, values) for part in form.text),
            html="".join(part if isinstance(part, str) else self._in_html(*part, values) for part in form.html),
        )

    def _form_of(self, values: Values) -> _Form:
        key = tuple(bool(values.get(node.key)) for node in self._body if isinstance(node, Condition))
        form = self._forms.get(key)
        if form is None:
            form = self._made(_flat(self._body, values))
            if len(self._forms) < MOST_FORMS:
                self._forms[key] = form
        return form

    def _made(self, nodes: Flat) -> _Form:
        places = [node for node in nodes if isinstance(node, Place)]
        numbers = iter(range(len(places)))
        marked = "".join(node.text if isinstance(node, Text) else f"{self._mark}{next(numbers)}z" for node in nodes)
        html = to_html(marked, self.language)
        self._refuse_links(html, places)
        return _Form(self._text_pieces(to_text(marked), places), self._html_pieces(html, places))

    def _text_pieces(self, text: str, places: list[Place]) -> tuple[str | Place, ...]:
        parts = re.split(f"{self._mark}(\\d+)z", text)
        return tuple(places[int(part)] if at % 2 else part for at, part in enumerate(parts))

    def _html_pieces(self, html: str, places: list[Place]) -> tuple[str | tuple[Place, bool], ...]:
        pieces: list[str | tuple[Place, bool]] = []
        in_tag = False
        for at, part in enumerate(re.split(f"{self._mark}(\\d+)z", html)):
            if at % 2:
                pieces.append((places[int(part)], in_tag))
            else:
                in_tag = part.rfind("<") > part.rfind(">") or (in_tag and ">" not in part)
                pieces.append(part)
        return tuple(pieces)

    def _refuse_links(self, html: str, places: list[Place]) -> None:
        faults = []
        for target in _HREF.findall(html):
            marks = re.findall(f"{self._mark}(\\d+)z", target)
            shapes = {fields.BY_KEY[places[int(mark)].key].shape for mark in marks}
            alone = bool(re.fullmatch(f"{self._mark}\\d+z", target))
            to_mailbox = target.startswith("mailto:") and shapes <= {Shape.EMAIL}
            if not ((alone and shapes == {Shape.LINK}) or to_mailbox or (not marks and _ABSOLUTE.match(target))):
                shown = re.sub(f"{self._mark}(\\d+)z", lambda match: "{{ " + places[int(match[1])].key + " }}", target)
                faults.append(
                    _(
                        "A link leads to “%(target)s”. Write a whole address, such as https://…, or a field that is one, such as {{ petition_url }}.",
                        target=shown,
                    )
                )
        if faults:
            raise FaultyTemplate(faults)

    def _in_text(self, place: Place, values: Values) -> str:
        return isolation.in_text(_plain(place, values), fields.BY_KEY[place.key].shape, self.language)

    def _in_html(self, place: Place, in_tag: bool, values: Values) -> str:
        value = _plain(place, values)
        if in_tag:
            return escape(value, quote=True)
        # A fallback is words, even where the field would be a link.
        shape = fields.BY_KEY[place.key].shape if values.get(place.key) else Shape.WORDS
        return isolation.in_html(value, shape, self.language)


@lru_cache(maxsize=128)
def words(subject: str, body: str, language: str) -> Words:
    """Return the words taken apart; those used again and again are kept so."""
    return Words(subject, body, language)


def _parse_both(subject: str, body: str) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    faults: list[str] = []
    parsed: list[tuple[Node, ...]] = []
    for name, text in ((_("Subject"), subject), (_("Text"), body)):
        try:
            parsed.append(parse(text))
        except FaultyTemplate as error:
            faults += [f"{name}: {fault}" for fault in error.faults]
    if faults:
        raise FaultyTemplate(faults)
    return parsed[0], parsed[1]


def _keys(nodes: Iterable[Node]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Condition):
            found |= {node.key} | _keys(node.filled) | _keys(node.empty)
        elif isinstance(node, Place):
            found.add(node.key)
    return found


def _flat(nodes: Iterable[Node], values: Values) -> Flat:
    flat: list[Text | Place] = []
    for node in nodes:
        if isinstance(node, Condition):
            flat += node.filled if values.get(node.key) else node.empty
        else:
            flat.append(node)
    return tuple(flat)


def _plain(part: Text | Place, values: Values) -> str:
    if isinstance(part, Text):
        return part.text
    value = values.get(part.key) or part.fallback
    if value is None:
        raise MissingValue(part.key)
    return value
