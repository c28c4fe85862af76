"""How the audit tells what was done with mailings."""

from outreach.audit.wording import add_words
from outreach.i18n import _l

add_words(
    {
        "arrived": _l("arrived"),
        "by": _l("by"),
        "frozen": _l("mails frozen"),
        "mailing": _l("mailing"),
        "mailing.approved": _l("approved a mailing"),
        "mailing.cancelled": _l("cancelled a mailing"),
        "mailing.created": _l("drafted a mailing"),
        "mailing.paused": _l("paused a mailing"),
        "mailing.resumed": _l("let a mailing go on"),
        "mailing.settled": _l("settled an uncertain mail"),
        "mailing.started": _l("started a mailing"),
        "mailing.taken_back": _l("took a mailing back"),
        "mails": _l("mails"),
        "recipient": _l("recipient"),
        "recipients": _l("recipients"),
    }
)
