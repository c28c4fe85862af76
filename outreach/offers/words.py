"""How the audit tells what was done with offers."""

from outreach.audit.wording import add_words
from outreach.i18n import _l

add_words(
    {
        "after": _l("after"),
        "before": _l("before"),
        "offer": _l("offer of help"),
        "offer.moved": _l("moved an offer of help"),
    }
)
