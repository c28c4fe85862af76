"""What an exchange means for its contact: the stage, whose turn it is, and the last days of writing and of hearing."""

from datetime import date

from outreach.contacts.kinds import Stage, Waiting
from outreach.contacts.models import Contact
from outreach.contacts.services import mark_do_not_contact, move_stage
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.models import Channel, Direction, Outcome

ENDING = frozenset({Outcome.DECLINED, Outcome.WRONG_PERSON, Outcome.OPTED_OUT})
_STAGES = {
    Outcome.INTERESTED: Stage.TALKING,
    Outcome.ASKS_FOR_MORE: Stage.TALKING,
    Outcome.DECLINED: Stage.CLOSED,
    Outcome.WRONG_PERSON: Stage.CLOSED,
    Outcome.PUBLISHED: Stage.HELPED,
    Outcome.TOOK_THE_CASE: Stage.HELPED,
    Outcome.OPTED_OUT: Stage.CLOSED,
}
_STAGE_BY_DIRECTION = {
    Direction.OUTGOING: Stage.WRITTEN,
    Direction.INCOMING: Stage.REPLIED,
    Direction.BOTH: Stage.TALKING,
}
_ORDER = list(Stage)


def apply(contact: Contact, entry: InteractionEntry) -> None:
    """Change `contact` as the exchange in `entry` asks for.

    A list brings old exchanges after newer ones: those add to what is known, and turn nothing back. Only the wish not to be
    contacted holds whenever it was said.
    """
    is_news = entry.happened_on >= _last_day(contact)
    if entry.outcome is Outcome.OPTED_OUT:
        mark_do_not_contact(contact, entry.summary, entry.happened_on)
    else:
        _move(contact, entry, is_news=is_news)
        if is_news:
            _set_turn(contact, entry)
    _note_days(contact, entry)


def was_heard(entry: InteractionEntry) -> bool:
    """Return whether the contact said something: they reached out, or what came of our reaching out shows it."""
    return entry.direction is not Direction.OUTGOING or entry.outcome not in {None, Outcome.NO_ANSWER}


def _move(contact: Contact, entry: InteractionEntry, *, is_news: bool) -> None:
    stage = _stage_after(entry)
    if stage is None or (stage is Stage.CLOSED and not is_news):
        return
    # Closed is no step on the way: hearing from somebody opens things again, our own thank-you does not.
    if contact.stage is Stage.CLOSED:
        moves = is_news and was_heard(entry)
    else:
        moves = _ORDER.index(stage) > _ORDER.index(contact.stage)
    if moves:
        move_stage(contact, stage)


def _stage_after(entry: InteractionEntry) -> Stage | None:
    if entry.outcome in _STAGES:
        return _STAGES[entry.outcome]
    if entry.channel is Channel.NOTE:
        return None
    # A call that nobody answered was not talking, whichever way it was logged.
    direction = Direction.OUTGOING if entry.outcome is Outcome.NO_ANSWER else entry.direction
    return _STAGE_BY_DIRECTION[direction]


def _set_turn(contact: Contact, entry: InteractionEntry) -> None:
    turn = _turn_after(entry)
    if turn is None:
        return
    if turn is not contact.waiting:
        contact.waiting_since_on = None if turn is Waiting.NOBODY else entry.happened_on
    contact.waiting = turn


def _turn_after(entry: InteractionEntry) -> Waiting | None:
    outcome, direction = entry.outcome, entry.direction
    if entry.channel is Channel.NOTE and outcome is None:
        return None
    if outcome in ENDING or outcome in {Outcome.PUBLISHED, Outcome.TOOK_THE_CASE}:
        return Waiting.NOBODY
    if outcome is Outcome.ASKS_FOR_MORE:
        return Waiting.US
    if direction is Direction.OUTGOING or outcome is Outcome.NO_ANSWER:
        return Waiting.THEM
    return Waiting.US if direction is Direction.INCOMING else Waiting.NOBODY


def _note_days(contact: Contact, entry: InteractionEntry) -> None:
    if entry.channel is Channel.NOTE and entry.outcome is None:
        return
    if entry.direction is not Direction.INCOMING:
        contact.last_outgoing_on = max(contact.last_outgoing_on or date.min, entry.happened_on)
    if was_heard(entry):
        contact.last_incoming_on = max(contact.last_incoming_on or date.min, entry.happened_on)


def _last_day(contact: Contact) -> date:
    return max(contact.last_outgoing_on or date.min, contact.last_incoming_on or date.min)
