"""Imports at the desk."""

from outreach.imports.views import settling  # noqa: F401 - adds its pages to the blueprint
from outreach.imports.views.imports import bp

__all__ = ["bp"]
