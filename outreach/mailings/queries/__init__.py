"""Questions about mailings, their recipients and how far they are."""

from outreach.mailings.queries.counts import (
    counts_of,
    fingerprint,
    included_count,
    is_wholly_approved,
    languages_of,
    recipient_counts,
    to_approve_count,
)
from outreach.mailings.queries.mailings import (
    approvals,
    lock,
    mailing_by_id,
    mailings_under_way,
    newest_mailings,
    saved_segments,
)
from outreach.mailings.queries.recipients import (
    first_to_read,
    included_page,
    message_of,
    message_states,
    messages_of,
    neighbours,
    not_included,
    place_among_included,
    recipients_in_chunks,
    with_contact,
)
from outreach.mailings.queries.standings import Standing, in_trouble, standing_of, standings

__all__ = [
    "Standing",
    "approvals",
    "counts_of",
    "fingerprint",
    "first_to_read",
    "in_trouble",
    "included_count",
    "included_page",
    "is_wholly_approved",
    "languages_of",
    "lock",
    "mailing_by_id",
    "mailings_under_way",
    "message_of",
    "message_states",
    "messages_of",
    "neighbours",
    "newest_mailings",
    "not_included",
    "place_among_included",
    "recipient_counts",
    "recipients_in_chunks",
    "saved_segments",
    "standing_of",
    "standings",
    "to_approve_count",
    "with_contact",
]
