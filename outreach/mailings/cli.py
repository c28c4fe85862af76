"""`outreach mailings`: the life of a mailing from the shell."""

from collections import Counter
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from outreach.accounts.models import User
from outreach.cli_support import Refusal, json_option, print_json
from outreach.db import LARGEST_ID, db
from outreach.i18n import _, ngettext
from outreach.mail.addresses import folded
from outreach.mail_templates.queries import template_named
from outreach.mailings import queries, services
from outreach.mailings.errors import UnknownMailing, UnknownTemplate
from outreach.mailings.models import Mailing, RecipientState, SendHours
from outreach.mailings.queries import Standing
from outreach.mailings.reasons import why_not_sent, why_stopped

cli = AppGroup("mailings", help="Mailings: draft, check, approve, send.")
_id = click.argument("mailing_id", metavar="ID", type=click.IntRange(1, LARGEST_ID))


@cli.command("create")
@click.option("--template", "template_name", required=True, help="The template's name.")
@click.option("--segment", required=True, help="Whom to write to, such as “kind:journalist language:fr”.")
@click.option("--name", default="", help="What to call the mailing; the template's name without.")
@click.option("--working-hours", is_flag=True, help="Send during working hours where each recipient lives.")
@json_option
def create(template_name: str, segment: str, name: str, working_hours: bool, as_json: bool) -> None:
    """Draft a mailing and say who gets it and what stops the others."""
    template = template_named(template_name)
    if template is None:
        raise UnknownTemplate(template_name)
    hours = SendHours.WORKING if working_hours else SendHours.ANY
    mailing = services.create_mailing(template, segment, name, None, hours)
    _tell_check(mailing, as_json, created=True)
    db.session.commit()


@cli.command("list")
def list_all() -> None:
    """List the mailings, the newest first."""
    for mailing in queries.newest_mailings():
        click.echo(f"{mailing.id}  {mailing.state.value:<10} {mailing.name}")


@cli.command("check")
@_id
@json_option
def check(mailing_id: int, as_json: bool) -> None:
    """Find out anew who gets it and what stops the others."""
    mailing = _mailing(mailing_id)
    services.check_mailing(mailing)
    _tell_check(mailing, as_json, created=False)
    db.session.commit()


@cli.command("approve")
@_id
@click.option("--by", "email", help="The organiser who approves; more than 50 recipients need one.")
def approve(mailing_id: int, email: str | None) -> None:
    """Freeze every mail: what is frozen is what will be sent."""
    frozen = services.approve_mailing(_mailing(mailing_id), _organiser(email) if email else None)
    db.session.commit()
    click.echo(ngettext("%(num)d mail approved.", "%(num)d mails approved.", frozen))


@cli.command("start")
@_id
@click.option("--no-hold", is_flag=True, help="Send at once, without the 60 seconds in which it can be taken back.")
def start(mailing_id: int, no_hold: bool) -> None:
    """Let the approved mails go."""
    services.check_mailing(_mailing(mailing_id))
    # What the check took back stays taken back, also when the start is refused.
    db.session.commit()
    mails = services.start_mailing(mailing_id, None, hold=not no_hold)
    db.session.commit()
    click.echo(ngettext("%(num)d mail on its way.", "%(num)d mails on their way.", mails))


@cli.command("pause")
@_id
def pause(mailing_id: int) -> None:
    """Hold back what has not left."""
    held = services.pause_mailing(_mailing(mailing_id).id, None)
    db.session.commit()
    click.echo(ngettext("Paused. %(num)d mail is held back.", "Paused. %(num)d mails are held back.", held))


@cli.command("resume")
@_id
def resume(mailing_id: int) -> None:
    """Let a paused mailing go on."""
    services.check_mailing(_mailing(mailing_id))
    db.session.commit()
    mails = services.resume_mailing(mailing_id, None)
    db.session.commit()
    click.echo(ngettext("%(num)d mail goes on.", "%(num)d mails go on.", mails))


@cli.command("cancel")
@_id
def cancel(mailing_id: int) -> None:
    """End it for good: what has not left never will."""
    cancelled = services.cancel_mailing(_mailing(mailing_id).id, None)
    db.session.commit()
    click.echo(ngettext("Cancelled. %(num)d mail was not sent.", "Cancelled. %(num)d mails were not sent.", cancelled))


@cli.command("show")
@_id
@json_option
def show(mailing_id: int, as_json: bool) -> None:
    """Show who is in it and what became of each mail."""
    mailing = _mailing(mailing_id)
    standings = queries.standings(mailing.id)
    counts = Counter(one.state for one in standings)
    if as_json:
        print_json(
            {
                "id": mailing.id,
                "state": mailing.state.value,
                "counts": dict(sorted(counts.items())),
                "recipients": [_recipient(one) for one in standings],
            }
        )
        return
    click.echo(f"{mailing.id}  {mailing.name}: {mailing.state.value}")
    for state, number in sorted(counts.items()):
        click.echo(f"  {state}: {number}")
    for one in standings:
        reason = _reason(one)
        click.echo(f"  {one.recipient.contact.name}: {one.state}" + (f" ({reason})" if reason else ""))


def _mailing(mailing_id: int) -> Mailing:
    mailing = queries.mailing_by_id(mailing_id)
    if mailing is None:
        raise UnknownMailing
    return mailing


def _organiser(email: str) -> User:
    member = db.session.scalar(sa.select(User).where(User.folded_email == folded(email)))
    if member is None:
        raise Refusal(_("Nobody in the team has the address %(email)s. Invite them first.", email=email))
    return member


def _tell_check(mailing: Mailing, as_json: bool, *, created: bool) -> None:
    standings = queries.standings(mailing.id)
    stopped = [one.recipient for one in standings if one.recipient.state is RecipientState.STOPPED]
    included = sum(one.recipient.state is RecipientState.INCLUDED for one in standings)
    if as_json:
        reasons = [{"contact": one.contact.name, "reason": why_stopped(one)} for one in stopped]
        print_json({"id": mailing.id, "recipients": included, "stopped": reasons})
        return
    if created:
        click.echo(_("Mailing %(id)d “%(name)s” drafted.", id=mailing.id, name=mailing.name))
    click.echo(ngettext("%(num)d person gets the mail.", "%(num)d people get the mail.", included))
    for one in stopped:
        click.echo(_("%(contact)s is stopped: %(reason)s", contact=one.contact.name, reason=why_stopped(one)))


def _recipient(standing: Standing) -> dict[str, Any]:
    return {
        "contact": standing.recipient.contact.name,
        "email": standing.recipient.email,
        "state": standing.state,
        "reason": _reason(standing),
        "message_id": standing.message.message_id if standing.message else None,
    }


def _reason(standing: Standing) -> str:
    return why_not_sent(standing.message) if standing.message else why_stopped(standing.recipient)
