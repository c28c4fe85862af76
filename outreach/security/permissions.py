"""Who may do what: permissions, the roles that hold them, rules of single records, and the declaration every view carries.

A view says who may come in directly under its route, with `@anyone` or `@allow(Permission.X)`. Whether this person may do
that to this record is asked of `may` or `require`, and answered here and nowhere else.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

ANYONE = "anyone"


class Permission(StrEnum):
    """One thing a person in the team may do."""

    SEE_DESK = "see_desk"
    EDIT_CONTACTS = "edit_contacts"
    LOG = "log"
    CLAIM = "claim"
    IMPORT = "import"
    EXPORT = "export"
    WRITE_TEMPLATES = "write_templates"
    DRAFT_MAILINGS = "draft_mailings"
    APPROVE_MAILINGS = "approve_mailings"
    SEND_MAILINGS = "send_mailings"
    EDIT_PETITIONS = "edit_petitions"
    OPEN_PETITIONS = "open_petitions"
    SEE_SIGNATURES = "see_signatures"
    ANSWER_OFFERS = "answer_offers"
    SEE_INBOX = "see_inbox"
    SEE_OUTBOX = "see_outbox"
    MANAGE_TEAM = "manage_team"
    SEE_AUDIT = "see_audit"
    MANAGE_SETTINGS = "manage_settings"


class Role(StrEnum):
    """What a person is in the team; each role but the first may all that the one before it may, and more."""

    VIEWER = "viewer"
    VOLUNTEER = "volunteer"
    FAMILY = "family"
    ORGANISER = "organiser"


_VIEWER = frozenset({Permission.SEE_DESK})
_VOLUNTEER = _VIEWER | {
    Permission.EDIT_CONTACTS,
    Permission.LOG,
    Permission.CLAIM,
    Permission.SEE_INBOX,
    Permission.DRAFT_MAILINGS,
    Permission.WRITE_TEMPLATES,
    Permission.SEE_OUTBOX,
}
_FAMILY = _VOLUNTEER | {Permission.IMPORT, Permission.EDIT_PETITIONS, Permission.ANSWER_OFFERS}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.VOLUNTEER: _VOLUNTEER,
    Role.FAMILY: _FAMILY,
    Role.ORGANISER: frozenset(Permission),
}

# A rule is asked whether `member`, whose role holds `permission`, may use it on `record`: rule(member, permission, record).
Rule = Callable[[Any, Permission, Any], bool]
_rules: dict[type, Rule] = {}

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def record_rule(model: type) -> Callable[[Rule], Rule]:
    """Register the decorated function as the rule of `model` and its subclasses.

    A rule can only narrow what a role holds: it is not asked when the role lacks the permission.
    """

    def register(rule: Rule) -> Rule:
        _rules[model] = rule
        return rule

    return register


def holds(member: Any, permission: Permission, record: object = None) -> bool:
    """Return whether `member` holds `permission`, on `record` if one is given. Nobody signed in holds nothing."""
    if not getattr(member, "is_authenticated", False):
        return False
    if permission not in PERMISSIONS[Role(member.role)]:
        return False
    rule = next((_rules[kind] for kind in type(record).__mro__ if kind in _rules), None)
    return rule is None or rule(member, permission, record)


def may(permission: Permission, record: object = None) -> bool:
    """Return whether the person signed in may use `permission`, on `record` if one is given. Also known to templates."""
    # Rules compare people, and the stand-in that Flask-Login gives is nobody's equal.
    member = current_user._get_current_object() if current_user else None  # noqa: SLF001 - Werkzeug's documented way
    return holds(member, permission, record)


def require(permission: Permission, record: object = None) -> None:
    """End the request with 404 unless the person signed in may use `permission` on `record`: what one may not see is not there."""
    if not may(permission, record):
        abort(404)


def anyone(view: View[P]) -> View[P]:
    """Declare that everybody may open this view, signed in or not."""
    return _declare(view, ANYONE)


def allow(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Declare that only those signed in who hold `permission` may open this view.

    Who is not signed in goes to the sign-in page, and comes back; who may not finds nothing there (404).
    """

    def declare(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                return _to_sign_in()
            require(permission)
            return view(*args, **kwargs)

        return _declare(guarded, permission)

    return declare


def access_of(view: Callable[..., Any]) -> str | None:
    """Return what `view` declares: "anyone", a permission, or None when it declares nothing."""
    found: str | None = getattr(view, "access", None)
    return found


def init_app(app: Flask) -> None:
    """Let templates ask `may(Permission.X, record)`."""
    app.jinja_env.globals.update(may=may, Permission=Permission)


def _declare(view: View[P], access: str) -> View[P]:
    if access_of(view) is not None:
        raise TypeError(f"{view.__qualname__} declares its access twice")
    view.access = access  # type: ignore[attr-defined] # functions take attributes; their type does not say so
    return view


def _to_sign_in() -> ResponseReturnValue:
    # A form's own address may not answer to GET, so only a page that was being read is returned to.
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted))
