"""How the audit tells what was done with imports."""

from outreach.audit.wording import add_words
from outreach.i18n import _l

add_words(
    {
        "file": _l("file"),
        "import": _l("import"),
        "import.done": _l("imported a file"),
        "import.row_left_out": _l("left a row of an import out"),
        "import.row_settled": _l("settled a row of an import"),
        "row": _l("row"),
        "rows": _l("rows"),
        "subject": _l("subject"),
    }
)
