"""The switch between the languages of the desk."""

from flask import Blueprint, Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach.db import db
from outreach.i18n import DESK_LANGUAGES
from outreach.security.permissions import Permission, allow

bp = Blueprint("language", __name__)
# Each in its own name: who looks for a language may not read the one the page is in.
NAMES = {
    "en": "English",
    "fr": "Français",
    "ug": "ئۇيغۇرچە",
    "zh": "中文",
    "tr": "Türkçe",
    "de": "Deutsch",
    "kk": "Қазақша",
}


def init_app(app: Flask) -> None:
    """Serve the switch where the desk is served, and let templates name the languages."""
    if app.config["OUTREACH"].faces != "public":
        app.register_blueprint(bp)
    app.jinja_env.globals.update(desk_languages=DESK_LANGUAGES, language_names=NAMES, here=here)


@bp.post("/language")
@allow(Permission.SEE_DESK)
def switch() -> ResponseReturnValue:
    """Keep the language this person chose, and go back to where they were."""
    chosen = request.form.get("language", "")
    if chosen in DESK_LANGUAGES:
        current_user.language = chosen
        db.session.commit()
    return redirect(safe_path(request.form.get("next")))


def here() -> str:
    """Return the path of the page being shown, with its question, to come back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/desk/"


def safe_path(wanted: str | None, otherwise: str = "/desk/") -> str:
    """Return `wanted` when it is a path of this site, else `otherwise`: a link from elsewhere must not lead on to elsewhere."""
    wanted = wanted or ""
    # Two slashes begin a host name, and a browser takes "///host" for one too.
    leads_away = not wanted.startswith("/") or wanted.startswith("//")
    # Browsers read a backslash as a slash, and drop tabs and line breaks.
    unusual = any(letter == "\\" or not letter.isprintable() for letter in wanted)
    return otherwise if leads_away or unusual else wanted
