"""What can be wrong about contacts, each with the sentence shown."""

from outreach.errors import OutreachError
from outreach.i18n import _l


class NamelessContact(OutreachError):
    """A contact came without any name, nor an organisation to be named after."""

    message = _l("Enter a name, or the organisation whose desk this is.")


class ChangedMeanwhile(OutreachError):
    """Somebody saved the contact after this version of it was read."""

    message = _l("Somebody changed this contact while you were writing. Compare both versions below, then save again.")


class ClaimedByAnother(OutreachError):
    """Somebody else looks after the contact; `owner_id` says who."""

    message = _l("Somebody else in the team looks after this contact. Ask them, or choose another contact.")

    def __init__(self, owner_id: int | None = None, message: object = None) -> None:
        """Take who holds the claim."""
        self.owner_id = owner_id
        super().__init__(message)


class NotClaimed(OutreachError):
    """A claim was to be handed over by somebody who does not hold it."""

    message = _l("You do not look after this contact any more, so you cannot hand it over. Look at who does now.")


class OptedOutNotClaimed(OutreachError):
    """A claim was asked for on somebody who asked not to be contacted."""

    message = _l("This contact asked not to be contacted, so nobody can claim it.")


class ReasonMissing(OutreachError):
    """A stage was set by hand, or a person marked, without saying why."""

    message = _l("Say why in a few words.")


class BadQuestion(OutreachError):
    """A segment question cannot be understood; the sentence names the word and what is known."""


class BadPhone(OutreachError):
    """Not a phone number; the sentence says what to change."""


class UnknownCountry(OutreachError):
    """Not the name or the code of one country; the sentence names what was read."""


class UnknownFileKind(OutreachError):
    """A file was asked for whose ending is none we write; the sentence names those we do."""
