"""A small school for the personal home page: a mother of two, her children, a teacher, the head."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from lxml import html
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Guardian, Person, PersonDuty
from app.rules.audience import Duty, Function, Guardianship, Part, group_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import make_group, make_person, make_rubrique
from tests.visits import Browser, saved, signed_in

HOME = "/accueil"


@dataclass(frozen=True)
class School:
    """The application, with the ids of people, groups and rubriques by short names."""

    app: Flask
    people: Mapping[str, int]
    groups: Mapping[str, int]
    rubriques: Mapping[str, int]

    def come(self, who: str) -> Browser:
        """Return the browser of somebody who is signed in."""
        return signed_in(self.app, self.people[who])

    def key(self, group: str, part: Part) -> str:
        """Return the key of one part of a group."""
        return group_key(self.groups[group], part)


def make_school(app: Flask) -> School:
    """Make the school: Lou is in 4B, Tom in 6A, each class with a rubrique of its own."""
    with saved(app) as session:
        people = {
            "mother": make_person(session, Function.TUT, first_name="Valérie", last_name="Dubosc"),
            "lou": make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc"),
            "tom": make_person(session, Function.ELV, first_name="Tom", last_name="Dubosc"),
            "teacher": make_person(session, first_name="Marion", last_name="Estrade"),
            "companion": make_person(session, Function.TUT, first_name="Jo", last_name="Faure"),
            "head": make_person(session, Function.DIR, first_name="Hélène", last_name="Castagné"),
            "guest": make_person(session, Function.ACA, first_name="Paul", last_name="Invité"),
        }
        people["teacher"].title = "professeure d’EPS"
        people["head"].duties.append(PersonDuty(duty=Duty.HEAD))
        fourth = make_group(session, "4e", kind=GroupKind.LEVEL)
        groups = {
            "4e": fourth,
            "4B": _class(session, "4B", people, "lou", fourth),
            "6A": _class(session, "6A", people, "tom", None),
        }
        for child in ("lou", "tom"):
            session.add(_tie(people["mother"], people[child], Guardianship.LEGAL))
        session.add(_tie(people["companion"], people["lou"], Guardianship.COMPANION))
        rubriques = {name: _space(session, name, groups[name]) for name in ("4B", "6A")}
        session.flush()
        return School(
            app,
            {name: person.id for name, person in people.items()},
            {name: group.id for name, group in groups.items()},
            rubriques,
        )


def announced(page: html.HtmlElement) -> list[str]:
    """Return the titles of the announcements on a page, in order."""
    return [said(one.xpath(".//h1|.//h2|.//h3")[0]) for one in page.cssselect("article.notice")]


def said(element: html.HtmlElement) -> str:
    """Return what an element says, on one line, spaces as usual ones."""
    return " ".join(element.text_content().replace("\u00a0", " ").replace("\u202f", " ").split())


def read(client: Browser, path: str = HOME, status: int = 200) -> html.HtmlElement:
    """Return a page."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return html.document_fromstring(answer.get_data(as_text=True))


def _class(
    session: Session, name: str, people: Mapping[str, Person], pupil: str, level: Group | None
) -> Group:
    members = ((people[pupil], Part.PUPIL), (people["teacher"], Part.TEACHER))
    group = make_group(session, name, *members, kind=GroupKind.CLASS)
    group.level_id = level.id if level else None
    return group


def _tie(adult: Person, pupil: Person, kind: Guardianship) -> Guardian:
    return Guardian(adult_id=adult.id, pupil_id=pupil.id, kind=kind)


def _space(session: Session, name: str, group: Group) -> int:
    grants = {
        group_key(group.id, Part.PUPIL): Role.VISITOR,
        group_key(group.id, Part.PARENT): Role.VISITOR,
        group_key(group.id, Part.TEACHER): Role.MANAGER,
    }
    rubrique = make_rubrique(
        session, f"Classe de {name}", visibility=Visibility.PRIVATE, inherits=False, grants=grants
    )
    return rubrique.id
