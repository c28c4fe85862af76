"""`outreach contacts`: people out into a file; the imports slice adds their way in."""

from pathlib import Path

import click
from flask.cli import AppGroup

from outreach.cli_support import Refusal
from outreach.contacts import exports
from outreach.db import db
from outreach.i18n import _, ngettext

cli = AppGroup("contacts", help="Contacts: in from files, and out.")


@cli.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--segment", "question", default="", help="Words that must all hold: kind:journalist language:fr,en …")
def export(file: Path, question: str) -> None:
    """Write contacts to FILE, by its ending (csv)."""
    try:
        exported = exports.export_to_file(file, question)
    except OSError as error:
        raise Refusal(_("%(file)s cannot be written: %(reason)s.", file=file, reason=error.strerror)) from error
    db.session.commit()
    click.echo(
        ngettext(
            "%(num)d contact written to %(file)s.",
            "%(num)d contacts written to %(file)s.",
            exported.written,
            file=file,
        )
    )
    if exported.left_out:
        click.echo(
            ngettext(
                "%(num)d contact left out, marked never to be exported.",
                "%(num)d contacts left out, marked never to be exported.",
                exported.left_out,
            )
        )
