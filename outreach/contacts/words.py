"""How the audit tells what was done with contacts."""

from outreach.audit.wording import add_words
from outreach.i18n import _l

add_words(
    {
        "contact": _l("contact"),
        "owner": _l("looked after by"),
        "reason": _l("reason"),
        "contact.added": _l("added a contact"),
        "contact.changed": _l("changed a contact"),
        "contact.handed_over": _l("handed a contact over"),
        "contact.released": _l("made a contact free"),
        "contact.stage_set": _l("set a contact's stage by hand"),
        "contacts.exported": _l("exported contacts"),
    }
)
