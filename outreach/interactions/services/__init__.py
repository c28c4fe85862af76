"""Changes to the log and the next steps. One function per intention; none commits."""

from outreach.interactions.services.follow_ups import (
    add_follow_up,
    complete_follow_up,
    drop_follow_up,
    postpone_follow_up,
    reopen_follow_up,
)
from outreach.interactions.services.logging import log_interaction
from outreach.interactions.services.mails import SentMail, record_reply, record_sent_mails

__all__ = [
    "SentMail",
    "add_follow_up",
    "complete_follow_up",
    "drop_follow_up",
    "log_interaction",
    "postpone_follow_up",
    "record_reply",
    "record_sent_mails",
    "reopen_follow_up",
]
