"""Changes of mailings: drafting and checking, approving, and the run itself."""

from outreach.mailings.services.approving import APPROVED_ALONE, approve_mailing
from outreach.mailings.services.drafting import check_mailing, create_mailing, leave_out, take_in
from outreach.mailings.services.running import (
    HOLD_SECONDS,
    cancel_mailing,
    finish_mailings,
    pause_mailing,
    resume_mailing,
    settle_uncertain,
    start_mailing,
    take_back,
)

__all__ = [
    "APPROVED_ALONE",
    "HOLD_SECONDS",
    "approve_mailing",
    "cancel_mailing",
    "check_mailing",
    "create_mailing",
    "finish_mailings",
    "leave_out",
    "pause_mailing",
    "resume_mailing",
    "settle_uncertain",
    "start_mailing",
    "take_back",
    "take_in",
]
