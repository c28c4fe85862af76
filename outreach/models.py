"""All tables of all slices, imported for the migrations, the tests and the mapper."""

from outreach.accounts import models as accounts
from outreach.audit import models as audit
from outreach.contacts import models as contacts
from outreach.imports import models as imports
from outreach.inbox import models as inbox
from outreach.interactions import models as interactions
from outreach.jobs import models as jobs
from outreach.mail_templates import models as mail_templates
from outreach.mailings import models as mailings
from outreach.offers import models as offers
from outreach.outbox import models as outbox
from outreach.petitions import models as petitions
from outreach.security import models as security
from outreach.suppressions import models as suppressions

__all__ = [
    "accounts",
    "audit",
    "contacts",
    "imports",
    "inbox",
    "interactions",
    "jobs",
    "mail_templates",
    "mailings",
    "offers",
    "outbox",
    "petitions",
    "security",
    "suppressions",
]
