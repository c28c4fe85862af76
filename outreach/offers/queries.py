"""Questions about offers."""

from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.offers.models import Offer, OfferState

OPEN = (OfferState.NEW, OfferState.VETTING, OfferState.ACCEPTED)
MOST_OPEN = 200
MOST_ENDED = 50


def board() -> dict[OfferState, list[Offer]]:
    """Return the offers by state, each with its petition: the oldest open ones first, of those ended the newest 50."""
    offers = sa.select(Offer).options(joinedload(Offer.petition))
    found: dict[OfferState, list[Offer]] = defaultdict(list)
    is_open = Offer.state.in_(OPEN)
    for statement in (
        offers.where(is_open).order_by(Offer.id).limit(MOST_OPEN),
        offers.where(~is_open).order_by(Offer.id.desc()).limit(MOST_ENDED),
    ):
        for offer in db.session.scalars(statement):
            found[offer.state].append(offer)
    return {state: found[state] for state in OfferState}
