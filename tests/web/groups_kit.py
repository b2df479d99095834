"""A small school with groups of each kind, for the tests of the directory."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.models import (
    GroupKind,
    GroupManager,
    Guardian,
    LogEntry,
    Membership,
    Person,
    PersonDuty,
    SiteRight,
)
from app.rules.audience import Duty, Function, Guardianship, Part, user_key
from app.rules.site_rights import Right
from tests.factories import make_group, make_person
from tests.visits import Browser, browser, saved, signed_in
from tests.web.site_pages import token_of

MEMBER = Part.MEMBER


@dataclass(frozen=True)
class Directory:
    """People and groups by name.

    The pupil and the classmate are in 4B with the teacher; the parent and the companion go with the
    pupil. `club` (visible) has the pupil and the other teacher as members and the manager as its
    manager; `secret` is hidden and has the parent. The keeper holds the right on the directory.
    """

    app: Flask
    people: dict[str, int]
    groups: dict[str, int]

    def come(self, name: str) -> Browser:
        """Return the browser of somebody; a visitor is nobody."""
        return browser(self.app) if name == "visitor" else signed_in(self.app, self.people[name])

    def page(self, name: str, rest: str = "") -> str:
        """Return the address of a group."""
        return f"/annuaire/groupes/{self.groups[name]}{rest}"

    def members(self, name: str = "club") -> set[str]:
        """Return the names, here, of the members of a free group."""
        with saved(self.app) as session:
            ids = set(
                session.scalars(
                    select(Membership.person_id).where(Membership.group_id == self.groups[name])
                )
            )
        return {who for who, id_ in self.people.items() if id_ in ids}

    def told(self) -> list[tuple[str, dict[str, object]]]:
        """Return what the journal says of groups and duties, with its details."""
        with saved(self.app) as session:
            lines = session.scalars(
                select(LogEntry)
                .where(LogEntry.subject.in_(("group", "person")))
                .order_by(LogEntry.id)
            )
            return [(line.action, dict(line.details)) for line in lines]


def make_directory(app: Flask) -> Directory:
    """Store the school and commit it."""
    with saved(app) as session:
        people = _people(session)
        level = make_group(session, "4e", kind=GroupKind.LEVEL)
        of_class = [
            (people["pupil"], Part.PUPIL),
            (people["classmate"], Part.PUPIL),
            (people["teacher"], Part.TEACHER),
        ]
        groups = {
            "level": level,
            "class": make_group(session, "4B", *of_class, kind=GroupKind.CLASS),
            "latin": make_group(
                session, "4LATIN", (people["pupil"], Part.PUPIL), kind=GroupKind.TEACHING
            ),
            "club": make_group(
                session, "Club échecs", (people["pupil"], MEMBER), (people["other"], MEMBER)
            ),
            "secret": make_group(session, "Suivi", (people["parent"], MEMBER)),
        }
        groups["class"].level_id = level.id
        groups["secret"].is_visible = False
        session.add(GroupManager(group_id=groups["club"].id, person_id=people["manager"].id))
        key = user_key(people["keeper"].id)
        session.add(SiteRight(right=Right.DIRECTORY, key=key))
        session.flush()
        return Directory(
            app,
            {name: person.id for name, person in people.items()},
            {name: group.id for name, group in groups.items()},
        )


def _people(session: Session) -> dict[str, Person]:
    people = {
        "head": make_person(session, Function.DIR, first_name="Hélène", last_name="Castagné"),
        "deputy": make_person(session, Function.DIR, first_name="Karim", last_name="Benali"),
        "admin": make_person(session, Function.ETA, first_name="Compte", last_name="Admin"),
        "keeper": make_person(session, Function.ENS, first_name="Antoine", last_name="Vidal"),
        "manager": make_person(session, Function.ENS, first_name="Marion", last_name="Estrade"),
        "teacher": make_person(session, Function.ENS, first_name="Lucía", last_name="Ferrer"),
        "other": make_person(session, Function.ENS, first_name="Paul", last_name="Nougaro"),
        "pupil": make_person(
            session, Function.ELV, first_name="Lou", last_name="Dubosc", login="lou.dubosc"
        ),
        "classmate": make_person(
            session, Function.ELV, first_name="Nolan", last_name="Péreira", login="n.pereira"
        ),
        "parent": make_person(session, Function.TUT, first_name="Valérie", last_name="Dubosc"),
        "companion": make_person(session, Function.TUT, first_name="Jo", last_name="Accompagne"),
        "guest": make_person(session, Function.ACA, first_name="Inspecteur", last_name="Invité"),
    }
    for name, duty in (("head", Duty.HEAD), ("deputy", Duty.DEPUTY), ("admin", Duty.ADMIN)):
        people[name].duties.append(PersonDuty(duty=duty))
    for name, kind in (("parent", Guardianship.LEGAL), ("companion", Guardianship.COMPANION)):
        tie = Guardian(adult_id=people[name].id, pupil_id=people["pupil"].id, kind=kind)
        session.add(tie)
    session.flush()
    return people


def post(client: Browser, address: str, **fields: object) -> TestResponse:
    """Send a form with a token of this browser."""
    return client.post(address, data={"csrf_token": token_of(client), **fields})


def add(school: Directory, who: str, *people: str, group: str = "club") -> TestResponse:
    """Let somebody put people into a group."""
    ids = [school.people[name] for name in people]
    return post(school.come(who), school.page(group, "/ajouter"), person=ids)


def paste(school: Directory, who: str, lines: str, group: str = "club") -> TestResponse:
    """Let somebody paste lines."""
    return post(school.come(who), school.page(group, "/coller"), lines=lines)
