"""Signing: POST /petitions/<slug>/sign with another person each time, against a bare Flask view doing one durable INSERT.

Same server, same kind of database, 16 connections. "sign" counts signatures taken in a second; "sign_p99" is the time within
which 99 of 100 were answered, where a ratio above 1 means slower than the bare view.
"""

import itertools
import sys
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from benchmarks.apps.insert import preparing
from benchmarks.harness import LIMIT, OURS, Figure, Turn, arguments, databases, in_turns, line, tell
from benchmarks.petition import PAGE, open_petition
from benchmarks.places import Place, place, workshop
from benchmarks.programs import CONNECTIONS, gunicorn, have, load, our_environment

SECONDS = 4.0
_WARM_UP_SECONDS = 3
# What we answer for: a signature, and the mail to confirm it.
_WRITTEN_TO = (
    "SELECT count(*) FROM signatures WHERE id IN (SELECT subject_id FROM messages WHERE subject_type = 'signature')"
)
_runs = itertools.count(1)


def main(words: list[str] | None = None) -> None:
    """Measure and print the figures."""
    parser = arguments("How many signatures are taken in a second.")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each turn lasts")
    asked = parser.parse_args(words)
    if not have("wrk", for_what="all figures of signing"):
        return
    for kind in databases(asked.database):
        with workshop() as folder, place(kind, folder, f"signing on {kind}") as where:
            if where is not None:
                tell(f"sign, {kind}:")
                _measure(where, folder, asked.seconds, asked.rounds)


def _measure(where: Place, folder: Path, seconds: float, rounds: int) -> None:
    bare, outreach = where.new("bare"), where.new("outreach")
    for statement in preparing(bare):
        _ask(bare, statement)
    environment = open_petition(folder / "instance", outreach)
    insert = gunicorn("benchmarks.apps.insert:app", folder / "bare.log", our_environment(BARE_DATABASE=bare))
    ours = gunicorn("outreach.wsgi:app", folder / "ours.log", environment)
    with insert as bare_origin, ours as origin:
        addresses = f"{bare_origin}/sign", f"{origin}{PAGE}/sign"
        for address in addresses:
            # The first answers of a process wait for templates and words to be read.
            load(address, _WARM_UP_SECONDS, "sign.lua", str(next(_runs)))
        turns: dict[str, Turn] = {
            LIMIT: _signing(addresses[0], seconds, bare, "SELECT count(*) FROM signatures"),
            OURS: _signing(addresses[1], seconds, outreach, _WRITTEN_TO),
        }
        measured = in_turns(turns, rounds)
    print(line(Figure("sign", "signatures/s", "rate", where.kind), measured), flush=True)
    print(line(Figure("sign_p99", "ms", "p99", where.kind), measured), flush=True)


def _signing(address: str, seconds: float, url: str, count: str) -> Turn:
    """Return a turn that ends the benchmark if what was answered is not what was written."""

    def turn() -> Mapping[str, float]:
        before = _ask(url, count)
        measured = load(address, seconds, "sign.lua", str(next(_runs)))
        written, answered = _ask(url, count) - before, int(measured["answers"])
        # The load ends in the middle of some requests, which were written and not answered any more.
        if not answered <= written <= answered + CONNECTIONS:
            sys.exit(f"{address} answered {answered} signatures, and wrote {written}.")
        return measured

    return turn


def _ask(url: str, statement: str) -> int:
    """Run one statement on the database at `url`, and return the number it answers with, 0 where it gives none."""
    address = url.replace("postgresql:", "postgresql+psycopg:", 1)
    engine = sa.create_engine(address, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        found = connection.execute(sa.text(statement))
        answer = found.scalar() if found.returns_rows else 0
    return answer if isinstance(answer, int) else 0


if __name__ == "__main__":
    main()
