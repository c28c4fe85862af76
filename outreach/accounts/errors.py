"""What can be wrong with an account, a link or a sign-in."""

from outreach.errors import OutreachError
from outreach.i18n import _l


class NotSignedIn(OutreachError):
    """Sign-in was refused: one sentence for every cause, so that nobody learns who has an account."""

    message = _l("The address and the password do not fit together. Check both, or ask an organiser for help.")


class WrongPassword(OutreachError):
    """The present password, asked again before changing it, is not the one."""

    message = _l("This is not your present password.")


class LinkUnknown(OutreachError):
    """No such one-time link, or a newer one took its place."""

    message = _l(
        "This link is not complete, or a newer one took its place. Open the newest link you were sent, or ask an organiser for another."
    )


class LinkUsed(OutreachError):
    """A one-time link was opened and its button pressed before."""

    message = _l(
        "This link was used already, and works once. Sign in with your password, or ask an organiser for another link."
    )


class LinkExpired(OutreachError):
    """A one-time link is older than 48 hours."""

    message = _l("This link is older than 48 hours, so it no longer works. Ask an organiser for another.")


class AlreadyInTeam(OutreachError):
    """Somebody was invited who has joined already."""

    message = _l("This person has joined already. Change their role on the team page instead.")


class MemberPaused(OutreachError):
    """Something was asked for a member who is paused."""

    message = _l("This person is paused. Let them in again on the team page first.")
    for_themself = _l("You cannot sign in at present. Ask an organiser of the campaign.")


class NotPaused(OutreachError):
    """Somebody was to be let in again who is not paused."""

    message = _l("This person is not paused.")


class LastOrganiser(OutreachError):
    """The only active organiser was to be demoted or paused."""

    message = _l("The campaign needs at least one organiser who can sign in. Make somebody else an organiser first.")


class NoSuchMember(OutreachError):
    """Nobody in the team has this address."""

    message = _l("Nobody in the team has this address.")
