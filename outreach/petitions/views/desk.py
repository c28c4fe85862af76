"""The desk of petitions: their numbers, texts and states."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from outreach.db import db
from outreach.i18n import PETITION_LANGUAGES, _
from outreach.petitions import links, markup, queries, wording
from outreach.petitions.desk_forms import ImportForm, MoveForm, TextForm
from outreach.petitions.errors import BadSlug, ImpossibleMove, NothingToOpen, TextChangedMeanwhile, UnreadableFile
from outreach.petitions.goals import goal_above
from outreach.petitions.models import Petition, PetitionState, PetitionText
from outreach.petitions.services.states import MOVES, move_petition
from outreach.petitions.services.texts import import_reading, write_text
from outreach.security.permissions import Permission, allow, require
from outreach.web.language import NAMES

bp = Blueprint("petition_desk", __name__, url_prefix="/desk/petitions")


@bp.get("")
@allow(Permission.EDIT_PETITIONS)
def index() -> ResponseReturnValue:
    """List the petitions."""
    petitions = queries.all_petitions()
    texts = queries.current_texts([petition.id for petition in petitions])
    return render_template("petition_desk/index.html", petitions=petitions, texts=texts, **_shared())


@bp.route("/new", methods=["GET", "POST"])
@allow(Permission.EDIT_PETITIONS)
def new() -> ResponseReturnValue:
    """Bring a petition, or its text in another language, from a file or pasted."""
    form = ImportForm()
    if form.validate_on_submit():
        try:
            imported = import_reading(form.slug.data, form.language.data, form.reading(), current_user.id)
        except UnreadableFile as error:
            form.add_error(form.source, error)
        except BadSlug as error:
            form.add_error("slug", error)
        else:
            db.session.commit()
            _tell(imported.text, form.language.data)
            return redirect(url_for(".show", petition_id=imported.petition.id))
    return render_template("petition_desk/new.html", form=form)


@bp.get("/<int:petition_id>")
@allow(Permission.EDIT_PETITIONS)
def show(petition_id: int) -> ResponseReturnValue:
    """Show one petition: its numbers, its state, its texts."""
    petition = _petition_or_404(petition_id)
    texts = queries.current_texts([petition.id])[petition.id]
    return render_template(
        "petition_desk/show.html",
        petition=petition,
        texts=texts,
        counts=queries.signature_counts(petition.id),
        signed=queries.signatures_by_text(petition.id),
        moves=MOVES[petition.state],
        missing=[code for code in PETITION_LANGUAGES if code not in texts],
        form=MoveForm(),
        **_shared(),
    )


@bp.route("/<int:petition_id>/texts/<language>", methods=["GET", "POST"])
@allow(Permission.EDIT_PETITIONS)
def text(petition_id: int, language: str) -> ResponseReturnValue:
    """Write the words in one language. What was signed stays as it was: saving makes a new version."""
    petition = _petition_or_404(petition_id)
    if language not in PETITION_LANGUAGES:
        abort(404)
    newest = queries.current_texts([petition.id])[petition.id].get(language)
    form = TextForm.of(newest)
    is_good = form.validate_on_submit()
    if is_good and not _only_look():
        try:
            written = write_text(petition, language, form.entry(), current_user.id, form.version())
            db.session.commit()
        except (TextChangedMeanwhile, IntegrityError):
            db.session.rollback()
            form.add_error(None, TextChangedMeanwhile())
            # Whoever has read the sentence may save over it.
            form.seen_version.data = str(_newest_version(petition_id, language))
        else:
            _tell(written, language)
            return redirect(url_for(".show", petition_id=petition_id))
    return render_template(
        "petition_desk/text.html",
        petition=_petition_or_404(petition_id),
        language=language,
        newest=newest,
        form=form,
        preview=form.entry() if is_good and _only_look() else None,
        **_shared(),
    )


@bp.post("/<int:petition_id>/<any(open, paused, closed, won, archived):to>")
@allow(Permission.OPEN_PETITIONS)
def move(petition_id: int, to: str) -> ResponseReturnValue:
    """Open, pause, close or archive a petition."""
    petition = _petition_or_404(petition_id)
    require(Permission.OPEN_PETITIONS, petition)
    form = MoveForm()
    if form.validate_on_submit():
        try:
            move_petition(petition, PetitionState(to), form.reason.data or "")
        except (ImpossibleMove, NothingToOpen) as error:
            db.session.rollback()
            flash(str(error), "error")
        else:
            db.session.commit()
            flash(
                _("Petition “%(slug)s”: %(state)s.", slug=petition.slug, state=wording.STATES[petition.state]),
                "success",
            )
    else:
        flash(str(form.reason.errors[0]), "error")
    return redirect(url_for(".show", petition_id=petition_id))


def _shared() -> dict[str, object]:
    # Not "links": that is the frame's navigation.
    return {"addresses": links, "markup": markup, "wording": wording, "goal_above": goal_above}


def _only_look() -> bool:
    return "preview" in request.form


def _petition_or_404(petition_id: int) -> Petition:
    petition = queries.petition_with_count(petition_id)
    return petition or abort(404)


def _newest_version(petition_id: int, language: str) -> int:
    newest = queries.current_texts([petition_id])[petition_id].get(language)
    return newest.version if newest else 0


def _tell(written: PetitionText | None, language: str) -> None:
    if written is None:
        flash(
            _("Nothing has changed: this is what the text in %(language)s says already.", language=NAMES[language]),
            "info",
        )
    else:
        sentence = _(
            "“%(title)s” saved as version %(version)s in %(language)s.",
            title=written.title,
            version=written.version,
            language=NAMES[language],
        )
        flash(sentence, "success")
