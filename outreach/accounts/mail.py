"""The invitation as a mail, the gate it passes last, and whose addresses are the team's own."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from outreach.accounts.models import OneTimeLink, User, UserState
from outreach.db import db
from outreach.i18n import _
from outreach.outbox import kinds
from outreach.outbox.kinds import DueMessage, Go, MailKind, Skip, Verdict
from outreach.suppressions.services import address_hash

KIND = "invitation"
# Behind confirmations and personal answers, before mailings (DESIGN section 5).
PRIORITY = 30


def invitation_gate(messages: Sequence[DueMessage], now: datetime) -> Mapping[int, Verdict]:
    """Let an invitation leave while its link works: a newer one may have taken its place."""
    ids = [message.subject_id for message in messages]
    working = set(
        db.session.scalars(
            sa.select(OneTimeLink.id).where(
                OneTimeLink.id.in_(ids), OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now
            )
        )
    )
    stopped = Skip(_("Its link no longer works: it was used, or a newer invitation took its place."))
    return {message.id: Go() if message.subject_id in working else stopped for message in messages}


def team_addresses(hashes: Collection[bytes]) -> Collection[bytes]:
    """Return those of `hashes` that are addresses of members, invited ones too: trial mode mails nobody else."""
    addresses = db.session.scalars(sa.select(User.email).where(User.state != UserState.PAUSED))
    return {address_hash(address) for address in addresses} & set(hashes)


kinds.register(MailKind(KIND, PRIORITY, gate=invitation_gate, is_paced=False, is_private=True))
kinds.register_team(team_addresses)
