"""The `outreach` command: the slices' command groups, and the commands of no one slice."""

import sys

import click
from flask.cli import FlaskGroup

from config import HalfConfigured
from outreach import create_app
from outreach.errors import OutreachError


class _Commands(FlaskGroup):
    """Turns every error raised on purpose into one sentence on standard error and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (OutreachError, HalfConfigured) as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(cls=_Commands, create_app=create_app, add_version_option=False)
def cli() -> None:
    """Run the petition page and the desk, and do from the shell what the desk does."""


def main() -> None:
    """Run the command line."""
    cli.main(args=sys.argv[1:], prog_name="outreach")
