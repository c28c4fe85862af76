"""Signing: one row per person, and one mail that only the owner of the mailbox sees.

New, waiting, signed already, withdrawn, blocked: each runs the same statements and writes one mail, so that neither the page nor
its time tells anybody who signed. Which mail it is, and whether it leaves at all (see `mail_kinds`), shows in the mailbox alone.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from outreach import clock
from outreach.db import db
from outreach.mail.providers import provider_folded
from outreach.outbox.system_mail import queue_system_mail
from outreach.petitions import links
from outreach.petitions.models import CommentState, Signature, SignatureState, Visibility
from outreach.petitions.names import folded_name
from outreach.petitions.queries import PetitionPage
from outreach.security.throttle import Limit, Window, count_try, is_this_computer, network_of
from outreach.security.vault import keyed_hash

# The wording of the form's consents; a change of their sense takes the next number.
CONSENT_VERSION = "1"
CONFIRMATION = "confirmation"
ALREADY_SIGNED = "already_signed"
SUBJECT = "signature"
# A school or a whole office signs from one address; a program that signs for others needs thousands.
PER_NETWORK = Limit("sign", (Window(30, 600), Window(300, 86_400)))
# What a second try may replace: who signed already, or was blocked or erased, is not touched by what somebody types.
_OPEN_TO_CHANGE = (SignatureState.PENDING, SignatureState.WITHDRAWN)
_REPLACED = (
    "row_uid",
    "sealed_name",
    "sealed_email",
    "sealed_comment",
    "comment_state",
    "text_id",
    "text_hash",
    "country",
    "visibility",
    "wants_updates",
    "consent_version",
    "language",
    "network_hash",
    "created_at",
    "state",
)


@dataclass(frozen=True)
class SignatureEntry:
    """What somebody filled in, and the network address it came from."""

    name: str
    email: str
    language: str
    country: str | None = None
    visibility: Visibility = Visibility.COUNT
    wants_updates: bool = False
    comment: str = ""
    network_address: str | None = None


def sign_petition(page: PetitionPage, entry: SignatureEntry) -> None:
    """Take a signature under the text that `page` shows, and write to its owner.

    Raises:
        TooManyTries: too much came from this network; the visitor sees the ordinary page all the same.
    """
    _count_network(entry.network_address)
    signature_id, state = _put(_row(page, entry))
    signed = state is SignatureState.CONFIRMED
    queue_system_mail(
        kind=ALREADY_SIGNED if signed else CONFIRMATION,
        name="already_signed" if signed else "confirm_signature",
        to=entry.email,
        to_name=entry.name,
        language=entry.language,
        subject_type=SUBJECT,
        subject_id=signature_id,
        signatory=entry.name,
        title=page.title,
        confirm_url=links.confirm_url(signature_id),
        signature_url=links.signature_url(signature_id),
        petition_url=links.petition_url(page.slug, page.language),
    )


def person_hash(email: str, name: str) -> bytes:
    """Return the keyed hash of one person: the address folded by its provider's rules, and the name."""
    return keyed_hash("person", f"{provider_folded(email)}\0{folded_name(name)}")


def _count_network(address: str | None) -> None:
    network = network_of(address)
    if not is_this_computer(network):
        count_try(PER_NETWORK, network, clock.now())


def _row(page: PetitionPage, entry: SignatureEntry) -> Signature:
    return Signature(
        petition_id=page.petition_id,
        text_id=page.text_id,
        text_hash=page.text_hash,
        state=SignatureState.PENDING,
        counted=False,
        person_hash=person_hash(entry.email, entry.name),
        address_hash=keyed_hash("address", provider_folded(entry.email)),
        network_hash=keyed_hash("network", network_of(entry.network_address)),
        name=entry.name,
        email=entry.email,
        comment=entry.comment or None,
        comment_state=CommentState.WAITING if entry.comment else CommentState.NONE,
        country=entry.country,
        visibility=entry.visibility,
        wants_updates=entry.wants_updates,
        consent_version=CONSENT_VERSION,
        language=entry.language,
        created_at=clock.now(),
    )


def _put(row: Signature) -> tuple[int, SignatureState]:
    """Insert `row`, or meet the one that this person has already; return its id and state. One statement in every case."""
    insert: Any = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    columns = Signature.__table__.columns
    statement = insert(Signature).values(
        {column.name: getattr(row, column.name) for column in columns if column.name in row.__dict__}
    )
    changes = {
        name: sa.case(
            (columns["state"].in_(_OPEN_TO_CHANGE), statement.excluded[name]),
            else_=columns[name],
        )
        for name in _REPLACED
    }
    returned = db.session.execute(
        statement.on_conflict_do_update(index_elements=["petition_id", "person_hash"], set_=changes).returning(
            Signature.id, Signature.state
        ),
        # The row may be in the session from before; what it holds there is not what the database holds now.
        execution_options={"populate_existing": True},
    ).one()
    return returned.id, returned.state
