"""What can be wrong about the log and the next steps, each with the sentence shown."""

from outreach.errors import OutreachError
from outreach.i18n import _l


class ContactOptedOut(OutreachError):
    """A follow-up was asked for with a contact who asked not to be contacted."""

    message = _l("This contact asked not to be contacted. Remove the follow-up date.")


class NotYetHappened(OutreachError):
    """An exchange was logged for a day to come."""

    message = _l("Choose the day it happened: today or a day before.")


class TooLongAgo(OutreachError):
    """An exchange was logged for a day before anybody can have had it."""

    message = _l("Check the year: this day is too long ago.")


class FollowUpBeforeExchange(OutreachError):
    """The next step was to come before the exchange it follows."""

    message = _l("Choose a follow-up day after the day of the exchange.")


class FollowUpPast(OutreachError):
    """A next step was put on a day gone by."""

    message = _l("Choose a day from today on.")


class FollowUpTooFar(OutreachError):
    """A next step was put years away, which is nearly always a slip of the keys."""

    message = _l("Choose a day within the next two years.")
