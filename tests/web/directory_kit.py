"""A small school for the directory: everybody who may know, or be known, in another way."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.models import (
    GroupKind,
    Guardian,
    LastLogin,
    Person,
    PersonDuty,
    PersonFunction,
    SiteRight,
    Source,
)
from app.rules.audience import Duty, Function, Guardianship, Part, user_key
from app.rules.site_rights import Right
from tests.factories import NOW, make_group, make_person
from tests.visits import Browser, saved, signed_in

LIST = "/annuaire/"
GUESTS = "/annuaire/invites"
YEAR = timedelta(days=365)
LAST_DAY = date(2026, 3, 24)
"""Of the guest: today, by the clock of the factories."""

PEOPLE = {
    "head": (Function.DIR, "Hélène", "Castagné"),
    "cpe": (Function.EVS, "Claire", "Lafforgue"),
    "teacher": (Function.ENS, "Paul", "Nougaro"),
    "mother_teacher": (Function.ENS, "Florence", "Costes"),
    "keeper": (Function.ETA, "Odile", "Sarrazin"),
    "lou": (Function.ELV, "Lou", "Dubosc"),
    "tom": (Function.ELV, "Tom", "Costes"),
    "zoe": (Function.ELV, "Zoé", "Le Goff"),
    "mother": (Function.TUT, "Valérie", "Dubosc"),
    "father": (Function.TUT, "Yann", "Le Goff"),
    "delegate": (Function.TUT, "Aïcha", "El Amrani"),
    "guest": (Function.ACA, "Inspecteur", "Invité"),
    "aesh": (Function.ETA, "Sam", "Aide"),
    "suspended": (Function.ENS, "Sus", "Pendu"),
    "left": (Function.ENS, "Par", "Tie"),
}


def make_school(app: Flask) -> dict[str, int]:
    """Add the people, 4B with Lou and Tom, 6A with Zoé, and their ties; return ids by name."""
    with saved(app) as session:
        people = {
            name: make_person(session, function, first_name=first, last_name=last, login=name)
            for name, (function, first, last) in PEOPLE.items()
        }
        people["head"].duties.append(PersonDuty(duty=Duty.HEAD))
        people["delegate"].duties.append(PersonDuty(duty=Duty.PARENT_DELEGATE))
        people["mother_teacher"].functions.append(PersonFunction(function=Function.TUT))
        people["suspended"].suspended_at = NOW
        people["left"].left_at = NOW
        for name in ("guest", "mother"):
            people[name].email = f"{name}@example.fr"
        people["guest"].source = Source.LOCAL
        people["guest"].access_ends_on = LAST_DAY
        session.add(SiteRight(right=Right.DIRECTORY, key=user_key(people["keeper"].id)))
        session.add_all(
            Guardian(adult_id=people[adult].id, pupil_id=people[pupil].id, kind=kind)
            for adult, pupil, kind in (
                ("mother", "lou", Guardianship.LEGAL),
                ("mother_teacher", "tom", Guardianship.LEGAL),
                ("father", "zoe", Guardianship.LEGAL),
                ("aesh", "zoe", Guardianship.COMPANION),
            )
        )
        groups = {
            "4B": make_group(
                session, "4B", (people["lou"], Part.PUPIL), (people["tom"], Part.PUPIL),
                (people["teacher"], Part.TEACHER), kind=GroupKind.CLASS,
            ),
            "6A": make_group(
                session, "6A", (people["zoe"], Part.PUPIL),
                (people["mother_teacher"], Part.TEACHER), kind=GroupKind.CLASS,
            ),
            "club": make_group(
                session, "La Gazette", (people["lou"], Part.MEMBER), (people["zoe"], Part.MEMBER)
            ),
        }  # fmt: skip
        groups["club"].is_visible = False
        session.add(LastLogin(person_id=people["cpe"].id, at=datetime.now(UTC)))
        session.add(LastLogin(person_id=people["guest"].id, at=datetime.now(UTC) - 2 * YEAR))
        return {name: person.id for name, person in people.items()} | {
            name: group.id for name, group in groups.items()
        }


def come(app: Flask, school: dict[str, int], name: str) -> Browser:
    """Return the browser of one of the people."""
    return signed_in(app, school[name])


def page_of(answer: TestResponse) -> html.HtmlElement:
    """Return a page that is there."""
    assert answer.status_code == 200, answer.status_code
    return html.fromstring(answer.get_data(as_text=True))


def names(visitor: Browser, address: str = "", at: str = LIST) -> list[str]:
    """Return the names that a list shows, in order."""
    page = page_of(visitor.get(at + address))
    return [link.text_content() for link in page.cssselect(".list__title a")]


def token(visitor: Browser) -> str:
    """Return the token of the forms of this browser."""
    page = page_of(visitor.get("/mon-compte"))
    return str(page.cssselect("[name=csrf_token]")[0].get("value"))


def send(visitor: Browser, path: str, **data: object) -> TestResponse:
    """Send a form with its token."""
    return visitor.post(path, data={"csrf_token": token(visitor), **data})


def person(app: Flask, school: dict[str, int], name: str) -> Person:
    """Return a person as the database has it, with what it holds read."""
    with saved(app) as session:
        found = session.get_one(Person, school[name])
        session.refresh(found)
        session.expunge(found)
        return found
