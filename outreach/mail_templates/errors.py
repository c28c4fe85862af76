"""What can be wrong with a template, and with the values put into it."""

from collections.abc import Sequence

from outreach.errors import OutreachError
from outreach.i18n import _


class TemplateFault(OutreachError):
    """One fault in a template's words, at a line and a column, both counted from 1."""

    def __init__(self, sentence: str, line: int, column: int) -> None:
        """Keep where it is, and put that before the sentence."""
        self.line = line
        self.column = column
        super().__init__(
            _("Line %(line)d, column %(column)d: %(sentence)s", line=line, column=column, sentence=sentence)
        )


class FaultyTemplate(OutreachError):
    """A template cannot be kept; `faults` holds a sentence for each thing to mend, in the order of the text."""

    def __init__(self, faults: Sequence[object]) -> None:
        """Keep all sentences, and show them one per line."""
        self.faults = [str(fault) for fault in faults]
        super().__init__("\n".join(self.faults))


class MissingValue(OutreachError):
    """A field has neither a value for this recipient nor a fallback. `field` is its key."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        self.field = field
        super().__init__(_("There is nothing to put into “%(field)s”, and it has no fallback.", field=field))
