"""Questions about petitions, their pages and their signatures."""

from outreach.petitions.queries.pages import (
    Count,
    PetitionPage,
    count_of,
    open_pages,
    page_of,
    pages_of,
)
from outreach.petitions.queries.petitions import all_petitions, current_texts, petition_called, petition_with_count
from outreach.petitions.queries.signatures import signature_counts, signature_with_text, signatures_by_text

__all__ = [
    "Count",
    "PetitionPage",
    "all_petitions",
    "count_of",
    "current_texts",
    "open_pages",
    "page_of",
    "pages_of",
    "petition_called",
    "petition_with_count",
    "signature_counts",
    "signature_with_text",
    "signatures_by_text",
]
