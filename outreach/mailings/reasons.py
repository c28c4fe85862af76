"""What stops a recipient, in a sentence, and what would free them."""

from collections.abc import Callable
from typing import Any

from outreach.i18n import _, ngettext
from outreach.mailings.models import Recipient, StopReason
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState

Details = dict[str, Any]
# Days between two mailings to the same person.
REST_DAYS = 14

_SENTENCES: dict[StopReason, tuple[Callable[[Details], str], Callable[[Details], str]]] = {
    StopReason.NO_ADDRESS: (
        lambda _d: _("There is no e-mail address."),
        lambda _d: _("Add an e-mail address to the contact."),
    ),
    StopReason.ADDRESS_DEAD: (
        lambda d: _("The address %(email)s no longer works.", email=d.get("email", "")),
        lambda _d: _("Find the new address and add it to the contact."),
    ),
    StopReason.SUPPRESSED: (
        lambda d: _("The address %(email)s is not to be written to any more.", email=d.get("email", "")),
        lambda _d: _("Nothing, unless they tell you that they want to hear from us again."),
    ),
    StopReason.DO_NOT_CONTACT: (
        lambda _d: _("This person asked not to be contacted."),
        lambda _d: _("Nothing: the wish holds."),
    ),
    StopReason.NEVER_MAILED: (
        lambda _d: _("This contact is marked “never mailed”."),
        lambda _d: _("An organiser can take the mark off, if it is no longer dangerous."),
    ),
    StopReason.CLAIMED: (
        lambda d: _("%(owner)s looks after this contact.", owner=d.get("owner", "")),
        lambda d: _("Ask %(owner)s to write, or to hand the contact over.", owner=d.get("owner", "")),
    ),
    StopReason.WRITTEN_LATELY: (
        lambda d: _written_lately(d.get("mailing", ""), int(d.get("days", 0)), was_sent=bool(d.get("was_sent"))),
        lambda _d: _("Wait until 14 days have passed, or write to them yourself."),
    ),
    StopReason.NO_LANGUAGE: (
        lambda d: (
            _("The template has no words in a language they read (%(reads)s).", reads=", ".join(d.get("reads", [])))
            if d.get("reads")
            else _("It is not known which language they read.")
        ),
        lambda d: _("Add that language to the template.") if d.get("reads") else _("Add a language to the contact."),
    ),
    StopReason.MISSING_VALUE: (
        lambda d: _("There is nothing to put into “%(field)s”.", field=d.get("field", "")),
        lambda _d: _("Fill it in at the contact, or give the field a fallback in the template."),
    ),
    StopReason.SAME_ADDRESS: (
        lambda d: _("%(contact)s has the same address and gets the mail.", contact=d.get("contact", "")),
        lambda _d: _("Leave the other one out, or merge the two contacts."),
    ),
    StopReason.UNSENDABLE: (
        lambda d: str(d.get("sentence") or _("The mail holds something that mail cannot carry.")),
        lambda _d: _("Correct it at the contact."),
    ),
    StopReason.TRIAL: (
        lambda _d: _("Trial mode: only addresses of the team can be written to."),
        lambda _d: _("End the trial mode once your mail server is set up (TRIAL_MODE=off)."),
    ),
}


def _written_lately(mailing: str, days: int, *, was_sent: bool) -> str:
    if not was_sent:
        return str(_("The mailing “%(mailing)s” is about to write to them.", mailing=mailing))
    if days < 1:
        return str(_("The mailing “%(mailing)s” wrote to them within the last day.", mailing=mailing))
    return str(
        ngettext(
            "The mailing “%(mailing)s” wrote to them %(num)d day ago.",
            "The mailing “%(mailing)s” wrote to them %(num)d days ago.",
            days,
            mailing=mailing,
        )
    )


def why_stopped(recipient: Recipient) -> str:
    """Return the sentence on what stops `recipient`; empty for one who is not stopped."""
    reason = recipient.stop_reason
    return _SENTENCES[reason][0](recipient.stop_details or {}) if reason else ""


def what_frees(recipient: Recipient) -> str:
    """Return the sentence on what would let `recipient` get the mail; empty for one who is not stopped."""
    reason = recipient.stop_reason
    return _SENTENCES[reason][1](recipient.stop_details or {}) if reason else ""


_VOIDED = {
    "address": lambda: _("The address changed after approval."),
    "template": lambda: _("The template changed after approval."),
    "contact": lambda: _("The contact changed after approval."),
    "stopped": lambda: _("It was stopped after approval."),
}


def why_voided(recipient: Recipient) -> str:
    """Return the sentence on what took an approved mail back; empty where nothing did."""
    sentence = _VOIDED.get(recipient.voided_because)
    return sentence() if sentence else ""


def why_not_sent(message: Message) -> str:
    """Return why a frozen mail did not leave, or not yet: our reason, else the server's words; empty for one that was sent."""
    if message.state is MessageState.SENT:
        return ""
    return message.reason or message.server_words or ""
