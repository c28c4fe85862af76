"""`outreach inbox`: mail handed over by a file or a pipe."""

from typing import BinaryIO

import click
from flask.cli import AppGroup

from outreach import clock
from outreach.cli_support import Refusal
from outreach.db import db
from outreach.i18n import _
from outreach.inbox import services
from outreach.inbox.words import KIND_NAMES

cli = AppGroup("inbox", help="Mail that came in.")


@cli.command("receive")
@click.argument("file", type=click.File("rb"))
def receive(file: BinaryIO) -> None:
    """Take in one mail from FILE (.eml), or from standard input when FILE is “-”."""
    raw = file.read()
    if not raw.strip():
        raise Refusal(_("The file is empty. Nothing was taken in."))
    mail = services.receive_mail(raw, clock.now())
    db.session.commit()
    click.echo(_("1 mail taken in: %(kind)s.", kind=KIND_NAMES[mail.kind]))
