"""What a kept page costs, and a rendered one, beside nginx, an empty application, bare Flask.

`python -m bench.kept [--requests N]`; bench/README.md says how to read it.
"""

import argparse
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench.beside import COMPRESSED, EMPTY, FLASK, MIB, NGINX, WORKERS, served_beside
from bench.load import Load, Target, answer_of, loaded
from bench.pages import config_in, seeded
from tests.serving import serving


def main() -> None:
    """Seed a school, serve it with and without kept pages, measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.kept", description=__doc__)
    parser.add_argument("--requests", type=int, default=4000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        config = config_in(Path(folder))
        seeded(config)
        keeping = replace(config, page_cache=MIB)
        kept = stack.enter_context(serving(keeping, workers=WORKERS))
        rendered = stack.enter_context(serving(config, workers=WORKERS))
        body, tag = answer_of(Target(kept, headers=COMPRESSED))
        plain, _tag = answer_of(Target(rendered))
        targets = served_beside(stack, Path(folder), body, plain) | {
            "kept": Target(kept, headers=COMPRESSED),
            "kept, not modified": Target(kept, headers=COMPRESSED | {"If-None-Match": tag}),
            "rendered each time": Target(rendered, share=0.05),
            "and compressed": Target(rendered, headers=COMPRESSED, share=0.05),
        }
        print(f"home page, {len(plain):,} bytes, {len(body):,} compressed\n")
        print("\n".join(table(loaded(targets, options.requests))))


def table(loads: Mapping[str, Load]) -> list[str]:
    """Return the lines of the result."""
    columns = {NGINX: "× nginx", EMPTY: "× empty", FLASK: "× bare Flask"}
    columns = {name: title for name, title in columns.items() if name in loads}
    lines = [f"{'':24}{'processor':>14}" + "".join(f"{one:>14}" for one in columns.values())]
    for name, load in loads.items():
        ratios = "".join(f"{load.cost / loads[other].cost:>14.2f}" for other in columns)
        lines.append(f"{name:24}{load.cost * 1000:>11.1f} µs{ratios}")
    return lines


if __name__ == "__main__":
    main()
