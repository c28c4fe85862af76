"""Who may see and change single contacts: asked by `may` and `require` wherever a contact is at stake."""

from typing import Any

from outreach.contacts.kinds import Secrecy
from outreach.contacts.models import Contact
from outreach.contacts.queries import sees_secret_ones
from outreach.security.permissions import Permission, record_rule


@record_rule(Contact)
def may_use_contact(member: Any, _permission: Permission, contact: Contact) -> bool:
    """Return whether `member` may do to `contact` what the role allows: never to one that `member` may not see."""
    return contact.secrecy is Secrecy.OPEN or sees_secret_ones(member)
