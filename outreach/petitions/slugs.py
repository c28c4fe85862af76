"""Short names of petitions, as they stand in addresses."""

import re

LONGEST_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Return whether `text` can be a short name: small letters a–z, digits and single hyphens."""
    return len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text) is not None
