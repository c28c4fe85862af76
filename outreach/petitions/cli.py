"""Petitions from the shell: `outreach petitions …`."""

from pathlib import Path

import click
from flask.cli import AppGroup

from outreach.cli_support import Refusal
from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import PETITION_LANGUAGES, _, ngettext
from outreach.petitions import links, queries
from outreach.petitions.models import PetitionState
from outreach.petitions.reading import LARGEST_FILE_BYTES, Reading, read_petition
from outreach.petitions.services.states import move_petition
from outreach.petitions.services.texts import Imported, import_reading
from outreach.petitions.wording import STATES

cli = AppGroup("petitions", help="Publish petitions, and open and close them.")


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", required=True, help="The short name in the address, such as free-my-mother.")
@click.option("--language", required=True, type=click.Choice(PETITION_LANGUAGES), help="The language of the text.")
@click.option("--draft", is_flag=True, help="Keep it from the public.")
def import_file(file: Path, slug: str, language: str, *, draft: bool) -> None:
    """Publish a petition from a text or Markdown FILE, or add its text in another language or a newer version."""
    try:
        with file.open("rb") as opened:
            reading = read_petition(opened.read(LARGEST_FILE_BYTES + 1), language)
        imported = import_reading(slug, language, reading)
        opened_now = imported.is_new and not draft
        if opened_now:
            move_petition(imported.petition, PetitionState.OPEN)
    except OutreachError as error:
        raise Refusal(str(error)) from error
    db.session.commit()
    _tell(imported, reading, language)


@cli.command("open")
@click.argument("slug")
@click.option("--reason", default="", help="Why, for the record.")
def open_petition(slug: str, reason: str) -> None:
    """Let everybody read and sign the petition SLUG."""
    _move(slug, PetitionState.OPEN, reason)


@cli.command("close")
@click.argument("slug")
@click.option("--reason", default="", help="Why, for the record.")
def close_petition(slug: str, reason: str) -> None:
    """End signing the petition SLUG; its page stays. Links that were mailed still confirm for 24 hours."""
    _move(slug, PetitionState.CLOSED, reason)


def _move(slug: str, to: PetitionState, reason: str) -> None:
    try:
        petition = queries.petition_called(slug)
        move_petition(petition, to, reason)
    except OutreachError as error:
        raise Refusal(str(error)) from error
    db.session.commit()
    click.echo(
        _(
            "Petition “%(slug)s” is %(state)s now: %(address)s",
            slug=slug,
            state=STATES[to],
            address=links.petition_url(slug),
        )
    )


def _tell(imported: Imported, reading: Reading, language: str) -> None:
    petition, text = imported.petition, imported.text
    if text is None:
        click.echo(
            _(
                "Nothing changed: petition “%(slug)s” has this text in “%(language)s” already.",
                slug=petition.slug,
                language=language,
            )
        )
        return
    click.echo(
        ngettext(
            "“%(title)s”: version %(version)d in “%(language)s”, %(num)d word.",
            "“%(title)s”: version %(version)d in “%(language)s”, %(num)d words.",
            len(reading.story.split()),
            title=text.title,
            version=text.version,
            language=language,
        )
    )
    if reading.appeal:
        click.echo(_("Its appeal to those who can help leads to %(address)s", address=links.help_url(petition.slug)))
    if imported.is_new:
        click.echo(_goal(petition.first_goal, reading))
    click.echo(
        _(
            "Petition “%(slug)s” is %(state)s: %(address)s",
            slug=petition.slug,
            state=STATES[petition.state],
            address=links.petition_url(petition.slug, language),
        )
    )


def _goal(goal: int, reading: Reading) -> str:
    if reading.goal:
        return str(_("Goal %(goal)d, from the line “%(line)s”.", goal=goal, line=reading.counter_line))
    return str(_("Goal %(goal)d, as the file names none.", goal=goal))
