"""What can be wrong with a mailing, each with the sentence shown."""

from outreach.errors import OutreachError
from outreach.i18n import _, _l


class UnknownMailing(OutreachError):
    """There is no mailing with this number."""

    message = _l("There is no mailing with this number. `outreach mailings list` shows all of them.")


class UnknownTemplate(OutreachError):
    """There is no template of this name."""

    def __init__(self, name: str) -> None:
        """Name what was asked for."""
        super().__init__(_("There is no template “%(name)s”. Add it first, or check how it is written.", name=name))


class NobodyInSegment(OutreachError):
    """A mailing would have no recipients at all."""

    message = _l("Nobody belongs to this segment. Ask for fewer words, or import the contacts first.")


class NothingToApprove(OutreachError):
    """Every recipient is stopped or left out, or all mails are approved already."""

    message = _l("There is no mail to approve: everybody is stopped, left out or approved already.")


class NeedsSecondOrganiser(OutreachError):
    """A large mailing is to be approved by somebody else than its author."""

    def __init__(self, recipients: int) -> None:
        """Say how many recipients there are."""
        super().__init__(
            _(
                "This mailing has %(recipients)d recipients. More than 50 need the approval of a second organiser who did not write it.",
                recipients=recipients,
            )
        )


class MayNotApprove(OutreachError):
    """Whoever was named is not an organiser of this team."""

    message = _l("Only an organiser of the team can approve a mailing. Name one who was invited.")


class ChangedSinceShown(OutreachError):
    """What would be approved is no longer what the page showed."""

    message = _l(
        "Something changed since this page was opened: a contact, the template or another mailing. Look at the mails again, then approve."
    )


class WrongMoment(OutreachError):
    """A mailing is not in a state in which this can be done; the sentence says why."""


class NotApproved(WrongMoment):
    """A mailing was to be started that nobody approved, or whose approval was taken back."""

    message = _l("This mailing is not approved. Check it and approve it first.")


class StartedAlready(WrongMoment):
    """A mailing was to be started a second time."""

    message = _l("This mailing was started already. Nothing was sent twice.")


class HoldIsOver(WrongMoment):
    """A mailing was to be taken back after its mails had begun to leave."""

    message = _l("The 60 seconds are over and mails are leaving. You can still pause or cancel the rest.")
