"""`outreach templates`: keep a template from a file, and list the merge fields."""

from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from outreach.cli_support import Refusal, json_option, print_json
from outreach.db import db
from outreach.i18n import _
from outreach.mail_templates import fields, services
from outreach.mail_templates.files import read_template
from outreach.mail_templates.services import AddedVersion

cli = AppGroup("templates", help="Mail templates.")


@cli.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def add(file: Path, as_json: bool) -> None:
    """Keep FILE.md as the newest version of its template.

    Its front matter has name, language, subject and, if the words are for one kind of contact only, kind.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(_("%(file)s is not written in UTF-8. Save it as UTF-8.", file=file.name)) from error
    added = services.add_version(read_template(text), None)
    facts = _facts(added)  # a commit forgets what was loaded
    db.session.commit()
    if as_json:
        print_json(facts)
    else:
        click.echo(_sentence(facts))


@cli.command("fields")
def list_fields() -> None:
    """List the merge fields and what they are."""
    for field in fields.FIELDS:
        click.echo(f"{{{{ {field.key} }}}}  {field.description}")


def _facts(added: AddedVersion) -> dict[str, Any]:
    version = added.version
    return {
        "id": version.template_id,
        "name": version.template.name,
        "language": version.language,
        "kind": version.kind,
        "version": version.number,
        "added": added.is_new,
    }


def _sentence(facts: dict[str, Any]) -> str:
    sentence = (
        _("Template “%(name)s” (%(language)s, %(kind)s): version %(version)d added.")
        if facts["added"]
        else _("Template “%(name)s” (%(language)s, %(kind)s): version %(version)d says the same. Nothing was changed.")
    )
    return str(sentence) % (facts | {"kind": facts["kind"] or _("for everyone")})
