"""Write ten years of older articles, so that lists, search and archives have their real size."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.demo.bulk import Plain
from app.demo.texts import PARIS, load
from app.models import Media

COUNT = 2_000
SATURDAY = 5
CLASSES_END, CLASSES_RESUME = (12, 20), (1, 4)
"""The Christmas holidays, as (month, day)."""
FIRST_YEAR = 2015
YEARS = 10
MONTHS = (
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
)


def older_articles(
    random: Random,
    rubrique_ids: Sequence[int],
    author_ids: Sequence[int],
    pictures: Mapping[str, Media],
) -> list[Plain]:
    """Return the articles, one after the other through the school months since September 2015."""
    return [_article(random, number, rubrique_ids, author_ids, pictures) for number in range(COUNT)]


def _article(
    random: Random,
    number: int,
    rubrique_ids: Sequence[int],
    author_ids: Sequence[int],
    pictures: Mapping[str, Media],
) -> Plain:
    data = load("noise")
    theme = random.choice(data["theme"])
    starts_at = _day(random, number)
    values = _values(random, data["values"], starts_at)
    paragraphs = random.sample(theme["paragraphs"], random.randint(2, 4))
    paragraphs.append(random.choice(data["common"]["closings"]))
    return Plain(
        rubrique_id=random.choice(rubrique_ids),
        author_id=random.choice(author_ids),
        title=random.choice(theme["titles"]).format_map(values),
        summary=random.choice(theme["summaries"]).format_map(values),
        body="".join(f"<p>{text.format_map(values)}</p>" for text in paragraphs),
        starts_at=starts_at,
        picture_id=pictures[random.choice(theme["pictures"])].id,
    )


def _day(random: Random, number: int) -> datetime:
    year, place = divmod(number * YEARS, COUNT)
    start = datetime(FIRST_YEAR + year, 9, 3, 8, tzinfo=PARIS)
    day = timedelta(days=int(place / COUNT * 295), hours=random.randint(0, 10))
    return _school_day(start + day + timedelta(minutes=5 * random.randint(0, 11)))


def _school_day(day: datetime) -> datetime:
    """Return the day, or the next one that is neither a weekend nor in the Christmas holidays."""
    while day.weekday() >= SATURDAY or not CLASSES_RESUME < (day.month, day.day) < CLASSES_END:
        day += timedelta(days=1)
    return day


def _values(random: Random, choices: Mapping[str, Any], day: datetime) -> dict[str, str]:
    chosen = {name: random.choice(values) for name, values in choices.items()}
    month = MONTHS[(day.month - 9) % 12]
    return chosen | {"annee": str(day.year), "mois": month}
