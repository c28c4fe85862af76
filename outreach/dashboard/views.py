"""Today: the page one begins the day with."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.dashboard import queries
from outreach.security.permissions import Permission, allow

bp = Blueprint("dashboard", __name__, url_prefix="/desk")


@bp.get("/")
@allow(Permission.SEE_DESK)
def today() -> ResponseReturnValue:
    """Show whom to contact today, who waits for whom, and what is under way; `whose=mine` shows one's own people only."""
    only_mine = request.args.get("whose") == "mine"
    on = clock.today(current_user.time_zone)
    shown = queries.today_of(current_user, on, only_mine=only_mine)
    return render_template("dashboard/today.html", today=shown, on=on, only_mine=only_mine)
