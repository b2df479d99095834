"""Small sites for the property test, and what the pure rules allow in them.

Each thing carries a secret word of its own, so that a page that shows a word shows the thing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.rules.audience import ANONYMOUS, Duty, Function, Part, Viewer, keys_of
from app.rules.visibility import (
    Node,
    Publication,
    archived_in,
    is_current,
    is_readable,
    passed_through,
    roles_in,
)
from app.rules.workflow import Status
from tests.factories import NOW

CLASS_ID = 1
PUPIL_ID, PARENT_ID, TEACHER_ID, HEAD_ID = 1, 2, 3, 4

VIEWERS: dict[str, Viewer] = {
    "visitor": ANONYMOUS,
    "pupil": Viewer(PUPIL_ID, keys_of(PUPIL_ID, [Function.ELV], [], [(CLASS_ID, Part.PUPIL)])),
    "parent": Viewer(PARENT_ID, keys_of(PARENT_ID, [Function.TUT], [], [(CLASS_ID, Part.PARENT)])),
    "teacher": Viewer(TEACHER_ID, keys_of(TEACHER_ID, [Function.ENS], [], [])),
    "head": Viewer(HEAD_ID, keys_of(HEAD_ID, [Function.DIR], [Duty.HEAD], [])),
}
"""Who comes; the same people are written to the database with each site."""

MOST_FILES = 3


class Kind:
    """What a secret word belongs to, as its first letters say."""

    RUBRIQUE = "zqrub"
    TITLE = "zqtit"
    BODY = "zqcor"
    SUMMARY = "zqres"
    PAST = "zqpas"
    DRAFT = "zqdra"
    EVENT = "zqevt"
    FILE = "zqfic"


def secret(kind: str, number: int) -> str:
    """Return the secret word of one thing; no stemmer shortens it, no slug changes it."""
    return f"{kind}{'bcdfghjklm'[number]}wk"


@dataclass(frozen=True)
class DrawnArticle:
    """An article; `past` and `draft` say whether it has texts before and after the online one."""

    rubrique: int
    status: Status
    starts: timedelta
    ends: timedelta | None
    past: bool
    draft: bool

    @property
    def publication(self) -> Publication:
        """The article as the rules see it."""
        ends_at = None if self.ends is None else NOW + self.ends
        return Publication(self.status, NOW + self.starts, ends_at)


@dataclass(frozen=True)
class DrawnEvent:
    """An event of the month, with an article that says more or none."""

    rubrique: int
    article: int | None
    starts: timedelta


@dataclass(frozen=True)
class DrawnUse:
    """A file is used in the past, online or next text of an article, or by a rubrique."""

    file: int
    place: str
    number: int


@dataclass(frozen=True)
class World:
    """A site: rubriques (ids from 1, parents first), articles, events and uses of files."""

    rubriques: list[Node]
    blogs: list[bool]
    articles: list[DrawnArticle]
    events: list[DrawnEvent]
    uses: list[DrawnUse]

    def readable_rubriques(self, viewer: Viewer) -> set[int]:
        """Return the ids of the rubriques that a viewer may read."""
        return set(roles_in(self.rubriques, viewer))

    def listed_rubriques(self, viewer: Viewer) -> set[int]:
        """Return the ids of those that stand in menus and lists: not archived."""
        return self.readable_rubriques(viewer) - archived_in(self.rubriques)

    def named_rubriques(self, viewer: Viewer) -> set[int]:
        """Return the ids of those whose name he may see: also on the way to a readable one."""
        readable = self.readable_rubriques(viewer)
        return readable | passed_through(self.rubriques, readable)

    def readable_articles(self, viewer: Viewer, now: datetime = NOW) -> set[int]:
        """Return the numbers of the articles that a viewer may read."""
        rubriques = self.readable_rubriques(viewer)
        return {
            number
            for number, article in enumerate(self.articles)
            if article.rubrique in rubriques and is_readable(article.publication, now)
        }

    def current_articles(self, viewer: Viewer, now: datetime = NOW) -> set[int]:
        """Return the numbers of those that also stand in lists."""
        return {
            number
            for number in self.unexpired_articles(viewer, now)
            if self.articles[number].rubrique in self.listed_rubriques(viewer)
        }

    def unexpired_articles(self, viewer: Viewer, now: datetime = NOW) -> set[int]:
        """Return the numbers of those that the page of their rubrique lists, archived or not."""
        return {
            number
            for number in self.readable_articles(viewer, now)
            if is_current(self.articles[number].publication, now)
        }

    def visible_events(self, viewer: Viewer) -> set[int]:
        """Return the numbers of the events that a viewer may see."""
        rubriques = self.listed_rubriques(viewer)
        return {number for number, one in enumerate(self.events) if one.rubrique in rubriques}

    def articles_of_events(self, viewer: Viewer) -> set[int]:
        """Return the numbers of the articles to which the events of an agenda may lead."""
        led_to = {self.events[number].article for number in self.visible_events(viewer)}
        return {number for number in self.readable_articles(viewer) if number in led_to}

    def readable_files(self, viewer: Viewer) -> set[int]:
        """Return the numbers of the files of which one use may be read."""
        articles = self.readable_articles(viewer)
        rubriques = self.readable_rubriques(viewer)
        return {
            use.file
            for use in self.uses
            if (use.place == "online" and use.number in articles)
            or (use.place == "rubrique" and use.number in rubriques)
        }
