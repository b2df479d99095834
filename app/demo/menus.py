"""Write the weekly menus of the school year: thirty beside the one that has its own text."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any

from app.demo.bulk import Plain
from app.demo.texts import load, moment
from app.templating import long_date
from app.text.clean import sanitize_html

FIRST_MONDAY = date(2025, 9, 1)
OWN_TEXT = date(2025, 11, 24)
HOLIDAYS = (
    (date(2025, 10, 18), date(2025, 11, 3)),
    (date(2025, 12, 20), date(2026, 1, 5)),
    (date(2026, 2, 21), date(2026, 3, 9)),
    (date(2026, 4, 18), date(2026, 5, 4)),
)
"""From the first day without school to the first day back (zone C)."""
COUNT = 30
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
COURSES = ("entree", "plat", "legume", "laitage", "dessert")
HEADINGS = ("Jour", "Entrée", "Plat", "Légume", "Laitage", "Dessert")


def weekly_menus(rubrique_id: int, author_id: int, picture_id: int) -> list[Plain]:
    """Return the menus; each starts the Friday before its week and ends with its last day."""
    dishes = cycle(load("menus")["week"])
    return [
        Plain(
            rubrique_id=rubrique_id,
            author_id=author_id,
            title=f"Menus du {_span(monday)}",
            summary="Les repas de la semaine, avec les allergènes de chaque jour.",
            body=sanitize_html(_body(monday, week)),
            starts_at=moment(datetime.combine(monday - timedelta(days=3), time(11))),
            ends_at=moment(monday + timedelta(days=5)),
            picture_id=picture_id,
        )
        for monday, week in zip(islice(_school_weeks(), COUNT), dishes, strict=False)
    ]


def _school_weeks() -> Iterator[date]:
    monday = FIRST_MONDAY
    while True:
        if monday != OWN_TEXT and not any(start <= monday < end for start, end in HOLIDAYS):
            yield monday
        monday += timedelta(weeks=1)


def _span(monday: date) -> str:
    friday = monday + timedelta(days=4)
    first, last = (long_date(day, year=False).split(" ", 1)[1] for day in (monday, friday))
    return f"{first.split(' ')[0] if monday.month == friday.month else first} au {last}"


def _body(monday: date, week: Mapping[str, Any]) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    rows = "".join(_row(day, week) for day in DAYS)
    allergens = "".join(
        f"<li>{day.capitalize()}\u00a0: {', '.join(week[day]['allergens'])}.</li>" for day in DAYS
    )
    return (
        f"<p>{week['note']}</p>"
        f"<table><caption>Menus du {_span(monday)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>Allergènes</h2><ul>{allergens}</ul>"
        "<p>Le pain est servi à chaque repas. Selon les livraisons, un plat peut changer. En cas"
        " d’allergie, parlez-en à l’infirmière.</p>"
    )


def _row(day: str, week: Mapping[str, Any]) -> str:
    name = day.capitalize() + (" (végétarien)" if day == week["vegetarian"] else "")
    cells = "".join(f"<td>{week[day][course]}</td>" for course in COURSES)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'
