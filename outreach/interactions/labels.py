"""What channels, directions, outcomes and kinds of follow-up are called on pages."""

from outreach.i18n import _l
from outreach.interactions.models import Channel, Direction, FollowUpKind, Outcome
from outreach.web import labels

labels.register(
    Channel,
    {
        Channel.CALL: _l("Call"),
        Channel.MEETING: _l("Meeting"),
        Channel.SIGNAL: _l("Signal"),
        Channel.WHATSAPP: _l("WhatsApp"),
        Channel.EMAIL: _l("E-mail"),
        Channel.LETTER: _l("Letter"),
        Channel.SOCIAL: _l("Social network"),
        Channel.NOTE: _l("Note"),
    },
)
labels.register(
    Direction,
    {
        Direction.OUTGOING: _l("From us"),
        Direction.INCOMING: _l("From them"),
        Direction.BOTH: _l("Both spoke"),
    },
)
labels.register(
    Outcome,
    {
        Outcome.NO_ANSWER: _l("No answer"),
        Outcome.INTERESTED: _l("Interested"),
        Outcome.ASKS_FOR_MORE: _l("Asks for more"),
        Outcome.DECLINED: _l("Declined"),
        Outcome.WRONG_PERSON: _l("Wrong person"),
        Outcome.PUBLISHED: _l("Published"),
        Outcome.TOOK_THE_CASE: _l("Took the case"),
        Outcome.OPTED_OUT: _l("Asked not to be contacted"),
    },
    {
        Outcome.INTERESTED: "info",
        Outcome.ASKS_FOR_MORE: "warn",
        Outcome.PUBLISHED: "good",
        Outcome.TOOK_THE_CASE: "good",
        Outcome.OPTED_OUT: "bad",
    },
)
labels.register(
    FollowUpKind,
    {FollowUpKind.PROMISE: _l("We promised"), FollowUpKind.CHASE: _l("Remind them")},
    {FollowUpKind.PROMISE: "warn"},
)
