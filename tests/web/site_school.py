"""A small school with a tree of rubriques, for the tests of the site's management."""

from dataclasses import dataclass

from flask import Flask
from lxml import html

from app.models import Grant, Person, PersonDuty, Rubrique
from app.rules.audience import Duty, Function, user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import make_article, make_person, make_rubrique
from tests.visits import Browser, browser, saved, signed_in


@dataclass(frozen=True)
class School:
    """People and rubriques by name.

    `voyages` is public with `barcelone` (public, one article) and `rome` (private) below; `conseil`
    is private and none of theirs. The manager manages `voyages`, and what inherits from it.
    """

    app: Flask
    people: dict[str, int]
    rubriques: dict[str, int]

    def come(self, name: str) -> Browser:
        """Return the browser of somebody; a visitor is nobody."""
        return browser(self.app) if name == "visitor" else signed_in(self.app, self.people[name])

    def page(self, name: str, rest: str = "") -> str:
        """Return the address of a rubrique's management."""
        return f"/site/rubriques/{self.rubriques[name]}{rest}"


def make_school(app: Flask) -> School:
    """Store the school and commit it."""
    with saved(app) as session:
        people: dict[str, Person] = {
            "head": make_person(session, Function.DIR, first_name="Hélène", last_name="Castagné"),
            "deputy": make_person(session, Function.DIR),
            "admin": make_person(session, Function.ETA),
            "manager": make_person(session, first_name="Lucía", last_name="Ferrer"),
            "moderator": make_person(session),
            "writer": make_person(session),
            "teacher": make_person(session),
            "parent": make_person(session, Function.TUT),
            "pupil": make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc"),
        }
        for name, duty in (("head", Duty.HEAD), ("deputy", Duty.DEPUTY), ("admin", Duty.ADMIN)):
            people[name].duties.append(PersonDuty(duty=duty))
        session.flush()
        voyages = make_rubrique(session, "Voyages")
        barcelone = make_rubrique(session, "Barcelone", parent=voyages)
        rome = make_rubrique(
            session,
            "Rome",
            parent=voyages,
            visibility=Visibility.PRIVATE,
            grants={"profile:parent": Role.VISITOR},
        )
        conseil = make_rubrique(
            session,
            "Conseil",
            visibility=Visibility.PRIVATE,
            inherits=False,
            grants={"profile:pupil": Role.WRITER},
        )
        for role in (Role.MANAGER, Role.MODERATOR, Role.WRITER):
            key = user_key(people[role.value].id)
            session.add(Grant(rubrique_id=voyages.id, key=key, role=role))
        make_article(session, barcelone, "Sagrada Familia")
        for position, one in enumerate((barcelone, rome), 1):
            one.position = position
        session.flush()
        tree: dict[str, Rubrique] = {
            "voyages": voyages,
            "barcelone": barcelone,
            "rome": rome,
            "conseil": conseil,
        }
        return School(
            app,
            {name: person.id for name, person in people.items()},
            {name: rubrique.id for name, rubrique in tree.items()},
        )


def stored(school: School, name: str) -> Rubrique:
    """Return a rubrique as it is stored now."""
    with saved(school.app) as session:
        found = session.get_one(Rubrique, school.rubriques[name])
        session.expunge(found)
    return found


def names_shown(client: Browser) -> list[str]:
    """Return the names in the tree, in order."""
    document = html.document_fromstring(client.get("/site/rubriques").get_data(as_text=True))
    return [one.text_content().strip() for one in document.cssselect(".tree__name > a")]
