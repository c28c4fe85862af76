"""Where templates, static files and migrations are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_HOME = _PACKAGE if (_PACKAGE / "migrations").is_dir() else _PACKAGE.parent

TEMPLATES = _HOME / "templates"
STATIC = _HOME / "static"
MIGRATIONS = _HOME / "migrations"
TRANSLATIONS = _PACKAGE / "translations"
