"""The closed lists about contacts: kinds, stages, secrecy, addresses and their states."""

from enum import StrEnum


class ContactKind(StrEnum):
    """What a contact is to the campaign."""

    JOURNALIST = "journalist"
    LAWYER = "lawyer"
    NGO = "ngo"
    OFFICIAL = "official"
    ACADEMIC = "academic"
    OTHER = "other"


class Stage(StrEnum):
    """How far things are with a contact; moves by what happened, or by a person with a reason."""

    FOUND = "found"
    CLAIMED = "claimed"
    WRITTEN = "written"
    REPLIED = "replied"
    TALKING = "talking"
    HELPED = "helped"
    CLOSED = "closed"


class Secrecy(StrEnum):
    """Who in the team may see a contact."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"


class Waiting(StrEnum):
    """Whose turn it is."""

    NOBODY = "nobody"
    US = "us"
    THEM = "them"


class AddressKind(StrEnum):
    """By which way an address reaches somebody."""

    EMAIL = "email"
    PHONE = "phone"
    SIGNAL = "signal"
    WHATSAPP = "whatsapp"
    SOCIAL = "social"
    POSTAL = "postal"


class AddressState(StrEnum):
    """What is known of an address: good; refused for now (soft) or for good (dead); its owner asked us to stop."""

    GOOD = "good"
    SOFT = "soft"
    DEAD = "dead"
    OPTED_OUT = "opted_out"
