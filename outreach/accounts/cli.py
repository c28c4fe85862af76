"""`outreach users`: invite, list, and a sign-in link for whoever lost their password."""

import click
from flask.cli import AppGroup

from outreach.accounts import queries, services
from outreach.accounts.errors import NoSuchMember
from outreach.cli_support import json_option, print_json
from outreach.db import db
from outreach.i18n import _
from outreach.security.permissions import Role

cli = AppGroup("users", help="The team.")
_ROLES = click.Choice([role.value for role in reversed(Role)])


@cli.command("invite")
@click.argument("email")
@click.option("--role", type=_ROLES, required=True, help="What they may do.")
@json_option
def invite(email: str, role: str, *, as_json: bool) -> None:
    """Invite EMAIL into the team: print a link that lets them in once, within 48 hours.

    Inviting somebody again replaces their link and role.
    """
    invitation = services.invite(email, Role(role))
    db.session.commit()
    if as_json:
        print_json({"link": invitation.link})
        return
    click.echo(_("1 person invited: %(email)s, as %(role)s.", email=invitation.user.email, role=role))
    click.echo(_("Give them this link. It works once, for 48 hours:"))
    click.echo(invitation.link)


@cli.command("sign-in-link")
@click.argument("email")
@json_option
def sign_in_link(email: str, *, as_json: bool) -> None:
    """Print a link that signs EMAIL in once, within 48 hours, without a password."""
    user = queries.find_user(email)
    if user is None:
        raise NoSuchMember
    link = services.make_sign_in_link(user)
    db.session.commit()
    if as_json:
        print_json({"link": link})
    else:
        click.echo(link)


@cli.command("list")
@json_option
def list_users(*, as_json: bool) -> None:
    """List the team: address, role, state, name."""
    rows = [
        {"email": user.email, "role": user.role.value, "state": user.state.value, "name": user.name}
        for user in queries.members()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo("\t".join(row.values()))
