"""What can be wrong with an offer."""

from outreach.errors import OutreachError
from outreach.i18n import _l


class ImpossibleMove(OutreachError):
    """An offer cannot go from where it stands to where it was sent, perhaps because somebody else moved it meanwhile."""

    message = _l("This offer stands elsewhere meanwhile. Look at it again before you move it.")
