"""Logging at the desk: the full form, and the quick log of three taps (person, outcome, next date)."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.contacts import queries as contact_queries
from outreach.contacts.errors import BadQuestion
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.i18n import _
from outreach.interactions import queries, services
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.errors import (
    ContactOptedOut,
    FollowUpBeforeExchange,
    FollowUpTooFar,
    NotYetHappened,
    TooLongAgo,
)
from outreach.interactions.forms import ANSWERS, NEXT_DAYS, QUICK_CHANNELS, InteractionForm, QuickForm
from outreach.interactions.models import Channel, Outcome
from outreach.security.permissions import Permission, allow
from outreach.web.filters import day_in_words
from outreach.web.forms import BaseForm
from outreach.web.ids import row_id

bp = Blueprint("interactions", __name__, url_prefix="/desk")
_OF_DAY = (NotYetHappened, TooLongAgo)
_OF_NEXT_DAY = (ContactOptedOut, FollowUpBeforeExchange, FollowUpTooFar)


@bp.route("/contacts/<int:contact_id>/interactions/new", methods=["GET", "POST"])
@allow(Permission.LOG)
def new(contact_id: int) -> ResponseReturnValue:
    """Log an exchange with one contact."""
    contact = _contact(contact_id)
    outcome = request.args.get("outcome")
    form = InteractionForm(clock.today(current_user.time_zone), outcome=outcome if outcome in set(Outcome) else "")
    if form.validate_on_submit() and _log(contact, form.entry(), form, "follow_up_on"):
        return redirect(url_for("contacts.show", contact_id=contact_id))
    return render_template("interactions/new.html", contact=contact, form=form)


@bp.route("/log", methods=["GET", "POST"])
@allow(Permission.LOG)
def quick() -> ResponseReturnValue:
    """Log in three taps; each is one press that also works without scripts."""
    contact_id = request.args.get("contact", type=row_id)
    if contact_id is None:
        return _choose_person()
    contact = _contact(contact_id)
    if request.args.get("outcome") not in ANSWERS:
        answers = {key: answer for key, answer in ANSWERS.items() if key != "opted-out"}
        return render_template(
            "interactions/quick_outcome.html", contact=contact, answers=answers, channels=QUICK_CHANNELS
        )
    return _choose_next_day(contact, request.args["outcome"])


def _choose_person() -> ResponseReturnValue:
    words, error = request.args.get("q", ""), ""
    contacts: list[Contact] = []
    try:
        contacts = list(queries.people_to_log(current_user, words))
    except BadQuestion as refusal:
        error = str(refusal)
    return render_template("interactions/quick_person.html", contacts=contacts, words=words, error=error)


def _choose_next_day(contact: Contact, answer: str) -> ResponseReturnValue:
    form = QuickForm(clock.today(current_user.time_zone), answer, _channel(), request.form.get("next", "on"))
    if form.validate_on_submit() and _log(contact, form.entry(), form, "next_on"):
        return redirect(url_for("interactions.quick"))
    return render_template(
        "interactions/quick_next.html", contact=contact, form=form, answer=ANSWERS[answer], next_days=NEXT_DAYS
    )


def _log(contact: Contact, entry: InteractionEntry, form: BaseForm, next_field: str) -> bool:
    """Log `entry` and say so, or put the sentence of a refusal beside its field and return False."""
    try:
        services.log_interaction(contact, entry, current_user)
    except _OF_DAY as error:
        form.add_error("happened_on", error)
    except _OF_NEXT_DAY as error:
        form.add_error(next_field, error)
    else:
        db.session.commit()
        flash(_logged(contact, entry), "success")
        return True
    return False


def _logged(contact: Contact, entry: InteractionEntry) -> str:
    if entry.outcome is Outcome.OPTED_OUT:
        return str(_("Logged. Nobody contacts %(name)s any more.", name=contact.name))
    if entry.follow_up_on:
        # Today's page shows a step from its day on: say here that it is kept.
        return str(
            _(
                "Logged with %(name)s. Next step on %(day)s.",
                name=contact.name,
                day=day_in_words(entry.follow_up_on),
            )
        )
    return str(_("Logged with %(name)s.", name=contact.name))


def _channel() -> Channel:
    asked = request.args.get("channel")
    return Channel(asked) if asked in set(QUICK_CHANNELS) else Channel.CALL


def _contact(contact_id: int) -> Contact:
    return contact_queries.whole_contact(contact_id, current_user) or abort(404)
