"""Changes to contacts: adding, changing, claiming, opting out. One function per intention; none commits."""

from outreach.contacts.services.claims import claim, hand_over, release
from outreach.contacts.services.contacts import add_address, add_contact, change_contact
from outreach.contacts.services.organisations import find_or_add_organisation
from outreach.contacts.services.standing import mark_do_not_contact, move_stage, set_stage

__all__ = [
    "add_address",
    "add_contact",
    "change_contact",
    "claim",
    "find_or_add_organisation",
    "hand_over",
    "mark_do_not_contact",
    "move_stage",
    "release",
    "set_stage",
]
