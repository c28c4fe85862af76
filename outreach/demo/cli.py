"""`outreach demo`: fill the practice campaign beside the real one."""

import click
from flask.cli import with_appcontext

from outreach.i18n import _
from outreach.practice import root_dir
from outreach.start.campaigns import prepare_practice


@click.command("demo")
@with_appcontext
def cli() -> None:
    """Fill a separate practice database with a fictional team, people and mails around the sample petition."""
    filled = prepare_practice(root_dir())
    if filled is None:
        click.echo(_("The practice campaign is filled already. Nothing was changed."))
        return
    click.echo(
        _(
            "The practice campaign was filled: %(members)s members, %(contacts)s contacts, %(interactions)s exchanges, "
            "%(templates)s template texts, %(signatures)s signatures. “outreach run --practice” opens it.",
            **filled,
        )
    )
