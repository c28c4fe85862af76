"""Sending: frozen mails of 5 kB with the whole ledger on, to Postfix's smtp-sink, beside smtp-source and two peers.

Two figures on each database: "send", mails that lie in the outbox by themselves; and "send_mailing", the same mails as one
mailing of the desk, whose gate reads each contact anew before the mail leaves and whose log notes it afterwards.
"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.harness import LIMIT, OURS, Figure, Turn, arguments, databases, in_turns, line, tell
from benchmarks.peers import python_of_peers
from benchmarks.peers.mail_peers import contestants, counted
from benchmarks.places import Place, place, workshop
from benchmarks.programs import Sink, have, our_environment, path_of, run, run_ours, sink
from benchmarks.sending.mails import SENDER

MAILS = 1000
_SIZE = 5000
_MAILING = "mailing"


def main(words: list[str] | None = None) -> None:
    """Measure and print the figures."""
    parser = arguments("How many mails leave in a second.")
    parser.add_argument(
        "--mails", type=int, default=MAILS, help=f"how many mails each sends in a turn (default {MAILS})"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave out mailmerge and django-post_office")
    asked = parser.parse_args(words)
    if not have("smtp-sink", "smtp-source", for_what="all figures of sending"):
        return
    peers = None if asked.no_peers else python_of_peers()
    for kind in databases(asked.database):
        with workshop() as folder, place(kind, folder, f"sending on {kind}") as where, sink(folder) as taken:
            if where is not None:
                tell(f"send, {kind}:")
                turns = _turns(where, folder, taken, asked.mails)
                if peers:
                    turns |= contestants(peers, where, folder, taken, asked.mails)
                _measure(turns, asked.rounds, kind)


def _turns(where: Place, folder: Path, sink: Sink, number: int) -> dict[str, Turn]:
    return {
        LIMIT: _smtp_source(sink, number * 5),
        OURS: _ours("mails", where, folder, sink, number),
        _MAILING: _ours(_MAILING, where, folder, sink, number),
    }


def _measure(turns: dict[str, Turn], rounds: int, kind: str) -> None:
    measured = in_turns(turns, rounds)
    mailing = measured.pop(_MAILING)
    print(line(Figure("send", "mails/s", "rate", kind), measured), flush=True)
    print(line(Figure("send_mailing", "mails/s", "rate", kind), {**measured, OURS: mailing}), flush=True)


def _smtp_source(sink: Sink, number: int) -> Turn:
    words = [path_of("smtp-source"), "-s", "10", "-l", str(_SIZE), "-m", str(number), "-d", "-f", SENDER.address]

    def turn() -> Mapping[str, float]:
        began = time.perf_counter()
        run([*words, "-t", "camille@newsroom.example", f"127.0.0.1:{sink.port}"])
        return {"rate": number / (time.perf_counter() - began)}

    return lambda: counted(sink, number, turn, "smtp-source")


def _ours(what: str, where: Place, folder: Path, sink: Sink, number: int) -> Turn:
    settings = {
        "INSTANCE_DIR": str(folder / "instance"),
        "MAIL_FROM": SENDER.address,
        "SMTP_URL": f"smtp://127.0.0.1:{sink.port}",
        "SEND_CAPS": "off",
        "TRIAL_MODE": "off",
    }
    queued = run_ours(
        our_environment(**settings, DATABASE_URL=where.new(what)), "benchmarks.sending.prepare", what, str(number)
    )
    if queued["due"] != number:
        sys.exit(f"{queued['due']} of {number} mails are due, so the figure would say nothing.")

    def turn() -> Mapping[str, float]:
        url = where.copy(f"{what}_turn", what)
        done = run_ours(our_environment(**settings, DATABASE_URL=url), "benchmarks.sending.ours")
        return {"rate": done["sent"] / done["seconds"]}

    return lambda: counted(sink, number, turn, f"outreach ({what})")


if __name__ == "__main__":
    main()
