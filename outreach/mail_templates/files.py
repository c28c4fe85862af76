"""Reading a template from a file: front matter between two lines of `---`, then the text in Markdown.

    ---
    name: Appeal
    language: fr
    subject: Appel : {{ prénom | à défaut: "à la rédaction" }}
    kind: journalist
    ---
    {{ greeting }}, …

The front matter looks like YAML but is read line by line, so that a French " : " in a subject needs no quotes.
"""

from outreach.i18n import _
from outreach.mail_templates.errors import FaultyTemplate
from outreach.mail_templates.services import TemplateEntry

_NAMES = {
    "name": "name",
    "nom": "name",
    "language": "language",
    "langue": "language",
    "subject": "subject",
    "objet": "subject",
    "sujet": "subject",
    "kind": "kind",
    "type": "kind",
}
_QUOTES = {'"': '"', "'": "'"}


def read_template(text: str) -> TemplateEntry:
    """Return what `text`, the content of a file, says.

    Raises:
        FaultyTemplate: there is no front matter, or it cannot be read; a sentence for each fault.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---":
        raise FaultyTemplate(
            [
                _(
                    "The file has no front matter. Begin it with a line ---, lines with name:, language: and subject:, and a second line ---."
                )
            ]
        )
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        raise FaultyTemplate([_("The front matter has no end. Write a line --- behind it.")])
    found = _read_pairs(lines[1:end])
    return TemplateEntry(
        name=found.get("name", ""),
        language=found.get("language", ""),
        subject=found.get("subject", ""),
        kind=found.get("kind", ""),
        body="\n".join(lines[end + 1 :]).strip("\n"),
    )


def _read_pairs(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, value = line.partition(":")
        key = _NAMES.get(name.strip().lower())
        if not colon:
            faults.append(_("Line %(number)d: write it as a name, a colon and a value.", number=number))
        elif key is None:
            faults.append(
                _(
                    "Line %(number)d: “%(name)s” is not known. There are name, language, subject and kind.",
                    number=number,
                    name=name.strip(),
                )
            )
        else:
            found[key] = _unquoted(value.strip())
    if faults:
        raise FaultyTemplate(faults)
    return found


def _unquoted(value: str) -> str:
    quote = value[:1]
    if len(value) > 1 and _QUOTES.get(quote) == value[-1]:
        inner = value[1:-1]
        return inner.replace('\\"', '"').replace("\\\\", "\\") if quote == '"' else inner.replace("''", "'")
    return value
