"""What the pages of mailings share: the blueprint, the words for states, and finding a mailing."""

from flask import Blueprint, abort

from outreach.i18n import _l
from outreach.mailings import queries
from outreach.mailings.models import Mailing, MailingState

bp = Blueprint("mailings", __name__, url_prefix="/desk/mailings")

# The words for a mailing's state, and the tone of its badge.
MAILING_STATES = {
    MailingState.DRAFT: (_l("Draft"), "neutral"),
    MailingState.APPROVED: (_l("Approved"), "info"),
    MailingState.SCHEDULED: (_l("Scheduled"), "info"),
    MailingState.SENDING: (_l("Sending"), "info"),
    MailingState.PAUSED: (_l("Paused"), "warn"),
    MailingState.SENT: (_l("Sent"), "good"),
    MailingState.CANCELLED: (_l("Cancelled"), "bad"),
}
# The same for one recipient.
RECIPIENT_STATES = {
    "included": (_l("Gets the mail"), "good"),
    "stopped": (_l("Stopped"), "warn"),
    "left_out": (_l("Left out"), "neutral"),
    "held": (_l("Approved"), "info"),
    "queued": (_l("Waiting"), "info"),
    "sending": (_l("Leaving"), "info"),
    "sent": (_l("Sent"), "good"),
    "deferred": (_l("Tried again later"), "warn"),
    "refused": (_l("Refused"), "bad"),
    "uncertain": (_l("Uncertain"), "warn"),
    "skipped": (_l("Not sent"), "warn"),
    "cancelled": (_l("Cancelled"), "neutral"),
}


def mailing_or_404(mailing_id: int) -> Mailing:
    """Return the mailing with its template and author, or end the request."""
    return queries.mailing_by_id(mailing_id) or abort(404)
