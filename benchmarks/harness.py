"""Rounds in which everybody takes their turn, and the line that is printed of each figure.

The computer is never quiet: a case moves two- to threefold between minutes. So a figure is worth nothing beside one of
another run, and a ratio only when both sides were measured in turns.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 5
DATABASES = ("sqlite", "postgresql")
OURS, LIMIT = "ours", "limit"

Turn = Callable[[], Mapping[str, float]]
Measured = Mapping[str, Sequence[Mapping[str, float]]]


@dataclass(frozen=True)
class Figure:
    """What is measured: its name, its unit, which number of a turn it is, and on which database (None: on none)."""

    name: str
    unit: str
    number: str
    database: str | None = None


def in_turns(contestants: Mapping[str, Turn], rounds: int) -> dict[str, list[Mapping[str, float]]]:
    """Let each contestant take its turn in each round, begun by another each time, and return what each measured."""
    names = list(contestants)
    measured: dict[str, list[Mapping[str, float]]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            measured[name].append(contestants[name]())
            tell(f"  round {number + 1} of {rounds}, {name}: {_in_words(measured[name][-1])}")
    return measured


def line(figure: Figure, measured: Measured, ours: str = OURS, limit: str = LIMIT) -> str:
    """Return the JSON line of `figure`: medians of ours and of the limit, and our ratio to the limit and to each peer.

    A ratio is the median of the ratios of the rounds, which a computer that is busier in some rounds than in others
    moves less than the ratio of two medians.
    """
    own = _series(measured, ours, figure)
    ratios = {
        name: round(_ratio(own, _series(measured, name, figure)), 4)
        for name, turns in measured.items()
        if name != ours and all(figure.number in turn for turn in turns)
    }
    facts = {
        "figure": figure.name,
        "value": round(statistics.median(own), 2),
        "unit": figure.unit,
        "limit": round(statistics.median(_series(measured, limit, figure)), 2) if limit in ratios else None,
        "ratio": ratios.pop(limit, None),
        "peers": ratios,
        "rounds": len(own),
        "database": figure.database,
    }
    return json.dumps(facts)


def arguments(description: str) -> argparse.ArgumentParser:
    """Return the parser of what every benchmark can be told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--rounds", type=_at_least_one, default=ROUNDS, help="how often each takes its turn (default 5)"
    )
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both", help="where ours keeps its rows")
    return parser


def databases(asked: str) -> tuple[str, ...]:
    """Return the kinds of database that were asked for."""
    return DATABASES if asked == "both" else (asked,)


def tell(words: str) -> None:
    """Say how it goes, on standard error: standard output holds the figures alone."""
    print(words, file=sys.stderr, flush=True)


def _series(measured: Measured, name: str, figure: Figure) -> list[float]:
    return [turn[figure.number] for turn in measured.get(name, ())]


def _ratio(own: Sequence[float], other: Sequence[float]) -> float:
    return statistics.median(mine / theirs for mine, theirs in zip(own, other, strict=True))


def _in_words(turn: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:,.1f}" for name, value in turn.items())


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one round is needed")
    return number
