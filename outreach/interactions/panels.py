"""The log on a contact's page."""

from typing import Any

from flask import request

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.contacts.panels import Panel, register
from outreach.interactions import queries
from outreach.interactions.forms import InteractionForm


def _values(contact: Contact, member: User) -> dict[str, Any]:
    today = clock.today(member.time_zone)
    return {
        "timeline": queries.timeline(contact, request.args.get("page")),
        "follow_ups": queries.follow_ups_of(contact),
        "form": InteractionForm(today, formdata=None),
        "today": today,
    }


register(Panel("interactions/_panel.html", _values))
