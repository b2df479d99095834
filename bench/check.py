"""What the check of a long text costs, in a school whose people it may name.

`python -m bench.check [--words N]`; bench/README.md says how to read it.
"""

import argparse
from collections.abc import Callable
from itertools import cycle, islice
from random import Random
from statistics import median
from time import process_time
from typing import Any

from app.demo.people import invent_people
from app.demo.texts import articles
from app.text.check import CheckedArticle, check
from app.text.clean import sanitize_html
from app.text.excerpts import plain_text
from app.text.names import NameIndex, capitalised, naming_word

TURNS = 15


def main() -> None:
    """Check a text made of the demo's articles, and print what each part takes."""
    parser = argparse.ArgumentParser(prog="python -m bench.check", description=__doc__)
    parser.add_argument("--words", type=int, default=20_000)
    options = parser.parse_args()
    people = [(one.first_name, one.last_name) for one in invent_people(Random(1)).people]  # noqa: S311
    body = long_body(options.words)
    words = plain_text(body)
    index = NameIndex(named_in(words, people))
    article = CheckedArticle("Un long article", "", body)
    print(f"{len(people)} people, {len(words.split())} words, {len(body)} characters")
    report("the words asked for", lambda: capitalised(words))
    report("the names, found", lambda: list(index.find(words)))
    report("the whole check", lambda: check(article, index))
    print(f"{len(list(index.find(words)))} names found")


def named_in(words: str, people: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return whom a text may name: those for whom the check asks the database."""
    asked = capitalised(words)
    return [(first, last) for first, last in people if naming_word(last) in asked]


def long_body(words: int) -> str:
    """Return the bodies of the demo's articles, one after the other, until there are enough."""
    bodies = [sanitize_html(text.body) for text in articles()]
    lengths = cycle(len(plain_text(body).split()) for body in bodies)
    count = 0
    for number, length in enumerate(lengths, 1):
        count += length
        if count >= words:
            return "".join(islice(cycle(bodies), number))
    return ""


def report(name: str, work: Callable[[], Any]) -> None:
    """Do something some times, and print the median and the longest time that it took."""
    times = []
    for _ in range(TURNS):
        started = process_time()
        work()
        times.append((process_time() - started) * 1000)
    print(f"{name:24}{median(times):8.1f} ms{max(times):8.1f} ms at most")


if __name__ == "__main__":
    main()
