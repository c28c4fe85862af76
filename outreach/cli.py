"""The `outreach` command: the slices' command groups, and the commands of no one slice."""

import logging
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import click
from flask import Flask, current_app, has_app_context
from flask.cli import FlaskGroup, ScriptInfo, with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from config import HalfConfigured
from outreach import create_app, practice
from outreach.cli_support import Refusal, json_option, print_json
from outreach.doctor import examine
from outreach.errors import OutreachError
from outreach.i18n import _, ngettext
from outreach.jobs.worker import drain, work
from outreach.supervisor import Supervisor, end_with_parent, refuse_taken_port
from outreach.upgrading import is_current, upgrade_database, what_ails_database

DEFAULT_PORT = 8000


class _Commands(FlaskGroup):
    """Turns every error raised on purpose into one sentence on standard error and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (OutreachError, HalfConfigured) as error:
            raise Refusal(str(error)) from error
        except SQLAlchemyError as error:
            # A slice's command still has its application's context here, with all it holds; a command of this module has not.
            with nullcontext() if has_app_context() else ctx.ensure_object(ScriptInfo).load_app().app_context():
                sentence = what_ails_database(error)
            if sentence is None:
                raise
            raise Refusal(sentence) from error


@click.group(cls=_Commands, create_app=create_app, add_default_commands=False, add_version_option=False)
def cli() -> None:
    """Run the petition page and the desk, and do from the shell what the desk does."""


@cli.command("upgrade")
@click.option("--no-backup", is_flag=True, help="Do not copy the database first: you have a copy.")
@with_appcontext
def upgrade(*, no_backup: bool) -> None:
    """Make the database, or bring it to this version's tables, after a copy of it was kept."""
    done = upgrade_database(with_backup=not no_backup)
    if not done.changed:
        click.echo(_("The database is at revision %(revision)s already. Nothing was changed.", revision=done.after))
        return
    if done.backup:
        click.echo(_("A copy of the database was kept at %(path)s.", path=done.backup))
    if done.before is None:
        click.echo(_("The database was made, at revision %(revision)s.", revision=done.after))
    else:
        click.echo(_("The database went from revision %(old)s to %(new)s.", old=done.before, new=done.after))


@cli.command("worker")
@click.option("--drain", "is_drain", is_flag=True, help="Work off what is due now, then end.")
@with_appcontext
def worker(*, is_drain: bool) -> None:
    """Send mail, count signatures and publish pages, as long as it runs."""
    if not is_current():
        raise Refusal(
            _("The database has other tables than this version. Nothing was sent. Run “outreach upgrade” first.")
        )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the way Flask gives
    if os.environ.get("OUTREACH_SUPERVISED"):
        end_with_parent()
    if is_drain:
        ran = drain(app)
        click.echo(ngettext("%(num)s job was run.", "%(num)s jobs were run.", ran))
        return
    work(app)


@cli.command("doctor")
@json_option
@with_appcontext
def doctor(*, as_json: bool) -> None:
    """Look at disk, database, clock, keys, mail, address and fonts: what is wrong, why it matters, what to type."""
    findings = examine()
    if as_json:
        print_json([vars(finding) | {"do": "" if finding.ok else finding.do} for finding in findings])
        return
    for finding in findings:
        click.echo(f"{'✓' if finding.ok else '✗'} {finding.check}: {finding.why if finding.ok else finding.do}")


@cli.command("run")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True, help="Where to listen.")
@click.option("--practice", "campaign", flag_value=practice.PRACTICE, help="Go (back) to the practice campaign.")
@click.option("--real", "campaign", flag_value=practice.REAL, help="Go to the real campaign.")
@with_appcontext
def run(port: int, campaign: str | None) -> None:
    """Upgrade, then serve pages and send mail on this computer (127.0.0.1) until Ctrl-C.

    The first start opens a practice campaign beside the real one: nothing of it leaves this computer.
    """
    from outreach.start import campaigns  # noqa: PLC0415 - it builds applications, as this module's group does

    refuse_taken_port(port)
    root = practice.root_dir()
    campaigns.prepare(root, port, campaign)
    Supervisor(root, port, _announcer(root, port, campaigns.describe)).run()


def _announcer(root: Path, port: int, describe: Callable[[Path, int, str], list[str]]) -> Callable[[str], None]:
    def announce(campaign: str) -> None:
        for line in describe(root, port, campaign):
            click.echo(line)
        sys.stdout.flush()

    return announce


def main() -> None:
    """Run the command line."""
    cli.main(args=sys.argv[1:], prog_name="outreach")
