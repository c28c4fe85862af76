"""From practice to the real campaign."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from outreach.errors import OutreachError
from outreach.i18n import language_code
from outreach.security.permissions import Permission, allow
from outreach.settings import settings
from outreach.start import campaigns
from outreach.start.forms import BeginForm

bp = Blueprint("start", __name__, url_prefix="/desk/begin")


@bp.route("", methods=["GET", "POST"])
@allow(Permission.MANAGE_SETTINGS)
def begin() -> ResponseReturnValue:
    """Ask who the first organiser is, and begin the real campaign on its fresh database."""
    if not settings().practice:
        abort(404)
    form = BeginForm()
    if form.validate_on_submit():
        try:
            link = campaigns.begin_real_campaign(form.email.data or "", language_code())
        except OutreachError as error:
            form.add_error("email", error)
        else:
            return render_template("start/begun.html", link=link)
    return render_template("start/begin.html", form=form, has_begun=campaigns.has_real_campaign_begun())
