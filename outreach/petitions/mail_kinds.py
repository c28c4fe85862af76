"""The mails to signatories, and the gate each passes last: still wanted, and never too many to one mailbox."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from outreach.db import db
from outreach.i18n import _
from outreach.outbox import kinds
from outreach.outbox.kinds import DueMessage, Ended, Go, MailKind, Skip, Verdict, Wait
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState
from outreach.petitions.models import Signature, SignatureState
from outreach.petitions.services.signing import ALREADY_SIGNED, CONFIRMATION, SUBJECT

# Whoever types somebody else's address again and again fills nobody's mailbox.
PAUSE = timedelta(minutes=15)
DAY = timedelta(hours=24)
MOST_A_DAY = 3
_WANTED_STATE = {CONFIRMATION: SignatureState.PENDING, ALREADY_SIGNED: SignatureState.CONFIRMED}
_STOPPED = (MessageState.SKIPPED, MessageState.CANCELLED, MessageState.REFUSED)


@dataclass(frozen=True)
class _Mail:
    """A mail to a signatory's mailbox within the last day; `left_at` is None while it has not left."""

    id: int
    signature_id: int
    address_hash: bytes
    created_at: datetime
    left_at: datetime | None


def gate(messages: Sequence[DueMessage], now: datetime) -> Mapping[int, Verdict]:
    """Let a mail go while its signature is still in the state it speaks of, at most one in 15 minutes and three a day.

    The caps hold per mailbox, whatever names and spellings of the address were typed. A second person of one mailbox waits;
    a second mail for one and the same signature is dropped.
    """
    signatures = _signatures({message.subject_id for message in messages})
    earlier = _mails_of_the_day({address for _state, address in signatures.values()}, now)
    verdicts: dict[int, Verdict] = {}
    for message in sorted(messages, key=lambda message: message.id):
        state, address = signatures.get(message.subject_id, (None, b""))
        if state is not _WANTED_STATE[message.kind]:
            verdicts[message.id] = Skip(_("The signature does not need this mail any more."))
        else:
            before = [mail for mail in earlier[address] if mail.id < message.id and not _is_stopped(mail, verdicts)]
            verdicts[message.id] = _within_caps(message, before, now)
    return verdicts


def note_mailed(ended: Sequence[Ended]) -> None:
    """Note on each signature when its confirmation mail left."""
    sent = [one.subject_id for one in ended if one.state is MessageState.SENT]
    if sent:
        statement = sa.update(Signature).where(Signature.id.in_(sent)).values(mailed_at=ended[0].ended_at)
        db.session.execute(statement, execution_options={"synchronize_session": False})


def _within_caps(message: DueMessage, before: Sequence[_Mail], now: datetime) -> Verdict:
    if any(mail.signature_id == message.subject_id and now - mail.created_at < PAUSE for mail in before):
        return Skip(_("This person was written to a moment ago."))
    if len(before) >= MOST_A_DAY:
        return Skip(_("Enough mails about signatures went to this mailbox today."))
    free_at = max(((mail.left_at or now) + PAUSE for mail in before), default=now)
    return Go() if free_at <= now else Wait(free_at, _("Another mail went to this mailbox a moment ago."))


def _is_stopped(mail: _Mail, verdicts: Mapping[int, Verdict]) -> bool:
    return isinstance(verdicts.get(mail.id), Skip)


def _signatures(ids: set[int]) -> dict[int, tuple[SignatureState, bytes]]:
    statement = sa.select(Signature.id, Signature.state, Signature.address_hash).where(Signature.id.in_(ids))
    return {row.id: (row.state, row.address_hash) for row in db.session.execute(statement)}


def _mails_of_the_day(addresses: set[bytes], now: datetime) -> dict[bytes, list[_Mail]]:
    statement = (
        sa.select(
            Message.id, Signature.id.label("signature_id"), Signature.address_hash, Message.created_at, Message.sent_at
        )
        .join(Message, sa.and_(Message.subject_type == SUBJECT, Message.subject_id == Signature.id))
        .where(
            Signature.address_hash.in_(addresses),
            Message.kind.in_([CONFIRMATION, ALREADY_SIGNED]),
            Message.created_at > now - DAY,
            Message.state.not_in(_STOPPED),
        )
    )
    found: dict[bytes, list[_Mail]] = defaultdict(list)
    for row in db.session.execute(statement):
        found[row.address_hash].append(_Mail(*row))
    return found


kinds.register(MailKind(CONFIRMATION, priority=0, gate=gate, settled=note_mailed, is_paced=False, is_private=True))
kinds.register(MailKind(ALREADY_SIGNED, priority=0, gate=gate, is_paced=False, is_private=True))
