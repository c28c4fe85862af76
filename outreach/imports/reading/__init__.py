"""From the bytes of a file to the rows of a table, as text: encoding, separator, quotes, and what makes a file unreadable."""

from outreach.imports.reading.encodings import decoded
from outreach.imports.reading.separators import separator_of
from outreach.imports.reading.tables import Row, Table, table_of

__all__ = ["Row", "Table", "read_table"]


def read_table(content: bytes) -> Table:
    """Return the table in `content`, a CSV file in any usual encoding and with any usual separator.

    Raises:
        UnreadableFile: there is no table in it, or one that is too large; the sentence says what to do.
    """
    text, encoding = decoded(content)
    text, separator = separator_of(text)
    return table_of(text, encoding, separator)
