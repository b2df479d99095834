"""The pages of announcements for tests: the people of a small school, each with a browser."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from flask import Flask
from lxml import html
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from app.models import Announcement, AnnouncementTarget
from tests.announcement_kit import School, make_school
from tests.visits import Browser, saved, signed_in
from tests.web.reading_pages import page

NEW = "/communication/annonces/nouvelle"
QUEUE = "/communication/annonces/a-valider"


@dataclass
class Office:
    """Browsers and ids of the people, and the keys of their groups."""

    app: Flask
    people: dict[str, int]
    groups: dict[str, int]
    browsers: dict[str, Browser]
    tokens: dict[str, str] = field(default_factory=dict)

    def key(self, group: str, part: str = "parent") -> str:
        """Return the key of one part of a group."""
        return f"group:{self.groups[group]}/{part}"

    def at(self, name: str, path: str, status: int = 200) -> html.HtmlElement:
        """Return a page as one of the people sees it."""
        return page(self.browsers[name], path, status)

    def post(self, name: str, path: str, **fields: Any) -> TestResponse:
        """Send a form as one of the people, with its files."""
        values = fields | {"csrf_token": self.token(name)}
        body, _, boundary = stream_encode_multipart(values, use_tempfile=False)
        return self.browsers[name].post(
            path,
            data=body.getvalue(),  # type: ignore[attr-defined]
            content_type=f"multipart/form-data; boundary={boundary}",
        )

    def token(self, name: str) -> str:
        """Return a token of one of the people."""
        if name not in self.tokens:
            shown = html.fromstring(self.browsers[name].get("/contact").get_data(as_text=True))
            self.tokens[name] = str(shown.xpath("//input[@name='csrf_token']/@value")[0])
        return self.tokens[name]

    def typed(self, do: str = "send", *targets: str, **more: Any) -> dict[str, Any]:
        """Return the fields of the form as a teacher fills them in."""
        return {
            "severity": "alert",
            "title": "Sortie annulée",
            "body": "Le car est en panne.\n\nRendez-vous lundi.",
            "target": list(targets) or [self.key("4B")],
            "starts_on": "2026-03-24",
            "ends_on": "2026-03-25",
            "do": do,
        } | more

    def write(self, name: str, do: str = "send", *targets: str, **more: Any) -> int:
        """Let somebody write an announcement and send it on; return its id."""
        answer = self.post(name, NEW, **self.typed(do, *targets, **more))
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return self.newest().id

    def move(self, name: str, id_: int, word: str, **more: Any) -> TestResponse:
        """Let somebody press a button of the page of an announcement."""
        fields = {"version": str(self.found(id_).version)} | more
        return self.post(name, f"/communication/annonces/{id_}/{word}", **fields)

    def found(self, id_: int) -> Announcement:
        """Return an announcement as it is stored."""
        with saved(self.app) as session:
            found = session.get_one(Announcement, id_)
            session.expunge(found)
            return found

    def newest(self) -> Announcement:
        """Return the announcement that was begun last."""
        with saved(self.app) as session:
            id_ = session.scalar(select(func.max(Announcement.id)))
        return self.found(id_ or 0)

    def count(self) -> int:
        """Count the announcements."""
        with saved(self.app) as session:
            return session.scalar(select(func.count()).select_from(Announcement)) or 0

    def targets(self, id_: int) -> list[str]:
        """Return whom an announcement addresses."""
        found = select(AnnouncementTarget.key).where(AnnouncementTarget.announcement_id == id_)
        with saved(self.app) as session:
            return sorted(session.scalars(found))


def make_office(app: Flask) -> Office:
    """Add the school of tests/announcement_kit.py, and let everybody sign in."""
    with saved(app) as session:
        school: School = make_school(session)
        people = {name: person.id for name, person in school.people.items()}
        groups = {name: group.id for name, group in school.groups.items()}
    browsers = {name: signed_in(app, id_) for name, id_ in people.items()}
    return Office(app, people, groups, browsers)


def file(data: bytes, name: str) -> FileStorage:
    """Return a file as a form carries it."""
    return FileStorage(BytesIO(data), name)
