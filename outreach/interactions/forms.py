"""What people may type about an exchange and the next step."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from outreach.i18n import _, _l
from outreach.interactions import labels as _labels  # noqa: F401 - names the kinds that the fields offer
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.errors import FollowUpPast
from outreach.interactions.models import Channel, Direction, FollowUpKind, Outcome
from outreach.web.forms import BaseForm
from outreach.web.labels import choices, label

_LONG = 20_000


class InteractionForm(BaseForm):
    """Log one exchange, every part of it open."""

    channel = SelectField(_l("How"), choices=lambda: choices(Channel))
    direction = SelectField(_l("Who reached out"), choices=lambda: choices(Direction))
    outcome = SelectField(_l("What came of it"), choices=lambda: [("", _l("Nothing yet")), *choices(Outcome)])
    happened_on = DateField(_l("Date"), [InputRequired(_l("Enter the day it happened."))])
    summary = TextAreaField(_l("What was said"), [Length(max=_LONG)])
    follow_up_on = DateField(_l("Follow up on"), [Optional()])
    follow_up_kind = SelectField(_l("Next step"), choices=lambda: choices(FollowUpKind))
    follow_up_note = StringField(_l("What to do then"), [Length(max=500)])

    def __init__(self, today: date, **options: Any) -> None:
        """Take the day it is for whoever logs."""
        self.today = today
        options.setdefault("happened_on", today)
        super().__init__(**options)

    def validate_follow_up_on(self, field: DateField) -> None:
        """Refuse a next step on a day gone by: lists of old may have them, a form may not."""
        if field.data and field.data < self.today:
            raise ValidationError(str(FollowUpPast()))

    def entry(self) -> InteractionEntry:
        """Return what was typed."""
        return InteractionEntry(
            channel=Channel(self.channel.data),
            direction=Direction(self.direction.data),
            happened_on=self.happened_on.data,
            outcome=Outcome(self.outcome.data) if self.outcome.data else None,
            summary=self.summary.data or "",
            follow_up_on=self.follow_up_on.data,
            follow_up_kind=FollowUpKind(self.follow_up_kind.data),
            follow_up_note=self.follow_up_note.data or "",
        )


@dataclass(frozen=True)
class Answer:
    """One of the big buttons of the quick log: who reached out and what came of it."""

    direction: Direction
    outcome: Outcome | None
    text: Any = None

    @property
    def label(self) -> str:
        """Return what the button says."""
        return str(self.text) if self.text else label(self.outcome)


ANSWERS = {
    "no-answer": Answer(Direction.OUTGOING, Outcome.NO_ANSWER),
    "wrote": Answer(Direction.OUTGOING, None, _l("We wrote or left word")),
    "heard": Answer(Direction.INCOMING, None, _l("They wrote or rang")),
    "interested": Answer(Direction.BOTH, Outcome.INTERESTED),
    "asks-for-more": Answer(Direction.BOTH, Outcome.ASKS_FOR_MORE),
    "published": Answer(Direction.INCOMING, Outcome.PUBLISHED),
    "took-the-case": Answer(Direction.BOTH, Outcome.TOOK_THE_CASE),
    "declined": Answer(Direction.BOTH, Outcome.DECLINED),
    "wrong-person": Answer(Direction.BOTH, Outcome.WRONG_PERSON),
    "opted-out": Answer(Direction.INCOMING, Outcome.OPTED_OUT),
}
# The next step, in days from today; the day itself may be chosen instead.
NEXT_DAYS = {1: _l("Tomorrow"), 3: _l("In 3 days"), 7: _l("In a week"), 14: _l("In two weeks")}
_NEXT_PRESSES = frozenset(map(str, NEXT_DAYS))
# What we owe when they asked for something; else it is for us to remind them.
_OWED = frozenset({"asks-for-more", "heard"})
# Ways that are chosen with one tap; the full form has the others.
QUICK_CHANNELS = (Channel.CALL, Channel.MEETING, Channel.SIGNAL, Channel.WHATSAPP, Channel.EMAIL)


class QuickForm(BaseForm):
    """The last of the three taps: when the next step is. The two taps before came with the address."""

    summary = TextAreaField(_l("What was said"), [Length(max=_LONG)])
    happened_on = DateField(_l("Another day than today"), [Optional()])
    next_on = DateField(_l("Or on"), [Optional()])

    def __init__(self, today: date, answer: str, channel: Channel, pressed: str, **options: Any) -> None:
        """Take the day it is for whoever logs, and the taps; the last is days from today, "none", or "on" the day chosen."""
        self.today, self.answer, self.channel, self.pressed = today, answer, channel, pressed
        super().__init__(**options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether everything can be taken; a day is asked for only where the button beside it was pressed."""
        good = bool(super().validate(extra_validators))
        if self.pressed != "on" or self.next_on.errors:
            return good
        if self.next_on.data is None:
            self.add_error("next_on", _("Choose a day, or press “No next step”."))
        elif self.next_on.data < self.today:
            self.add_error("next_on", FollowUpPast())
        return good and not self.next_on.errors

    def entry(self) -> InteractionEntry:
        """Return what was tapped and typed."""
        answer = ANSWERS[self.answer]
        return InteractionEntry(
            channel=self.channel,
            direction=self._direction(answer),
            outcome=answer.outcome,
            happened_on=self.happened_on.data or self.today,
            summary=self.summary.data or "",
            follow_up_on=self._next_on(),
            follow_up_kind=FollowUpKind.PROMISE if self.answer in _OWED else FollowUpKind.CHASE,
        )

    def _direction(self, answer: Answer) -> Direction:
        # By voice both speak; what comes of a written message came with theirs.
        is_written = self.channel not in {Channel.CALL, Channel.MEETING}
        return Direction.INCOMING if is_written and answer.direction is Direction.BOTH else answer.direction

    def _next_on(self) -> date | None:
        if self.pressed == "on":
            day: date | None = self.next_on.data
            return day
        return self.today + timedelta(days=int(self.pressed)) if self.pressed in _NEXT_PRESSES else None


class PostponeForm(BaseForm):
    """Put a next step off."""

    due_on = DateField(_l("Put off until"), [InputRequired(_l("Choose a day from today on."))])
