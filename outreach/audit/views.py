"""The page of the audit, for organisers."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from outreach.audit import queries
from outreach.audit.models import AuditEvent
from outreach.audit.wording import in_words
from outreach.security.permissions import Permission, allow
from outreach.web.paging import page_of

bp = Blueprint("audit", __name__, url_prefix="/desk/audit")


@bp.route("")
@allow(Permission.SEE_AUDIT)
def index() -> ResponseReturnValue:
    """Show who did what, the latest first, narrowed to an actor or an action."""
    asked = {name: request.args.get(name, "") for name in ("actor", "action")}
    page = page_of(queries.events(**asked), [sa.desc(AuditEvent.id)], mark=request.args.get("page"))
    return render_template(
        "audit/index.html",
        page=page,
        asked=asked,
        actors=_choices(queries.actors()),
        actions=_choices(queries.actions()),
        in_words=in_words,
    )


def _choices(names: Sequence[str]) -> list[tuple[str, str]]:
    return sorted(((name, in_words(name)) for name in names), key=lambda one: one[1].casefold())
