"""What subjects, states and verdicts of imports are called on pages, and how the audit tells of them."""

from outreach.audit.wording import add_words
from outreach.i18n import _l
from outreach.imports.models import ImportState, ImportSubject, Verdict
from outreach.web import labels

labels.register(
    ImportSubject, {ImportSubject.CONTACTS: _l("People"), ImportSubject.INTERACTIONS: _l("A log of what was said")}
)
labels.register(
    ImportState,
    {
        ImportState.CHECKED: _l("Looked at, not imported yet"),
        ImportState.DONE: _l("Imported"),
        ImportState.UNDONE: _l("Taken back"),
    },
    {ImportState.CHECKED: "warn", ImportState.DONE: "good"},
)
labels.register(
    Verdict,
    {
        Verdict.NEW: _l("New"),
        Verdict.CHANGES: _l("Changes"),
        Verdict.SAME: _l("Nothing new"),
        Verdict.DOUBLE: _l("Double"),
        Verdict.STOPPED: _l("Left out"),
        Verdict.BLANK: _l("Blank"),
        Verdict.WAITING: _l("Waits for you"),
    },
    {
        Verdict.NEW: "good",
        Verdict.CHANGES: "info",
        Verdict.DOUBLE: "warn",
        Verdict.STOPPED: "bad",
        Verdict.WAITING: "warn",
    },
)
add_words(
    {
        "contact": _l("contact"),
        "file": _l("file"),
        "import": _l("import"),
        "import.discarded": _l("threw a list away"),
        "import.done": _l("imported a list"),
        "import.row_left_out": _l("left a row of a log out"),
        "import.row_settled": _l("settled a row of a log"),
        "row": _l("row"),
        "rows": _l("rows"),
        "subject": _l("subject"),
    }
)
