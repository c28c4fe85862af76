"""What other slices add to a contact's page: this slice knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from outreach.accounts.models import User
from outreach.contacts.models import Contact


@dataclass(frozen=True)
class Panel:
    """A part of a contact's page: its template, and the values the template is given."""

    template: str
    values: Callable[[Contact, User], dict[str, Any]]


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Show `panel` on every contact's page, after those registered before."""
    if panel not in _panels:
        _panels.append(panel)


def panels_of(contact: Contact, member: User) -> list[tuple[str, dict[str, Any]]]:
    """Return the template and the values of each panel for `contact`, as `member` may see them."""
    return [(panel.template, panel.values(contact, member)) for panel in _panels]
