"""A small school where announcements are written: who teaches whom, and who decides."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.announcement_moves import make_move
from app.actions.announcements import (
    AnnouncementText,
    change_announcement,
    create_announcement,
)
from app.models import (
    Announcement,
    Group,
    GroupKind,
    Guardian,
    LogEntry,
    Notice,
    NoticeKind,
    Person,
    PersonDuty,
)
from app.queries.announcement_work import AnnouncementWork, Announcer, read_announcement_work
from app.queries.announcements import announcements_for
from app.queries.rubriques import nodes
from app.queries.site_rights import rights_of
from app.queries.viewers import viewer_of
from app.rules.announcements import Severity
from app.rules.audience import Duty, Function, Guardianship, Part
from app.rules.roles import Role
from app.rules.visibility import roles_in
from tests.factories import NOW, make_group, make_person


@dataclass
class School:
    """People by name: a teacher of 4B, another of 4C, those who decide, a pupil, a parent."""

    session: Session
    people: dict[str, Person]
    groups: dict[str, Group]
    now: datetime = NOW
    texts: int = field(default=0)

    def key(self, group: str, part: str = "parent") -> str:
        """Return the key of one part of a group."""
        return f"group:{self.groups[group].id}/{part}"

    def announcer(self, name: str) -> Announcer:
        """Return one of the people where announcements are written."""
        viewer = viewer_of(self.session, self.people[name].id)
        roles = roles_in(nodes(self.session), viewer).values()
        return Announcer(
            viewer, rights_of(self.session, viewer), any(role is not Role.VISITOR for role in roles)
        )

    def text(self, *targets: str, **more: Any) -> AnnouncementText:
        """Return an announcement for today and tomorrow."""
        self.texts += 1
        given = {
            "severity": Severity.INFO,
            "title": f"Sortie no {self.texts}",
            "body": "<p>Rendez-vous au portail.</p>",
            "starts_at": self.now - timedelta(hours=1),
            "ends_at": self.now + timedelta(days=1),
            "targets": targets or (self.key("4B"),),
            **more,
        }
        return AnnouncementText(**given)

    def draft(self, name: str = "teacher", *targets: str, **more: Any) -> Announcement:
        """Begin an announcement for somebody."""
        author_id = self.people[name].id
        return create_announcement(self.session, self.now, author_id, self.text(*targets, **more))

    def work(self, name: str, announcement: Announcement) -> AnnouncementWork | None:
        """Return an announcement as one of the people works on it."""
        self.session.expire_all()
        announcer = self.announcer(name)
        return read_announcement_work(self.session, announcer, self.now, announcement.id)

    def move(self, name: str, announcement: Announcement, move: str, reason: str = "") -> None:
        """Let somebody make a move."""
        work = self.work(name, announcement)
        assert work is not None
        make_move(
            self.session,
            self.now,
            self.people[name].id,
            work,
            move,
            seen_version=announcement.version,
            reason=reason,
        )

    def change(
        self, name: str, found: Announcement, *targets: str, seen: int | None = None, **more: Any
    ) -> None:
        """Let somebody put other words into an announcement."""
        work = self.work(name, found)
        assert work is not None
        change_announcement(
            self.session,
            self.now,
            self.announcer(name),
            work,
            self.text(*(targets or work.keys), **more),
            seen_version=found.version if seen is None else seen,
        )

    def read_by(self, name: str) -> list[str]:
        """Return the titles of what reaches somebody."""
        viewer = viewer_of(self.session, self.people[name].id)
        return [one.title for one in self.session.scalars(announcements_for(viewer, self.now))]

    def logged(self) -> list[str]:
        """Return what the journal says was done."""
        return list(self.session.scalars(select(LogEntry.action).order_by(LogEntry.id)))

    def told(self, kind: NoticeKind) -> list[str]:
        """Return who has a notice of a kind."""
        ids = set(self.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))
        return sorted(name for name, person in self.people.items() if person.id in ids)


def make_school(session: Session) -> School:
    """Add the school, flushed."""
    functions = {
        "teacher": Function.ENS,
        "colleague": Function.ENS,
        "cpe": Function.EVS,
        "bursar": Function.ETA,
        "head": Function.DIR,
        "deputy": Function.DIR,
        "pupil": Function.ELV,
        "parent": Function.TUT,
        "stranger": Function.TUT,
    }
    people = {
        name: make_person(session, function, first_name=name.capitalize(), login=name)
        for name, function in functions.items()
    }
    duties = {"cpe": Duty.CPE, "head": Duty.HEAD, "deputy": Duty.DEPUTY}
    session.add_all(PersonDuty(person_id=people[one].id, duty=duty) for one, duty in duties.items())
    session.add(
        Guardian(
            adult_id=people["parent"].id,
            pupil_id=people["pupil"].id,
            kind=Guardianship.LEGAL,
        )
    )
    level = make_group(session, "4e", kind=GroupKind.LEVEL)
    of_4b = [(people["teacher"], Part.TEACHER), (people["pupil"], Part.PUPIL)]
    groups = {
        "4e": level,
        "4B": make_group(session, "4B", *of_4b, kind=GroupKind.CLASS),
        "4C": make_group(session, "4C", (people["colleague"], Part.TEACHER), kind=GroupKind.CLASS),
    }
    groups["4B"].level_id = groups["4C"].level_id = level.id
    session.flush()
    return School(session, people, groups)
