"""What a mail will look like: the facts fields draw from, for a contact of ours or for an example."""

from collections.abc import Callable
from functools import cache

import sqlalchemy as sa

from outreach.contacts.models import Affiliation, Contact, ContactBeat, Organisation
from outreach.db import db
from outreach.mail_templates.facts import Facts, PetitionFacts, Sender
from outreach.outbox.identities import default_mailbox
from outreach.petitions.goals import goal_above
from outreach.petitions.links import help_url, petition_url
from outreach.petitions.models import PUBLIC_STATES, Petition, PetitionCount, PetitionText

FactsOf = Callable[[Contact, str, str], Facts]


def sender() -> Sender:
    """Return who the campaign's mails are from; the address stands for the name where it has none."""
    mailbox = default_mailbox()
    return Sender(mailbox.name or mailbox.address, mailbox.address)


def facts_maker() -> FactsOf:
    """Return a function of (contact, language, unsubscribe_url) to facts that reads the petition once per language."""
    petition = cache(petition_facts)
    ours = sender()
    return lambda contact, language, url: Facts(contact, language, ours, url, petition(language))


def petition_facts(language: str) -> PetitionFacts | None:
    """Return the campaign's petition (the public one opened first) as it stands, in `language` if it has a text in it."""
    petition = db.session.scalar(
        sa.select(Petition).where(Petition.state.in_(PUBLIC_STATES)).order_by(Petition.opened_at, Petition.id).limit(1)
    )
    if petition is None:
        return None
    titles = _titles(petition.id)
    if not titles:
        return None
    shown = next((one for one in (language, petition.default_language) if one in titles), next(iter(titles)))
    count = db.session.scalar(sa.select(PetitionCount.confirmed).where(PetitionCount.petition_id == petition.id)) or 0
    return PetitionFacts(
        title=titles[shown],
        url=petition_url(petition.slug, shown),
        help_url=help_url(petition.slug),
        count=count,
        goal=goal_above(count, petition.first_goal),
    )


def example_contact() -> Contact:
    """Return a made-up journalist, not kept anywhere."""
    return Contact(
        name="Camille Exemple",
        given_name="Camille",
        family_name="Exemple",
        civility="Mme",
        country="FR",
        greetings={},
        affiliations=[Affiliation(organisation=Organisation(name="Le Monde"), job_title="Service international")],
        beats=[ContactBeat(beat="Asie")],
    )


def _titles(petition_id: int) -> dict[str, str]:
    statement = (
        sa.select(PetitionText.language, PetitionText.title)
        .where(PetitionText.petition_id == petition_id)
        .order_by(PetitionText.version)
    )
    return {row.language: row.title for row in db.session.execute(statement)}
