"""How offers are told on pages."""

from outreach.i18n import _l
from outreach.offers.models import OfferRole, OfferState

ROLES = {
    OfferRole.JOURNALIST: _l("Journalist"),
    OfferRole.LAWYER: _l("Lawyer"),
    OfferRole.NGO: _l("NGO or association"),
    OfferRole.OFFICIAL: _l("Elected or public office"),
    OfferRole.TRANSLATOR: _l("Translator"),
    OfferRole.WITNESS: _l("Witness"),
    OfferRole.OTHER: _l("Something else"),
}
STATES = {
    OfferState.NEW: _l("New"),
    OfferState.VETTING: _l("Being looked into"),
    OfferState.ACCEPTED: _l("Accepted"),
    OfferState.THANKED: _l("Thanked"),
    OfferState.DECLINED: _l("Declined"),
}
MOVES = {
    OfferState.VETTING: _l("Look into it"),
    OfferState.ACCEPTED: _l("Accept, and make a contact"),
    OfferState.THANKED: _l("Thanked"),
    OfferState.DECLINED: _l("Decline"),
}
