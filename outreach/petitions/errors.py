"""What can be wrong with a petition, each with the sentence shown."""

from outreach.errors import OutreachError
from outreach.i18n import _l


class UnreadableFile(OutreachError):
    """A file is no petition text; the sentence says why and what to do."""


class UnknownPetition(OutreachError):
    """There is no petition of that name."""

    message = _l("There is no petition with this short name.")


class BadSlug(OutreachError):
    """A short name that cannot stand in an address."""

    message = _l(
        "Choose a short name of at most 80 small letters a–z, digits and single hyphens, such as free-my-mother."
    )


class UnknownLanguage(OutreachError):
    """A petition cannot be published in this language."""


class TextChangedMeanwhile(OutreachError):
    """Somebody else saved a newer version of the text that is being edited."""

    message = _l("Somebody saved a newer version meanwhile. Yours is below: compare the two, then save again.")


class BadText(OutreachError):
    """A petition text is incomplete or too long."""


class NothingToOpen(OutreachError):
    """A petition without a text cannot be opened."""

    message = _l("This petition has no text yet. Add one before you open it.")


class ImpossibleMove(OutreachError):
    """A petition cannot go from the state it is in to the one asked for."""


class NotConfirmedInTime(OutreachError):
    """A signature can no longer be confirmed."""

    message = _l("This petition is closed, so the signature can no longer be confirmed. Your details will be removed.")
