"""Mailings at the desk."""

from outreach.mailings.views import drafting, mails, running
from outreach.mailings.views.shared import bp

__all__ = ["bp", "drafting", "mails", "running"]
