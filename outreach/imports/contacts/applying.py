"""Bringing in what was judged: contacts added and changed, the last contact logged, the next step opened."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.entries import ContactEntry, entry_of
from outreach.contacts.kinds import Stage
from outreach.contacts.models import Contact
from outreach.contacts.services import add_contact, change_contact, mark_do_not_contact, move_stage
from outreach.contacts.services.claims import renew
from outreach.db import db
from outreach.imports.contacts.judging import Judged
from outreach.imports.contacts.meaning import ReadRow
from outreach.imports.models import Verdict
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.models import Channel, Direction, FollowUp, Interaction
from outreach.interactions.services import add_follow_up, log_interaction
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress


class Applier:
    """Brings in the rows of one import, in order; `author` is who imports, `source` what the suppressions name as cause."""

    def __init__(self, author: User | None, source: str, now: datetime) -> None:
        """Begin an import."""
        self.author, self.source, self.now = author, source, now
        self._owners: dict[int, User | None] = {}

    def order(self, judged: Judged) -> Any:
        """Return what rows are brought in by: their place in the list."""
        return judged.row.number

    def apply(self, judged: Judged) -> dict[str, Any]:
        """Bring in one row, and return how things were before, so that it can be taken back."""
        before: dict[str, Any] = {}
        if judged.verdict is Verdict.NEW:
            judged.contact = add_contact(_entry(judged), self.author)
            before = {"added": True}
        elif judged.verdict is Verdict.CHANGES and judged.contact is not None:
            before = self._change(judged.contact, _entry(judged))
        elif judged.verdict is Verdict.DOUBLE and judged.first is not None:
            judged.contact = judged.first.contact
        if judged.contact is not None:
            self._keep_from_contacting(judged.contact, judged.read.entry)
            if judged.verdict in {Verdict.NEW, Verdict.CHANGES}:
                before |= self._follow(judged.contact, judged)
        return before

    def _change(self, contact: Contact, entry: ContactEntry) -> dict[str, Any]:
        current = entry_of(contact)
        if entry == current:
            return {}
        change_contact(contact, entry)
        return {"entry": _as_json(asdict(current))}

    def _keep_from_contacting(self, contact: Contact, entry: ContactEntry) -> None:
        # Also when the row is the double of another: the wish of a person counts in whichever row it stands.
        if not entry.do_not_contact:
            return
        if not contact.do_not_contact:
            mark_do_not_contact(contact, entry.do_not_contact_reason, self.now.date())
        for email in entry.emails:
            suppress(email, SuppressionReason.OPT_OUT, self.source)

    def _follow(self, contact: Contact, judged: Judged) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if judged.logs:
            made["interaction"] = self._log(contact, judged.read).id
        if judged.reminds and judged.read.follow_up_on and not contact.do_not_contact:
            made["follow_up"] = self._remind(contact, judged).id
        owner = self._owner(judged.read.owner_id) if judged.takes_owner else None
        if owner and not contact.do_not_contact and renew(contact, owner, self.now):
            made["claimed"] = True
        return made

    def _log(self, contact: Contact, read: ReadRow) -> Interaction:
        # The list says when and whether they answered, but not by which way: so a note, which by itself moves nothing.
        assert read.last_contact is not None  # noqa: S101 - for the type checker; only such rows are logged
        direction = Direction.BOTH if read.has_replied else Direction.OUTGOING
        entry = InteractionEntry(Channel.NOTE, direction, read.last_contact, summary=read.said)
        interaction = log_interaction(contact, entry)
        contact.last_outgoing_on = max(filter(None, (contact.last_outgoing_on, read.last_contact)))
        if read.has_replied:
            contact.last_incoming_on = max(filter(None, (contact.last_incoming_on, read.last_contact)))
        if contact.stage in {Stage.FOUND, Stage.CLAIMED} and not contact.do_not_contact:
            move_stage(contact, Stage.REPLIED if read.has_replied else Stage.WRITTEN)
        return interaction

    def _remind(self, contact: Contact, judged: Judged) -> FollowUp:
        assert judged.read.follow_up_on is not None  # noqa: S101 - as above
        follow_up = add_follow_up(contact, judged.read.follow_up_on, owner=self._owner(judged.read.owner_id))
        db.session.flush()  # as above
        return follow_up

    def _owner(self, owner_id: int | None) -> User | None:
        if owner_id is None:
            return None
        if owner_id not in self._owners:
            self._owners[owner_id] = db.session.scalars(sa.select(User).where(User.id == owner_id)).one_or_none()
        return self._owners[owner_id]


def _entry(judged: Judged) -> ContactEntry:
    assert judged.entry is not None  # noqa: S101 - new and changing rows have one
    return judged.entry


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_json(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_json(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
