"""What the application is made of: the modules `create_app` imports and registers, slice by slice.

A new slice adds its lines here, one name a line; taking them out takes the slice out.
"""

# Modules with a blueprint `bp`; the face it belongs to decides whether a process with FACES serves it.
PUBLIC_BLUEPRINTS: tuple[str, ...] = (
    "outreach.suppressions.views",
    "outreach.petitions.views.public",
    "outreach.petitions.views.own",
    "outreach.offers.views.public",
)
DESK_BLUEPRINTS: tuple[str, ...] = (
    "outreach.accounts.views.door",
    "outreach.accounts.views.sessions",
    "outreach.audit.views",
    "outreach.dashboard.views",
    "outreach.contacts.views.claims",
    "outreach.contacts.views.contacts",
    "outreach.contacts.views.organisations",
    "outreach.imports.views",
    "outreach.inbox.views",
    "outreach.interactions.views.follow_ups",
    "outreach.interactions.views.log",
    "outreach.mail_templates.views",
    "outreach.offers.views.desk",
    "outreach.petitions.views.desk",
    "outreach.outbox.views",
    "outreach.mailings.views",
    "outreach.start.views",
)
# Modules with a click group or command `cli`.
COMMAND_GROUPS: tuple[str, ...] = (
    "outreach.accounts.cli",
    "outreach.audit.cli",
    "outreach.demo.cli",
    "outreach.contacts.cli",
    "outreach.inbox.cli",
    "outreach.interactions.cli",
    "outreach.mail_templates.cli",
    "outreach.mailings.cli",
    "outreach.petitions.cli",
    "outreach.petitions.cli_signatures",
)
# Modules that register something when imported: gates and kinds of mail, jobs, permissions of records.
RULES: tuple[str, ...] = (
    "outreach.accounts.mail",
    "outreach.accounts.tasks",
    "outreach.accounts.words",
    "outreach.contacts.labels",
    "outreach.contacts.rules",
    "outreach.contacts.words",
    "outreach.interactions.labels",
    "outreach.interactions.panels",
    "outreach.imports.cli",
    "outreach.imports.labels",
    "outreach.mailings.gate",
    "outreach.mailings.tasks",
    "outreach.mailings.words",
    "outreach.offers.words",
    "outreach.outbox.tasks",
    "outreach.petitions.mail_kinds",
    "outreach.petitions.tasks",
    "outreach.petitions.words",
)
# Modules with `init_app(app)`: what every page shares (headers, filters, error pages, the published files' short path).
SETUPS: tuple[str, ...] = (
    "outreach.jobs.engine",
    "outreach.security.permissions",
    "outreach.accounts.current",
    "outreach.web.ids",
    "outreach.web.origin",
    "outreach.web.assets",
    "outreach.web.filters",
    "outreach.web.paging",
    "outreach.web.labels",
    "outreach.web.headers",
    "outreach.web.errors",
    "outreach.web.navigation",
    "outreach.web.language",
    "outreach.web.health",
    "outreach.web.front",
    # Last, so that it stands before everything: a page that is read costs none of the above.
    "outreach.petitions.short_path",
)
