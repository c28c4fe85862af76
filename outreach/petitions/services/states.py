"""The life of a petition: draft, open, paused, closed, won, archived, each move dated and with its reason."""

from outreach import clock, jobs
from outreach.audit import services as audit
from outreach.i18n import _
from outreach.petitions import queries
from outreach.petitions.errors import ImpossibleMove, NothingToOpen
from outreach.petitions.models import Petition, PetitionState

MOVES: dict[PetitionState, tuple[PetitionState, ...]] = {
    PetitionState.DRAFT: (PetitionState.OPEN,),
    PetitionState.OPEN: (PetitionState.PAUSED, PetitionState.CLOSED, PetitionState.WON),
    PetitionState.PAUSED: (PetitionState.OPEN, PetitionState.CLOSED, PetitionState.WON),
    PetitionState.CLOSED: (PetitionState.OPEN, PetitionState.WON, PetitionState.ARCHIVED),
    PetitionState.WON: (PetitionState.CLOSED, PetitionState.ARCHIVED),
    PetitionState.ARCHIVED: (PetitionState.CLOSED,),
}


def move_petition(petition: Petition, to: PetitionState, reason: str = "") -> None:
    """Bring `petition` into the state `to`, and have its page published or taken away.

    Raises:
        ImpossibleMove: there is no way from its state to `to`.
        NothingToOpen: it has no text in its own language.
    """
    if to not in MOVES[petition.state]:
        raise ImpossibleMove(
            _("The petition is %(state)s, and cannot become %(to)s from there.", state=petition.state, to=to)
        )
    if to is PetitionState.OPEN and queries.page_of(petition.slug) is None:
        raise NothingToOpen
    before, now = petition.state, clock.now()
    petition.state, petition.state_reason, petition.state_changed_at = to, reason, now
    if to is PetitionState.OPEN:
        petition.opened_at, petition.closed_at = petition.opened_at or now, None
    elif to in {PetitionState.CLOSED, PetitionState.WON}:
        petition.closed_at = petition.closed_at or now
    audit.record("petition.moved", "petition", petition.id, {"before": before, "after": to, "reason": reason})
    jobs.ask("petitions.publish", petition.id)
