"""Sending: claim a group, hand it over on several connections, record, and so on until nothing is due.

The record of one group and the claim of the next share a commit. Every message is claimed durably before its first byte
leaves; a process killed in between leaves at most one group behind, which becomes uncertain.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from config import SendCaps
from outreach import clock
from outreach.db import db
from outreach.mail.outcomes import NotSent, Uncertain
from outreach.mail.transports import Connection, Transport
from outreach.outbox.claiming import Claimed, claim
from outreach.outbox.recording import Outcome, Result, record
from outreach.settings import settings

# Few, where a provider counts them with the mails; many to a relay of one's own, where commits are shared by as many mails.
CONNECTIONS, CONNECTIONS_UNCAPPED = 4, 10
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """What one run of the sender did: how many it handed over or tried to, and whether more may be due."""

    tried: int
    is_finished: bool


def send_due(transport: Transport, worker: str, limit: timedelta, connections: int | None = None) -> Run:
    """Send what is due, for at most `limit`, on so many connections, and return what was done. Commits as it goes."""
    until = clock.now() + limit
    connections = connections or _usual_connections()
    tried = 0
    with ThreadPoolExecutor(connections) as threads:
        lines = [_Line(transport) for _ in range(connections)]
        group = _claim(worker, connections)
        while group:
            results = list(threads.map(_hand_over, lines, group))
            tried += len(results)
            record(results)
            go_on = clock.now() < until and not _server_is_away(results)
            group = claim(worker, connections, clock.now()) if go_on else []
            db.session.commit()
        for line in lines:
            line.close()
    return Run(tried, is_finished=clock.now() < until)


def _usual_connections() -> int:
    return CONNECTIONS_UNCAPPED if settings().send_caps == SendCaps() else CONNECTIONS


def _claim(worker: str, limit: int) -> list[Claimed]:
    group = claim(worker, limit, clock.now())
    db.session.commit()
    return group


class _Line:
    """One connection, opened when first needed and again when it broke; used by one thread at a time."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.connection: Connection | None = None

    def send(self, message: Claimed) -> Outcome:
        try:
            if self.connection is None or not self.connection.is_open:
                self.close()
                self.connection = self.transport.open()
            return self.connection.send(message.envelope_from, message.recipient, message.content)
        except (NotSent, Uncertain) as outcome:
            return outcome
        except Exception as error:
            # Nobody knows how far it came: to write twice is worse than to ask a person.
            log.exception("message %s ended in an unforeseen way", message.id)
            self.close()
            return Uncertain(f"unforeseen: {type(error).__name__}")

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _hand_over(line: _Line, message: Claimed) -> Result:
    outcome = line.send(message)
    return Result(message, outcome, clock.now())


def _server_is_away(results: Sequence[Result]) -> bool:
    """Whether nothing of a group could be handed over for want of a server: then the rest of the queue waits, too."""
    return all(isinstance(one.outcome, NotSent) and one.outcome.cause in {"connection", "sign_in"} for one in results)
