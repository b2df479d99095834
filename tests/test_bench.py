"""The measurements of `bench/` measure what they say; no speed is checked here."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.beside import EMPTY, FLASK, NGINX, served_beside
from bench.goals import HIT, HOME, PAGES, Found, Goal, goals, growth, table
from bench.kept import table as table_of_kept
from bench.load import CONNECTIONS, TURNS, Load, answer_of, loaded, memory, read_wrk
from tests.equipment import program

SAID = """Running 2s test @ http://127.0.0.1:8000/
  1 threads and 8 connections
  Latency Distribution
     50%  187.00us
     75%  230.00us
     90%  310.00us
     99%    1.20ms
  81234 requests in 2.00s, 812.00MB read
Requests/sec:  40617.00
"""


def cost(milliseconds: float) -> Load:
    """Return a load whose requests took so much processor time."""
    return Load(1000, 2.0, milliseconds, [1.0], [2.0])


def test_wrk_is_understood() -> None:
    assert read_wrk(SAID) == (81_234, 0.187, 1.2)
    for trouble in ("  Non-2xx or 3xx responses: 7\n", "  Socket errors: connect 0, read 9\n"):
        with pytest.raises(RuntimeError):
            read_wrk(SAID + trouble)
    with pytest.raises(RuntimeError):
        read_wrk("unable to connect")


def test_goals_are_told_from_processor_time() -> None:
    loads = {HIT: cost(0.02), NGINX: cost(0.01), HOME: cost(1.0), "contributions": cost(4.5)}
    assert Goal(HIT, NGINX, 0.5, is_rate=True).holds(loads)
    assert not Goal(HIT, NGINX, 0.6, is_rate=True).holds(loads)
    assert not Goal("contributions", HOME, 4).holds(loads)
    told = list(goals(loads))
    assert len(told) == 3, "what was not measured is left out"
    assert [line.endswith("missed") for line in told] == [False, False, True]


def test_growth_is_told_of_each_page() -> None:
    found = {
        articles: Found({name: cost(price) for name in (HIT, *PAGES)}, {}, {}, {}, 1.0)
        for articles, price in ((1_000, 1.0), (200_000, 1.6))
    }
    told = list(growth(found))[1:]
    assert len(told) == 1 + len(PAGES)
    assert all(line.endswith("missed") for line in told)


def test_what_pages_are_measured_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program("nginx")
    # Two turns show that they add up; with wrk, each takes two seconds of the whole machine.
    monkeypatch.setattr("bench.load.TURNS", 2)
    kept, plain = b"x" * 9_876, b"x" * 54_321
    with ExitStack() as stack:
        targets = served_beside(stack, tmp_path, kept, plain)
        assert answer_of(targets[NGINX])[0] == kept
        assert len(answer_of(targets[EMPTY])[0]) == len(kept)
        page = answer_of(targets[FLASK])[0]
        assert len(page) == len(plain)
        assert page.count(b"<article>") == 12
        loads = loaded(targets, CONNECTIONS * TURNS * 5)
        held = {name: memory(target.server) for name, target in targets.items()}
    for load in loads.values():
        assert load.requests >= CONNECTIONS * TURNS
        assert load.cost > 0
        assert load.slow >= load.usual > 0
    sizes = dict.fromkeys(targets, 1)
    assert len(list(table(Found(loads, sizes, held, {FLASK: 3}, 0.5)))) == 5
    assert len(table_of_kept(loads)) == 4
