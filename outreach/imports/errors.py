"""What can be wrong about a whole file, and about what is asked of an import; each with the sentence shown."""

from outreach.errors import OutreachError
from outreach.i18n import _l


class UnreadableFile(OutreachError):
    """Nothing of the file can be brought in; the sentence says why and what to do."""


class TooLargeForPage(OutreachError):
    """The list is longer than a page can bring in while somebody waits."""

    message = _l(
        "This list has more than 2,000 rows. Bring it in from the shell (outreach contacts import, outreach interactions import), or in parts."
    )


class NotWaiting(OutreachError):
    """A row was to be settled that waits for nobody any more."""

    message = _l("Somebody settled this row meanwhile.")


class UnreadableCell(OutreachError):
    """A cell does not hold what its column asks for; the sentence says what to write."""


class UnknownDay(UnreadableCell):
    """A cell holds no day; the sentence says what to write."""


class VagueDay(UnknownDay):
    """A cell speaks of a day without saying which: "9 April", "mid-March"."""
