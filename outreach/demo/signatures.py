"""Fictional signatories, so that the petition's count and its next goal can be seen."""

import sqlalchemy as sa

from outreach import clock
from outreach.db import db
from outreach.petitions.counting import count_signatures
from outreach.petitions.models import Petition, PetitionText, Signature, SignatureState, Visibility
from outreach.petitions.services.signing import CONSENT_VERSION, person_hash
from outreach.security.vault import keyed_hash

SIGNATORIES = 137


def add_signatures(slug: str) -> int:
    """Add confirmed signatures under the petition `slug`, count them, and return how many there are."""
    petition = db.session.scalars(sa.select(Petition).where(Petition.slug == slug)).one()
    texts = db.session.scalars(sa.select(PetitionText).where(PetitionText.petition_id == petition.id)).all()
    now = clock.now()
    for number in range(SIGNATORIES):
        text = texts[number % len(texts)]
        name, email = f"Signatory {number + 1}", f"signatory{number + 1}@readers.example"
        db.session.add(
            Signature(
                petition_id=petition.id,
                text_id=text.id,
                text_hash=text.text_hash,
                state=SignatureState.CONFIRMED,
                person_hash=person_hash(email, name),
                address_hash=keyed_hash("address", email),
                name=name,
                email=email,
                visibility=Visibility.COUNT,
                consent_version=CONSENT_VERSION,
                language=text.language,
                confirmed_at=now,
            )
        )
    db.session.flush()
    count_signatures(petition.id)
    return SIGNATORIES
