"""What every command shares: the refusal that ends it with one sentence, and JSON for programs."""

import json
from typing import Any

import click


class Refusal(click.ClickException):
    """The command did nothing, for a reason told in one plain sentence on standard error; exit code 1."""

    def show(self, file: Any = None) -> None:
        """Print the sentence alone, without the word "Error" before it."""
        click.echo(self.format_message(), file=file, err=file is None)


def print_json(value: Any) -> None:
    """Print `value` as one JSON document, other scripts left readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
