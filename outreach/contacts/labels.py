"""What kinds, stages, secrecy and addresses are called on pages."""

from outreach.contacts.kinds import AddressKind, AddressState, ContactKind, Secrecy, Stage, Waiting
from outreach.i18n import _l
from outreach.web import labels

labels.register(
    ContactKind,
    {
        ContactKind.JOURNALIST: _l("Journalist"),
        ContactKind.LAWYER: _l("Lawyer"),
        ContactKind.NGO: _l("NGO"),
        ContactKind.OFFICIAL: _l("Official"),
        ContactKind.ACADEMIC: _l("Academic"),
        ContactKind.OTHER: _l("Other"),
    },
)
labels.register(
    Stage,
    {
        Stage.FOUND: _l("Found"),
        Stage.CLAIMED: _l("Claimed"),
        Stage.WRITTEN: _l("Written to"),
        Stage.REPLIED: _l("Replied"),
        Stage.TALKING: _l("Talking"),
        Stage.HELPED: _l("Helped"),
        Stage.CLOSED: _l("Closed"),
    },
    {Stage.REPLIED: "info", Stage.TALKING: "info", Stage.HELPED: "good"},
)
labels.register(
    Waiting,
    {Waiting.NOBODY: _l("Nobody’s turn"), Waiting.US: _l("Waiting for us"), Waiting.THEM: _l("Waiting for them")},
    {Waiting.US: "warn"},
)
labels.register(
    Secrecy,
    {Secrecy.OPEN: _l("Open"), Secrecy.RESTRICTED: _l("Restricted"), Secrecy.CONFIDENTIAL: _l("Confidential")},
    {Secrecy.RESTRICTED: "warn", Secrecy.CONFIDENTIAL: "bad"},
)
labels.register(
    AddressKind,
    {
        AddressKind.EMAIL: _l("E-mail"),
        AddressKind.PHONE: _l("Phone"),
        AddressKind.SIGNAL: _l("Signal"),
        AddressKind.WHATSAPP: _l("WhatsApp"),
        AddressKind.SOCIAL: _l("Social network"),
        AddressKind.POSTAL: _l("Postal address"),
    },
)
labels.register(
    AddressState,
    {
        AddressState.GOOD: _l("Good"),
        AddressState.SOFT: _l("Refused for now"),
        AddressState.DEAD: _l("Does not exist any more"),
        AddressState.OPTED_OUT: _l("Not to be used"),
    },
    {AddressState.GOOD: "good", AddressState.SOFT: "warn", AddressState.DEAD: "bad", AddressState.OPTED_OUT: "bad"},
)
