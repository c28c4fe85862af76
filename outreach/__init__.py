"""The application: `create_app` builds, configures and registers; it holds no rules."""

import os
from importlib import import_module
from typing import Any

from flask import Flask
from flask_login import current_user

from config import Settings
from outreach import paths, registry
from outreach.db import db, prepare_engine
from outreach.extensions import babel, csrf, login_manager, migrate
from outreach.extensions import mail as flask_mail  # `mail` is a package of ours, and would take the name over
from outreach.i18n import choose_language, choose_time_zone


def create_app(**overrides: str) -> Flask:
    """Return an application with the settings of the environment, each replaced by `overrides` of the same name.

    Raises:
        HalfConfigured: the settings cannot work together.
    """
    settings = Settings.read({**os.environ, **overrides})
    app = Flask(
        "outreach",
        root_path=str(paths.TRANSLATIONS.parent),
        template_folder=str(paths.TEMPLATES),
        static_folder=str(paths.STATIC),
    )
    app.config.from_mapping(_flask_settings(settings))
    _bind_extensions(app)
    _register(app, settings)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    is_secure = settings.desk_url.startswith("https://")
    return {
        "OUTREACH": settings,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "BABEL_TRANSLATION_DIRECTORIES": str(paths.TRANSLATIONS),
        # Under https a neighbouring host of the same domain can plant no cookie of this name.
        "SESSION_COOKIE_NAME": "__Host-desk_form" if is_secure else "desk_form",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": is_secure,
        "WTF_CSRF_TIME_LIMIT": None,  # a form left open overnight still saves; the session behind it ends by itself
        "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
    }


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    migrate.init_app(app, db, directory=str(paths.MIGRATIONS), render_as_batch=True, compare_type=True)
    babel.init_app(app, locale_selector=choose_language, timezone_selector=choose_time_zone)
    csrf.init_app(app)
    # Not init_app: it would ask the session at every answer, for a "remember me" that we do not have and for who reads, and so
    # make pages for everybody vary with the cookie. Templates get the lazy proxy instead.
    app.login_manager = login_manager  # type: ignore[attr-defined] # where Flask-Login looks for it
    app.jinja_env.globals["current_user"] = current_user
    flask_mail.init_app(app)


def _register(app: Flask, settings: Settings) -> None:
    for name in registry.RULES:
        import_module(name)
    for setup in registry.SETUPS:
        import_module(setup).init_app(app)
    served = {"public": registry.PUBLIC_BLUEPRINTS, "desk": registry.DESK_BLUEPRINTS}
    for face, blueprints in served.items():
        if settings.faces in {"both", face}:
            for name in blueprints:
                app.register_blueprint(import_module(name).bp)
    for name in registry.COMMAND_GROUPS:
        app.cli.add_command(import_module(name).cli)
