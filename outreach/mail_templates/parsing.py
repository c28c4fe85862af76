"""The language of templates: places `{{ first_name | fallback: "…" }}` and one condition; nothing in it is ever run.

    Dear {{ full_name | fallback: "friend" }},
    {% if organisation %}We know your work at {{ organisation }}.{% else %}We know your work.{% endif %}

A condition holds when its field has a value. Conditions do not nest. A line that holds nothing but `{% … %}` leaves no
empty line behind. French words do the same: `à défaut`, `{% si … %}`, `{% sinon %}`, `{% fin %}`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from outreach.i18n import _
from outreach.mail_templates import fields
from outreach.mail_templates.errors import FaultyTemplate, TemplateFault


@dataclass(frozen=True)
class Text:
    """Words as the author wrote them."""

    text: str


@dataclass(frozen=True)
class Place:
    """Where a value goes: the field's key, and what stands there when it has none."""

    key: str
    fallback: str | None = None


@dataclass(frozen=True)
class Condition:
    """Two ways to go on: with a value of the field `key`, and without."""

    key: str
    filled: tuple[Text | Place, ...]
    empty: tuple[Text | Place, ...] = ()


Node = Text | Place | Condition

_TAG = re.compile(r"\{\{|\{%")
_NAME = r"(?P<name>[^\W\d][\w\u0300-\u036f \t’'-]*?)"
# Telephones and word processors turn quotes into these.
_QUOTED = "|".join(f"{begin}[^{end}]*{end}" for begin, end in ('""', "''", "“”", "„“", "«»", "‘’"))
_PLACE = re.compile(
    rf"\{{\{{\s*{_NAME}\s*(?:\|\s*(?:fallback|à défaut|a defaut)\s*:\s*(?P<fallback>{_QUOTED})\s*)?\}}\}}",
    re.IGNORECASE,
)
_IF = re.compile(rf"\{{%\s*(?:if|si)\s+{_NAME}\s*%\}}", re.IGNORECASE)
_ELSE = re.compile(r"\{%\s*(?:else|sinon)\s*%\}", re.IGNORECASE)
_END = re.compile(r"\{%\s*(?:endif|end|fin|finsi)\s*%\}", re.IGNORECASE)
_ALONE = re.compile(r"^[ \t]*(\{%[^%\n]*%\})[ \t]*(?:\n|\Z)", re.MULTILINE)


def parse(text: str) -> tuple[Node, ...]:
    """Return `text` as nodes, in order.

    Raises:
        FaultyTemplate: a field is unknown, a brace or a condition is not closed; every fault is told with its place.
    """
    reader = _Reader(text)
    nodes = reader.read()
    if reader.faults:
        raise FaultyTemplate(reader.faults)
    return nodes


@dataclass
class _Open:
    """A condition that has begun."""

    key: str
    at: int
    filled: list[Text | Place]
    empty: list[Text | Place] | None = None


class _Reader:
    """Reads one text from front to back and goes on after a fault, so that all of them are told at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: list[Node] = []
        self.open: _Open | None = None
        self.faults: list[TemplateFault] = []
        # The end of a line that only held a tag is passed over together with the tag.
        self.alone = {match.start(1): match for match in _ALONE.finditer(text)}

    def read(self) -> tuple[Node, ...]:
        at = 0
        for tag in self._tags():
            if tag < at:
                continue
            alone = self.alone.get(tag)
            self._add_text(self.text[at : alone.start() if alone else tag])
            end = self._read_tag(tag)
            at = alone.end() if alone and end == alone.end(1) else end
        self._add_text(self.text[at:])
        if self.open:
            self._fault(self.open.at, _("This condition has no end. Write {% endif %} where it ends."))
        return tuple(self.nodes)

    def _tags(self) -> Iterator[int]:
        return (match.start() for match in _TAG.finditer(self.text))

    def _read_tag(self, at: int) -> int:
        """Take in what begins at `at`; return where the text goes on."""
        for pattern, take in ((_PLACE, self._place), (_IF, self._if), (_ELSE, self._else), (_END, self._end)):
            match = pattern.match(self.text, at)
            if match:
                take(match)
                return match.end()
        return self._unreadable(at)

    def _place(self, match: re.Match[str]) -> None:
        key = self._key(match)
        quoted = match["fallback"]
        if key:
            self._add(Place(key, quoted[1:-1].strip("\u00a0\u202f ") if quoted and quoted[0] == "«" else _bare(quoted)))

    def _if(self, match: re.Match[str]) -> None:
        if self.open:
            self._fault(match.start(), _("A condition cannot stand inside another. End the first one before it."))
            return
        self.open = _Open(self._key(match) or "", match.start(), [])

    def _else(self, match: re.Match[str]) -> None:
        if self.open is None or self.open.empty is not None:
            self._fault(match.start(), _("This {% else %} belongs to no condition."))
        else:
            self.open.empty = []

    def _end(self, match: re.Match[str]) -> None:
        if self.open is None:
            self._fault(match.start(), _("This {% endif %} belongs to no condition."))
            return
        done, self.open = self.open, None
        self.nodes.append(Condition(done.key, tuple(done.filled), tuple(done.empty or ())))

    def _add_text(self, text: str) -> None:
        if text:
            self._add(Text(text))

    def _add(self, node: Text | Place) -> None:
        if self.open is None:
            self.nodes.append(node)
        elif self.open.empty is None:
            self.open.filled.append(node)
        else:
            self.open.empty.append(node)

    def _key(self, match: re.Match[str]) -> str | None:
        """Return the key of the field a tag names; note a fault when there is none of that name."""
        name = match["name"]
        key = fields.key_named(name)
        if key is None:
            near = fields.closest(name)
            self._fault(
                match.start("name"),
                _("There is no field “%(name)s”. Did you mean “%(near)s”?", name=name, near=near)
                if near
                else _("There is no field “%(name)s”. The list of fields shows all there are.", name=name),
            )
        return key

    def _unreadable(self, at: int) -> int:
        close = "}}" if self.text.startswith("{{", at) else "%}"
        end = self.text.find(close, at)
        opened_again = _TAG.search(self.text, at + 2)
        if end == -1 or (opened_again and opened_again.start() < end):
            self._fault(at, _("These braces are not closed. Write %(close)s behind the name.", close=close))
            return at + 2
        example = '{{ first_name | fallback: "…" }}' if close == "}}" else "{% if first_name %}…{% else %}…{% endif %}"
        self._fault(at, _("This cannot be read. Write it as %(example)s.", example=example))
        return end + 2

    def _fault(self, at: int, sentence: str) -> None:
        before = self.text[:at]
        self.faults.append(TemplateFault(sentence, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1))


def _bare(quoted: str | None) -> str | None:
    return None if quoted is None else quoted[1:-1]
