"""Names of the kinds of inbound mail, as people read them."""

from outreach.i18n import _l
from outreach.inbox.models import InboundKind

KIND_NAMES = {
    InboundKind.REPLY: _l("Reply"),
    InboundKind.AUTO_REPLY: _l("Automatic reply"),
    InboundKind.BOUNCE: _l("Bounce"),
    InboundKind.COMPLAINT: _l("Complaint"),
    InboundKind.UNSORTED: _l("Whose is it?"),
}
KIND_TONES = {
    InboundKind.REPLY: "good",
    InboundKind.AUTO_REPLY: "neutral",
    InboundKind.BOUNCE: "bad",
    InboundKind.COMPLAINT: "bad",
    InboundKind.UNSORTED: "warn",
}
