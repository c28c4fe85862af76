"""`outreach audit verify`."""

import click
from flask.cli import AppGroup

from outreach.audit import queries
from outreach.cli_support import Refusal, json_option, print_json
from outreach.i18n import _

cli = AppGroup("audit", help="Who did what, when.")


@cli.command("verify")
@json_option
def verify(*, as_json: bool) -> None:
    """Walk the chain: print the first broken row, or the head, which can be written down and compared later."""
    chain = queries.walk_chain()
    if as_json:
        print_json({"holds": chain.holds, "rows": chain.rows, "head": chain.head.hex(), "broken": chain.broken_id})
    if not chain.holds:
        raise Refusal(
            _(
                "The audit is broken at row %(row)d: it or what stood before it was changed, taken out or added from outside.",
                row=chain.broken_id,
            )
        )
    if not as_json:
        click.echo(_("The audit holds: %(rows)d rows, head %(head)s.", rows=chain.rows, head=chain.head.hex()))
