"""What becomes of each row of a list of people: new, changes somebody, says nothing new, double, stopped, blank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from outreach.contacts.entries import ContactEntry, entry_of
from outreach.contacts.kinds import Secrecy
from outreach.contacts.models import Contact
from outreach.i18n import _
from outreach.imports.contacts.matching import Known, NameKey, compared_email, emails_of, name_key, sorted_name
from outreach.imports.contacts.meaning import ListFacts, ReadRow, read_row
from outreach.imports.contacts.merging import merged
from outreach.imports.faults import Fault
from outreach.imports.models import Verdict
from outreach.imports.reading import Row
from outreach.suppressions.models import SuppressionReason


@dataclass
class Judged:
    """One row and what becomes of it. `contact` is whom of ours it is about; `entry` what is to be known of them after."""

    row: Row
    verdict: Verdict
    read: ReadRow
    faults: list[Fault]
    contact: Contact | None = None
    entry: ContactEntry | None = None
    logs: bool = False
    reminds: bool = False
    takes_owner: bool = False
    # The row of the same list that a double repeats.
    first: "Judged | None" = None


@dataclass
class _Seen:
    """The rows of this list so far that bring somebody, by address and by name."""

    by_email: dict[str, Judged] = field(default_factory=dict)
    by_name: dict[NameKey, Judged] = field(default_factory=dict)

    def add(self, judged: Judged) -> None:
        entry = judged.read.entry
        for email in entry.emails:
            self.by_email.setdefault(compared_email(email), judged)
        self.by_name.setdefault(name_key(entry), judged)

    def like(self, entry: ContactEntry) -> Judged | None:
        """Return the earlier row about the same person: same address, or same name at the same organisation."""
        by_email = next((self.by_email[one] for one in map(compared_email, entry.emails) if one in self.by_email), None)
        is_named = bool(entry.organisation) or not entry.emails
        return by_email or (self.by_name.get(name_key(entry)) if is_named else None)


class Judge:
    """Judges the rows of one list against each other and against the contacts of ours. `sees_all`: also secret ones."""

    def __init__(self, rows: Sequence[Row], facts: ListFacts, *, sees_all: bool) -> None:
        """Read all `rows`, and load whom they may be about."""
        self.facts, self.sees_all = facts, sees_all
        self._read = [(row, read_row(row.cells, facts)) for row in rows]
        self._known = Known(read for row, read in self._read if not row.is_blank)
        self._seen = _Seen()

    def verdicts(self) -> Iterator[Judged]:
        """Give each row, in order, with what becomes of it."""
        for row, read in self._read:
            if row.is_blank:
                yield Judged(row, Verdict.BLANK, read, [])
                continue
            judged = self._judged(row, read)
            if judged.verdict in {Verdict.NEW, Verdict.CHANGES, Verdict.SAME}:
                self._seen.add(judged)
            yield judged

    def _judged(self, row: Row, read: ReadRow) -> Judged:
        faults = [*read.faults, *self._erased(read.entry)]
        if read.is_stopped or len(faults) > len(read.faults):
            return Judged(row, Verdict.STOPPED, read, faults)
        if first := self._seen.like(read.entry):
            return Judged(row, Verdict.DOUBLE, read, [*faults, self._like(first)], first=first)
        faults += self._silence(read.entry)
        contact, doubt = self._ours(read.entry)
        if contact and contact.secrecy is not Secrecy.OPEN and not self.sees_all:
            return Judged(
                row, Verdict.STOPPED, read, [*faults, self._at_email(_("Ask an organiser to import this row."))]
            )
        if doubt:
            return Judged(row, Verdict.DOUBLE, read, [*faults, self._at_email(doubt)], contact)
        if contact is None:
            return self._with_days(Judged(row, Verdict.NEW, read, faults, entry=read.entry, takes_owner=True), None)
        return self._compared(Judged(row, Verdict.SAME, read, faults, contact))

    def _erased(self, entry: ContactEntry) -> list[Fault]:
        if SuppressionReason.ERASURE not in self._reasons(entry):
            return []
        return [self._at_email(_("This person had what we knew of them erased, so the row was left out."))]

    def _silence(self, entry: ContactEntry) -> list[Fault]:
        if entry.do_not_contact or not self._reasons(entry):
            return []
        return [
            replace(
                self._at_email(_("No mail goes to this address: it refuses ours, or asked for none.")), is_note=True
            )
        ]

    def _reasons(self, entry: ContactEntry) -> set[SuppressionReason]:
        found = (self._known.suppressed.get(compared_email(email)) for email in entry.emails)
        return {reason for reason in found if reason is not None}

    def _ours(self, entry: ContactEntry) -> tuple[Contact | None, str]:
        """Return whom of ours a row is about, and what makes that doubtful (empty: nothing does)."""
        name = set(sorted_name(entry.name or entry.organisation).split())
        by_email = [
            self._known.contacts[one]
            for email in entry.emails
            for one in self._known.by_email.get(compared_email(email), ())
        ]
        for contact in by_email:
            # A name that was corrected or completed has a word in common with the old one; a colleague's has none.
            if name & set(sorted_name(contact.name).split()):
                return contact, ""
        if by_email:
            return by_email[0], _(
                "This address is that of %(name)s already. If they are two, give each an address of their own.",
                name=by_email[0].name,
            )
        return self._ours_by_name(entry)

    def _ours_by_name(self, entry: ContactEntry) -> tuple[Contact | None, str]:
        named = [self._known.contacts[one] for one in self._known.by_name.get(name_key(entry), ())]
        if not named or (entry.emails and not entry.organisation):
            return None, ""
        if len(named) > 1:
            return named[0], _(
                "There are several contacts called %(name)s there. Give the address of the one you mean.",
                name=named[0].name,
            )
        has_other = bool(entry.emails) and bool(emails_of(named[0]))
        doubt = _(
            "%(name)s is there already with another address. Add the new one on the contact's page, or tell the names apart.",
            name=named[0].name,
        )
        return named[0], doubt if has_other else ""

    def _compared(self, judged: Judged) -> Judged:
        contact = judged.contact
        assert contact is not None  # noqa: S101 - for the type checker; only rows about somebody are compared
        earlier = self._known.earlier_reading(contact, self.facts)
        current = entry_of(contact)
        judged.entry = merged(current, judged.read.entry, earlier.entry if earlier else None)
        judged.takes_owner = judged.read.owner_id is not None and (
            earlier is None or earlier.owner_id != judged.read.owner_id
        )
        self._with_days(judged, earlier)
        if judged.entry != current or judged.logs or judged.reminds or judged.takes_owner:
            judged.verdict = Verdict.CHANGES
        return judged

    def _with_days(self, judged: Judged, earlier: ReadRow | None) -> Judged:
        read, contact_id = judged.read, judged.contact.id if judged.contact else 0
        is_stopped = judged.contact is not None and judged.contact.do_not_contact
        judged.logs = (
            read.last_contact is not None
            and (earlier is None or (earlier.last_contact, earlier.said) != (read.last_contact, read.said))
            and (contact_id, read.last_contact, read.said) not in self._known.logged
        )
        judged.reminds = (
            read.follow_up_on is not None
            and not is_stopped
            and (earlier is None or earlier.follow_up_on != read.follow_up_on)
            and (contact_id, read.follow_up_on) not in self._known.reminded
        )
        if read.follow_up_on and is_stopped:
            heading = self.facts.columns.heading_of("follow_up")
            judged.faults.append(Fault(heading, _("They asked not to be contacted, so nobody is reminded to do it.")))
        return judged

    def _like(self, first: Judged) -> Fault:
        return self._at_email(
            _(
                "The same as row %(row)d (%(name)s): not imported twice.",
                row=first.row.number,
                name=first.read.entry.name or first.read.entry.organisation,
            )
        )

    def _at_email(self, sentence: str) -> Fault:
        columns = self.facts.columns
        headings = (columns.heading_of(name) for name in ("email", "name", "family_name", "organisation"))
        return Fault(next(filter(None, headings), ""), sentence)
