"""Each benchmark runs, small, and prints what docs/figures.md and other programs read. How fast it was is not judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.harness import Figure, in_turns, line
from tests.support.needs import needs

pytestmark = [pytest.mark.no_database]

ROOT = Path(__file__).parents[2]
KEYS = ["figure", "value", "unit", "limit", "ratio", "peers", "rounds", "database"]


def figures(name, *words):
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--rounds", "1", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(one) for one in done.stdout.splitlines()]


def names(found):
    for one in found:
        assert list(one) == KEYS
        assert one["value"] > 0
        assert one["limit"] > 0
        assert one["ratio"] > 0
        assert one["rounds"] == 1
    return [(one["figure"], one["database"]) for one in found]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_sending_prints_its_figures(kind):
    needs("smtp-source")
    if kind == "postgresql":
        needs("initdb")

    found = figures("send", "--mails", "12", "--no-peers", "--database", kind)

    assert names(found) == [("send", kind), ("send_mailing", kind)]


@pytest.mark.slow
def test_reading_prints_its_figures():
    needs("wrk")
    needs("nginx")

    found = figures("page", "--seconds", "1")

    assert names(found) == [("page", "sqlite"), ("page_304", "sqlite"), ("page_nginx", None)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_signing_prints_its_figures(kind):
    needs("wrk")
    if kind == "postgresql":
        needs("initdb")

    found = figures("sign", "--seconds", "4", "--database", kind)

    assert names(found) == [("sign", kind), ("sign_p99", kind)]


def test_an_unknown_benchmark_is_named_with_those_there_are():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "speed"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "“speed”" in done.stderr
    assert "send, page, sign" in done.stderr


def test_everybody_begins_a_round_in_turn():
    order = []
    turns = {name: lambda name=name: order.append(name) or {"rate": 1.0} for name in ("ours", "limit", "peer")}

    in_turns(turns, 3)

    assert order == ["ours", "limit", "peer", "limit", "peer", "ours", "peer", "ours", "limit"]


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds():
    measured = {
        "ours": [{"rate": 100.0}, {"rate": 10.0}, {"rate": 60.0}],
        "limit": [{"rate": 200.0}, {"rate": 20.0}, {"rate": 100.0}],
        "peer": [{"rate": 50.0}, {"rate": 5.0}, {"rate": 10.0}],
    }

    found = json.loads(line(Figure("send", "mails/s", "rate", "sqlite"), measured))

    assert found == {
        "figure": "send",
        "value": 60.0,
        "unit": "mails/s",
        "limit": 100.0,
        "ratio": 0.5,
        "peers": {"peer": 2.0},
        "rounds": 3,
        "database": "sqlite",
    }
