"""What can be wrong in the outbox."""

from outreach.errors import OutreachError
from outreach.i18n import _l


class NotUncertain(OutreachError):
    """A message was to be settled that is not uncertain, or not any more."""

    message = _l("Somebody has settled this mail already. Nothing was changed.")
