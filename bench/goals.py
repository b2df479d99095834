"""What pages cost beside nginx, an empty application and bare Flask, and whether the goals hold.

`python -m bench.goals [--articles N …] [--people P] [--requests R]`; bench/README.md says how to
read it, docs/performance.md holds what it last said.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.config import Config
from bench.beside import COMPRESSED, EMPTY, FLASK, MIB, NGINX, WORKERS, served_beside
from bench.load import Load, Target, answer_of, loaded, memory
from bench.school import HEAD, PARENT, Size, cookie_of, make_school, questions
from bench.start import first_page
from tests.demo_pages import article, search
from tests.serving import serving

CONTRIBUTIONS = "/publication/contributions"
HIT, SAME, HOME = "home, kept", "home, not modified", "home, each time"
PAGES: Mapping[str, tuple[str, str]] = {
    HOME: ("/", ""),
    "article, each time": (article("A15"), ""),
    "feed, each time": ("/rss.xml", ""),
    "search, frequent word": (search("collège"), ""),
    "/accueil of a parent": ("/accueil", PARENT),
    "contributions": (CONTRIBUTIONS, HEAD),
    "contributions, filtered": (f"{CONTRIBUTIONS}?q=sortie", HEAD),
}
"""The pages that are made each time: their address, and who asks."""


@dataclass(frozen=True)
class Goal:
    """A bound for the processor time of a page beside that of another answer."""

    page: str
    beside: str
    bound: float
    is_rate: bool = False
    """Whether the bound is for requests at the same cost: the larger the better."""

    def ratio(self, loads: Mapping[str, Load]) -> float:
        """Return what was measured."""
        ratio = loads[self.page].cost / loads[self.beside].cost
        return 1 / ratio if self.is_rate else ratio

    def holds(self, loads: Mapping[str, Load]) -> bool:
        """Tell whether it is reached."""
        ratio = self.ratio(loads)
        return ratio >= self.bound if self.is_rate else ratio <= self.bound


GOALS = (
    Goal(HIT, NGINX, 0.5, is_rate=True),
    Goal(HIT, EMPTY, 0.65, is_rate=True),
    Goal(SAME, HIT, 0.9, is_rate=True),
    Goal(HOME, FLASK, 0.3, is_rate=True),
    Goal("article, each time", FLASK, 0.3, is_rate=True),
    Goal("feed, each time", FLASK, 0.3, is_rate=True),
    Goal("/accueil of a parent", HOME, 4),
    Goal("contributions", HOME, 4),
    Goal("contributions, filtered", HOME, 4),
    Goal("search, frequent word", HOME, 5),
)
CORES = os.sched_getaffinity(0)
GROWTH = 1.5
"""How much more a page may cost with the largest number of articles than with the smallest."""


@dataclass
class Found:
    """What was found out of one school."""

    loads: dict[str, Load]
    bytes: dict[str, int]
    memory: dict[str, float]
    questions: dict[str, int]
    start: float
    """Seconds from `bin/run` to the first page."""


def main() -> None:
    """Make the schools, measure them one after the other, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.goals", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[20_000])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=4000)
    options = parser.parse_args()
    found: dict[int, Found] = {}
    for wanted in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            size = Size(wanted, options.people)
            config, articles = make_school(Path(folder) / "school", size)
            found[articles] = measured(config, Path(folder), options.requests)
        print(f"\n{articles:,} articles, {options.people:,} people\n")
        print("\n".join([*table(found[articles]), "", *goals(found[articles].loads)]))
    if len(found) > 1:
        print("\n".join(["", *growth(found)]))


def measured(config: Config, folder: Path, requests: int) -> Found:
    """Serve everything on one core and ask in turns from another."""
    paths = {name: path for name, (path, _login) in PAGES.items()}
    cookies = {login: cookie_of(config, login) for _path, login in PAGES.values() if login}
    asked = {name: questions(config, *page) for name, page in PAGES.items()}
    start = first_page(config)
    with ExitStack() as stack, on_core(0):
        kept = stack.enter_context(serving(replace(config, page_cache=MIB), workers=WORKERS))
        rendered = stack.enter_context(serving(config, workers=WORKERS))
        targets = {
            name: Target(rendered, paths[name], {"Cookie": cookies[login]} if login else {}, 0.05)
            for name, (_path, login) in PAGES.items()
        }
        plain, _tag = answer_of(targets[HOME])
        body, tag = answer_of(Target(kept, headers=COMPRESSED))
        targets |= {
            HIT: Target(kept, headers=COMPRESSED),
            SAME: Target(kept, headers=COMPRESSED | {"If-None-Match": tag}),
        }
        targets |= served_beside(stack, folder, body, plain)
        with on_core(-1):
            loads = loaded(targets, requests)
        sizes = {name: len(answer_of(target)[0]) for name, target in targets.items()}
        held = {name: memory(target.server) for name, target in targets.items()}
    return Found(loads, sizes, held, asked, start)


@contextmanager
def on_core(number: int) -> Iterator[None]:
    """Let what starts meanwhile run on one core only; this process too, until the end."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(CORES)[number]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def table(found: Found) -> Iterator[str]:
    """Yield the lines of what was measured."""
    yield (
        f"{'':26}{'a second':>10}{'CPU ms':>9}{'p50 ms':>9}{'p99 ms':>9}{'bytes':>9}"
        f"{'MiB':>6}{'queries':>9}"
    )
    for name, load in found.loads.items():
        asked = str(found.questions.get(name, ""))
        yield (
            f"{name:26}{load.rate:>10,.0f}{load.cost:>9.3f}{load.usual:>9.2f}{load.slow:>9.2f}"
            f"{found.bytes[name]:>9,}{found.memory[name]:>6.0f}{asked:>9}"
        )
    yield f"first page {found.start:.1f} s after bin/run"


def goals(loads: Mapping[str, Load]) -> Iterator[str]:
    """Yield the lines of what was aimed at; what could not be measured is left out."""
    yield f"{'':26}{'beside':24}{'goal':>8}{'found':>8}"
    for goal in GOALS:
        if goal.page in loads and goal.beside in loads:
            bound = f"{'≥' if goal.is_rate else '≤'} {goal.bound:g}"
            verdict = "" if goal.holds(loads) else "   missed"
            yield f"{goal.page:26}{goal.beside:24}{bound:>8}{goal.ratio(loads):>8.2f}{verdict}"


def growth(found: Mapping[int, Found]) -> Iterator[str]:
    """Yield how much more each page costs with the largest number of articles."""
    few, many = min(found), max(found)
    yield f"CPU with {many:,} articles beside {few:,}; the goal is less than {GROWTH}"
    for name in (HIT, *PAGES):
        ratio = found[many].loads[name].cost / found[few].loads[name].cost
        yield f"{name:26}{ratio:>8.2f}{'' if ratio < GROWTH else '   missed'}"


if __name__ == "__main__":
    main()
