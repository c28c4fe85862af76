"""How the audit tells what was done with petitions."""

from outreach.audit.wording import add_words
from outreach.i18n import _l

add_words(
    {
        "goal": _l("goal"),
        "language": _l("language"),
        "petition": _l("petition"),
        "slug": _l("short name"),
        "version": _l("version"),
        "petition.began": _l("began a petition"),
        "petition.moved": _l("moved a petition"),
        "petition.text_written": _l("wrote a petition's text"),
    }
)
