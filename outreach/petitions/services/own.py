"""What signatories do with their own signature: confirm, change what is shown, withdraw, erase. Each may be done again and again."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from outreach import clock, jobs
from outreach.db import db
from outreach.outbox.erasing import erase_mails
from outreach.petitions.errors import NotConfirmedInTime
from outreach.petitions.models import CommentState, Petition, PetitionState, Signature, SignatureState, Visibility
from outreach.petitions.services.signing import SUBJECT

# Who signed in time and opens the mail the next day still counts.
GRACE_AFTER_CLOSING = timedelta(hours=24)
COUNT = "petitions.count"


def confirm_signature(signature: Signature, visibility: Visibility | None = None) -> None:
    """Make a pending signature count, shown as `visibility` says; any other is left as it is.

    Raises:
        NotConfirmedInTime: the petition was closed more than 24 hours ago, or is not there any more.
    """
    if signature.state is not SignatureState.PENDING:
        return
    now = clock.now()
    if not takes_confirmations(signature.petition, now):
        raise NotConfirmedInTime
    changes = {"state": SignatureState.CONFIRMED, "confirmed_at": now, "visibility": visibility or signature.visibility}
    _change(signature, [SignatureState.PENDING], changes)


def change_visibility(signature: Signature, visibility: Visibility) -> None:
    """Show only that it counts, initials, or the full name, from the next list on. An erased signature has no name to show."""
    _change(signature, [SignatureState.PENDING, SignatureState.CONFIRMED], {"visibility": visibility})


def withdraw_signature(signature: Signature) -> None:
    """Take a signature back: it stops counting, and its name is shown nowhere."""
    changes = {"state": SignatureState.WITHDRAWN, "withdrawn_at": clock.now(), "wants_updates": False}
    _change(signature, [SignatureState.PENDING, SignatureState.CONFIRMED], changes)


def erase_signature(signature: Signature) -> None:
    """Remove at once all that the signatory gave, mails included.

    What stays is that there was a signature, and the hash by which the same person is not written to again.
    """
    nothing = dict.fromkeys(("sealed_name", "sealed_email", "sealed_comment", "country", "network_hash"))
    changes = {
        **nothing,
        "state": SignatureState.ERASED,
        "erased_at": clock.now(),
        "visibility": Visibility.COUNT,
        "wants_updates": False,
        "comment_state": CommentState.NONE,
    }
    _change(signature, [state for state in SignatureState if state is not SignatureState.ERASED], changes)
    erase_mails(SUBJECT, signature.id)


def takes_confirmations(petition: Petition, now: datetime) -> bool:
    """Return whether a signature given under `petition` can still be confirmed."""
    if petition.state in {PetitionState.OPEN, PetitionState.PAUSED}:
        return True
    closed_at = petition.closed_at
    return petition.is_public and closed_at is not None and now < closed_at + GRACE_AFTER_CLOSING


def _change(signature: Signature, states: list[SignatureState], changes: dict[str, object]) -> None:
    """Change the row if it is in one of `states` at this moment, and have it counted; two clicks at once change it once."""
    statement = sa.update(Signature).where(Signature.id == signature.id, Signature.state.in_(states)).values(changes)
    db.session.execute(statement, execution_options={"synchronize_session": False})
    db.session.refresh(signature, [column.name for column in Signature.__table__.columns])
    jobs.ask(COUNT, signature.petition_id)
