"""Preparing the practice campaign and the real one, and telling how to get in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach import create_app, practice
from outreach.accounts import queries
from outreach.accounts.services import invite, make_sign_in_link
from outreach.db import db
from outreach.demo.services import fill_demo, is_filled
from outreach.i18n import _
from outreach.security.permissions import Role
from outreach.upgrading import upgrade_database


def prepare(root: Path, port: int, campaign: str | None) -> None:
    """Make or migrate the databases, fill the practice one at its first start, and note which campaign to serve."""
    # Links made in the shell lead to where the pages are.
    (root / "address").write_text(f"http://127.0.0.1:{port}\n", encoding="utf-8")
    # With a database of one's own there is something real to serve, and practice is for whoever asks for it.
    first = practice.REAL if os.environ.get("DATABASE_URL") else practice.PRACTICE
    chosen = campaign or practice.chosen(root) or first
    practice.choose(root, chosen)
    with _campaign(practice.REAL, root):
        upgrade_database()
    if chosen == practice.PRACTICE:
        prepare_practice(root)


def prepare_practice(root: Path) -> dict[str, int] | None:
    """Make or migrate the practice database and fill it if it is empty; return how much was added, None if nothing."""
    with _campaign(practice.PRACTICE, root):
        upgrade_database()
        if is_filled():
            return None
        added = fill_demo()
        db.session.commit()
        return added


def begin_real_campaign(email: str, language: str) -> str:
    """Open the real campaign to its first organiser and return the link that lets them in, once, within 48 hours.

    From the next moment on `outreach run` serves the real campaign.

    Raises:
        OutreachError: the address cannot be used.
    """
    root = practice.root_dir()
    with _campaign(practice.REAL, root):
        upgrade_database()
        link = invite(email, Role.ORGANISER, language=language).link
        db.session.commit()
        practice.choose(root, practice.REAL)
        return link


def has_real_campaign_begun() -> bool:
    """Whether somebody was invited into the real campaign already."""
    with _campaign(practice.REAL, practice.root_dir()):
        upgrade_database()
        return bool(queries.members())


def describe(root: Path, port: int, campaign: str) -> list[str]:
    """Return the lines that say where the pages are and how to get in."""
    address = f"http://127.0.0.1:{port}"
    with _campaign(campaign, root):
        organisers = queries.organisers()
        link = make_sign_in_link(organisers[0]) if organisers else None
        db.session.commit()
    lines = ["", _("The pages are at %(address)s", address=f"{address}/")]
    if campaign == practice.PRACTICE:
        lines.append(
            _("This is the practice campaign: people and mails are made up, and nothing leaves this computer.")
        )
    if link:
        lines += [_("Sign in as the organiser with this link. It works once, for 48 hours:"), link]
    else:
        lines.append(
            _("No organiser has entered the team yet. Invite one: outreach users invite EMAIL --role organiser")
        )
    return [*lines, _("Ctrl-C stops everything."), ""]


@contextmanager
def _campaign(name: str, root: Path) -> Iterator[None]:
    app = create_app(INSTANCE_DIR=str(root), PRACTICE="on" if name == practice.PRACTICE else "off")
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()
