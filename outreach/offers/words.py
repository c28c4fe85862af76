"""How the audit tells what was done with offers."""

from outreach.audit.wording import add_words
from outreach.i18n import _l

add_words({"offer.moved": _l("moved an offer of help")})
