"""Signatures from the shell: `outreach signatures …`."""

import click
from flask.cli import AppGroup

from outreach.cli_support import Refusal, json_option, print_json
from outreach.errors import OutreachError
from outreach.i18n import _
from outreach.petitions import queries
from outreach.petitions.models import SignatureState

cli = AppGroup("signatures", help="Look after signatures.")


@cli.command("count")
@click.argument("slug")
@json_option
def count(slug: str, *, as_json: bool) -> None:
    """Say how many signatures of the petition SLUG are confirmed, pending, quarantined and withdrawn."""
    try:
        found = queries.signature_counts(queries.petition_called(slug).id)
    except OutreachError as error:
        raise Refusal(str(error)) from error
    told = {str(state): number for state, number in found.items() if state is not SignatureState.ERASED}
    # The order of the contract, not of the enum.
    told = {name: told[name] for name in ("confirmed", "pending", "quarantined", "withdrawn")}
    if as_json:
        print_json(told)
    else:
        click.echo(
            _(
                "%(confirmed)d confirmed, %(pending)d pending, %(quarantined)d quarantined, %(withdrawn)d withdrawn",
                **told,
            )
        )
