"""From bytes to text. UTF-8 and UTF-16 say what they are; the older encodings are told apart by how their text looks."""

import codecs
import re
from typing import Any

from charset_normalizer import from_bytes

from outreach.i18n import _, _l
from outreach.imports.errors import UnreadableFile

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Excel writes on the computers our lists come from: Western and Turkish Windows, old Macs, Chinese Windows.
_OLDER = ["cp1252", "mac_roman", "cp1254", "gb18030"]
_SAVE_AS_CSV = _l("Open it in the spreadsheet program, save it as CSV (UTF-8), and import that file.")
_BEGINNINGS: tuple[tuple[bytes, Any], ...] = (
    (b"PK\x03\x04", _l("This is a spreadsheet file (XLSX or ODS), which cannot be read yet.")),
    (b"\xd0\xcf\x11\xe0", _l("This is an old Excel file (XLS), which cannot be read yet.")),
    (b"BEGIN:VCARD", _l("This is an address book (vCard), which cannot be read yet.")),
    (b"%PDF", _l("This is a PDF, which holds no table that a program can read.")),
)
# Tab, line feed, vertical tab (Excel's line break in a cell), form feed and carriage return are text; the rest is not.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 4_000


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text in `content` and the name of its encoding.

    Raises:
        UnreadableFile: it is empty, no text, or in no encoding that can be told.
    """
    _refuse_other_kinds(content)
    text, encoding = _decoded(content)
    if _BINARY.search(text):
        raise UnreadableFile(_("This file is no text, whatever its name ends in. %(then)s", then=_SAVE_AS_CSV))
    if not text.strip(" \t\r\n;,'\""):
        raise UnreadableFile(_("This file is empty. Choose the one with the list in it."))
    return text, encoding


def _refuse_other_kinds(content: bytes) -> None:
    for beginning, sentence in _BEGINNINGS:
        if content.lstrip(codecs.BOM_UTF8)[: len(beginning)].upper() == beginning:
            raise UnreadableFile(f"{sentence} {_SAVE_AS_CSV}")


def _decoded(content: bytes) -> tuple[str, str]:
    encoding = _declared(content) or _by_zeros(content)
    try:
        name = encoding or "utf-8"
        return content.decode(name), name.removesuffix("-sig")
    except UnicodeDecodeError as error:
        if encoding:
            raise UnreadableFile(_damaged(content, error)) from error
    return _by_looks(content)


def _declared(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _by_zeros(content: bytes) -> str | None:
    # UTF-16 without its mark: every other byte of Latin text, of separators and of line ends is zero.
    sample = content[:_SAMPLE]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if len(sample) % 2 or max(odd, even) * 4 < len(sample) // 2 or min(odd, even) * 10 > max(odd, even):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_looks(content: bytes) -> tuple[str, str]:
    if _is_mostly_utf8(content):
        line = content[: _first_fault(content)].count(b"\n") + 1
        raise UnreadableFile(
            _(
                "This file mixes two encodings: line %(line)d is damaged. Mend that line and save the file as UTF-8.",
                line=line,
            )
        )
    best = from_bytes(content, cp_isolation=_OLDER).best()
    for name in [*([best.encoding] if best else []), "cp1252"]:
        try:
            return content.decode(name), name
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("Nobody can tell in which encoding this file is. Save it as CSV (UTF-8), and import that."))


def _is_mostly_utf8(content: bytes) -> bool:
    """Return whether more letters hold in UTF-8 than do not: then it is UTF-8 with a scar, and no older encoding."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return len(text) - sum(map(str.isascii, text)) - broken > broken


def _first_fault(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _damaged(content: bytes, error: UnicodeDecodeError) -> str:
    line = content[: error.start].count(b"\n") + 1
    return str(
        _(
            "This file says it is %(encoding)s and is not, from line %(line)d on. Save it as CSV (UTF-8), and import that.",
            encoding=error.encoding.upper(),
            line=line,
        )
    )
