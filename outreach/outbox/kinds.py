"""The kinds of mail. The slice that writes a kind registers it with its priority, its gate, and what to do afterwards."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.outbox.states import MessageState


@dataclass(frozen=True)
class DueMessage:
    """What a gate is told of a message that is about to leave."""

    id: int
    kind: str
    subject_type: str
    subject_id: int
    batch: str | None
    cap_group: str | None
    address_hash: bytes
    identity_id: int
    created_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Go:
    """It may leave now."""


@dataclass(frozen=True)
class Wait:
    """It may leave later: it is asked about again at `until`. The reason is a sentence, kept with the message."""

    until: datetime
    reason: str


@dataclass(frozen=True)
class Skip:
    """It must not leave any more."""

    reason: str


@dataclass(frozen=True)
class Ended:
    """What became of a message: sent, refused, uncertain, skipped or cancelled."""

    id: int
    kind: str
    subject_type: str
    subject_id: int
    batch: str | None
    state: MessageState
    cause: str
    address_hash: bytes
    ended_at: datetime


Verdict = Go | Wait | Skip
Gate = Callable[[Sequence[DueMessage], datetime], Mapping[int, Verdict]]
Afterwards = Callable[[Sequence[Ended]], None]


def open_gate(messages: Sequence[DueMessage], _now: datetime) -> Mapping[int, Verdict]:
    """Let every message go: for mail that nothing can stop any more, such as an answer to a request just made."""
    return {message.id: Go() for message in messages}


def nothing_follows(_ended: Sequence[Ended]) -> None:
    """Do nothing: for mail whose end changes nothing else."""


@dataclass(frozen=True)
class MailKind:
    """One kind of mail.

    `gate` is asked within the claiming transaction, for several messages at once; a message it does not name goes.
    `settled` is called within the recording transaction. `is_paced` kinds wait when the mailbox's caps are reached; the
    others count towards the caps but do not wait: somebody asked for them a moment ago. Private kinds name people who trust
    the campaign with their names, or hold a link that lets somebody in: only who may see signatures reads them captured.
    """

    name: str
    priority: int
    gate: Gate = open_gate
    settled: Afterwards = nothing_follows
    is_paced: bool = True
    is_private: bool = False


_kinds: dict[str, MailKind] = {}


def register(kind: MailKind) -> None:
    """Make `kind` known; a later one of the same name takes its place."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> MailKind:
    """Return the kind `name`.

    Raises:
        KeyError: no slice registered it; its messages wait until one does.
    """
    return _kinds[name]


def known_kinds() -> Collection[str]:
    """Return the names of all kinds."""
    return _kinds.keys()


def unpaced_kinds() -> list[str]:
    """Return the names of the kinds that do not wait for caps."""
    return [kind.name for kind in _kinds.values() if not kind.is_paced]


def private_kinds() -> list[str]:
    """Return the names of the kinds that not everybody in the team may read."""
    return [kind.name for kind in _kinds.values() if kind.is_private]


# In trial mode only the team can be mailed: the slice that knows the team says which addresses (by hash) are its own.
TeamLookup = Callable[[Collection[bytes]], Collection[bytes]]
_team: list[TeamLookup] = []


def register_team(lookup: TeamLookup) -> None:
    """Make known how to tell the team's own addresses from others, by keyed hash."""
    _team[:] = [lookup]


def team_addresses(hashes: Collection[bytes]) -> set[bytes]:
    """Return those of `hashes` that are addresses of the team."""
    return set(_team[0](hashes)) if _team else set()
