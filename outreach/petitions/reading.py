"""Reading a petition from a text or Markdown file as its author published it: nothing is lost, nothing reworded."""

import re
from dataclasses import dataclass

from outreach.i18n import _
from outreach.petitions.counter_lines import goal_of
from outreach.petitions.errors import UnreadableFile

LARGEST_FILE_BYTES = 500_000
LONGEST_TITLE = 200
# A counter line stands near the title, or by itself between blank lines.
_TOP_LINES = 5
# An appeal stands near the end: further up it belongs to the story.
_LAST_PARAGRAPHS = 5
# How files were saved before UTF-8. Uyghur and Kazakh had too many ways for a guess to be worth anything.
_OLD_ENCODINGS = {"en": "cp1252", "fr": "cp1252", "de": "cp1252", "tr": "cp1254", "zh": "gb18030"}
# Controls, and marks that turn the reading order of all that follows. Joiners and single direction marks are letters' business.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WHO_HELPS = re.compile(
    r"journalist|reporter|lawyer|attorney|avocat|juriste|humanist|anw[aä]lt|menschenrechtl|gazeteci|avukat"
    r"|记者|律师|記者|律師|مۇخبىر|ژۇرنالىست|ئادۋوكات|журналист|адвокат|заңгер",
    re.IGNORECASE,
)
_HOW_TO_ANSWER = re.compile(
    r"@|mail|courriel|contact|kontakt|write|écri|ecri|schreib|help|aid|helf|yaz|yardım|邮|联系|帮|خەت|ياردەم|жаз|көмек",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(r"^\W*(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.\w+\W*$")


@dataclass(frozen=True)
class Reading:
    """A petition as read from a file. `goal` is None, and `counter_line` empty, where the file names none."""

    title: str
    story: str
    appeal: str
    closing: str
    counter_line: str
    goal: int | None


def read_petition(content: bytes, language: str) -> Reading:
    """Return the petition in `content`, a text or Markdown file written in `language`.

    The first line is the title. A counter line of an old host gives the goal. A closing appeal to those who can help
    becomes `appeal`, and what stands behind it `closing`. All else is the story, unchanged but for its line ends.

    Raises:
        UnreadableFile: it is empty, too large, no text, holds hidden characters, or has a title and nothing else.
    """
    lines = _decoded(content, language).split("\n")
    _refuse_hidden(lines)
    counter_at = _counter_line(lines)
    counter_line = "" if counter_at is None else lines.pop(counter_at).strip()
    title, body = _title_and_body(lines)
    story, appeal, closing = _parts(body)
    if not story:
        raise UnreadableFile(_("The file has a title and no text below it. Add the petition’s text."))
    return Reading(title, story, appeal, closing, counter_line, goal_of(counter_line))


def _decoded(content: bytes, language: str) -> str:
    if len(content) > LARGEST_FILE_BYTES:
        raise UnreadableFile(_("The file is larger than 500 kB. Give the petition’s text alone, without pictures."))
    text = _text(content, language)
    if not text.strip():
        raise UnreadableFile(_("The file is empty. Write the title in its first line and the text below."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(content: bytes, language: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise UnreadableFile(_("This is not a text file. Save the petition as plain text or Markdown."))
    else:
        encodings = ["utf-8-sig", *([_OLD_ENCODINGS[language]] if language in _OLD_ENCODINGS else [])]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("The letters in this file cannot be read. Save it as text in UTF-8."))


def _refuse_hidden(lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        found = _HIDDEN.search(line)
        if found:
            raise UnreadableFile(
                _(
                    "Line %(line)s holds a hidden character (U+%(code)s). Type the line again instead of pasting it.",
                    line=number,
                    code=f"{ord(found.group()):04X}",
                )
            )


def _counter_line(lines: list[str]) -> int | None:
    """Return where the counter line is. The very first line is the title, unless there is another for it."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for place, at in enumerate(filled):
        alone = not _line(lines, at - 1) and not _line(lines, at + 1)
        if (place < _TOP_LINES or alone) and goal_of(lines[at]) is not None:
            return at
    return None


def _line(lines: list[str], at: int) -> str:
    return lines[at].strip() if 0 <= at < len(lines) else ""


def _title_and_body(lines: list[str]) -> tuple[str, list[str]]:
    at = next((place for place, line in enumerate(lines) if line.strip()), None)
    if at is None:
        raise UnreadableFile(_("The file has no title. Write it in the first line."))
    title = re.sub(r"^#{1,6}\s+(.*?)(?:\s+#+)?$", r"\1", lines[at].strip())
    if len(title) > LONGEST_TITLE:
        raise UnreadableFile(
            _(
                "The first line is the title, and has %(length)s characters. Shorten it to at most %(most)s.",
                length=len(title),
                most=LONGEST_TITLE,
            )
        )
    rest = lines[at + 1 :]
    # Markdown's other way to mark a title is a line of equals signs under it.
    return title, rest[1:] if rest and re.fullmatch(r"={3,}\s*", rest[0]) else rest


def _parts(body: list[str]) -> tuple[str, str, str]:
    """Return story, appeal and closing; the last two are empty where there is no appeal."""
    spans = _paragraphs(body)
    for begin, end in reversed(spans[1:][-_LAST_PARAGRAPHS:]):
        if _is_appeal(body[begin:end]):
            after = _with_address_below(body, spans, end)
            return _joined(body[:begin]), _joined(body[begin:after]), _joined(body[after:])
    return _joined(body), "", ""


def _paragraphs(lines: list[str]) -> list[tuple[int, int]]:
    """Return where each run of filled lines begins and ends."""
    spans: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        if spans and spans[-1][1] == at:
            spans[-1] = spans[-1][0], at + 1
        else:
            spans.append((at, at + 1))
    return spans


def _is_appeal(lines: list[str]) -> bool:
    text = "\n".join(lines)
    return bool(re.search("[?？؟]", text) and _WHO_HELPS.search(text) and _HOW_TO_ANSWER.search(text))


def _with_address_below(body: list[str], spans: list[tuple[int, int]], end: int) -> int:
    """Return the end of an appeal that ends at `end`, moved behind a line with nothing but an address, if one follows."""
    following = next(((begin, stop) for begin, stop in spans if begin > end), None)
    if following and following[1] - following[0] == 1 and _ADDRESS_LINE.match(body[following[0]]):
        return following[1]
    return end


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") if any(line.strip() for line in lines) else ""
