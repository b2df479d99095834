"""A newsroom for tests: a rubrique, its people by role, and what they do with articles."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.articles import create_article, save_text
from app.actions.revisions import Text
from app.actions.transitions import make_transition
from app.models import Article, Grant, Notice, NoticeKind, Person, Revision, Rubrique
from app.queries.articles import newest_in
from app.queries.rubriques import nodes
from app.queries.used_files import UsedFile
from app.queries.viewers import viewer_of
from app.queries.workpiece import Worker, Workpiece, read_workpiece
from app.rules.audience import ANONYMOUS, user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility, roles_in
from tests.factories import NOW, make_person, make_rubrique


@dataclass
class Newsroom:
    """One rubrique with one person for each role; `now` is the moment of what is done."""

    session: Session
    rubrique: Rubrique
    people: dict[str, Person]
    now: datetime = NOW

    def work(self, name: str, article: Article) -> Workpiece:
        """Return an article as one of the people works on it."""
        found = read_workpiece(self.session, self.worker(name), self.now, article.id)
        assert found is not None
        return found

    def worker(self, name: str) -> Worker:
        """Return one of the people with his roles."""
        viewer = viewer_of(self.session, self.people[name].id)
        return Worker(viewer, roles_in(nodes(self.session), viewer))

    def grant(self, person: Person, role: Role) -> None:
        """Give somebody else a role in the rubrique."""
        key = user_key(person.id)
        self.session.add(Grant(rubrique_id=self.rubrique.id, key=key, role=role))
        self.session.flush()

    def write(self, name: str, title: str = "La sortie", body: str = "<p>Du texte.</p>") -> Article:
        """Let one of the people begin an article."""
        person = self.people[name]
        text = Text(title, "En bref.", body)
        return create_article(self.session, self.now, person.id, self.rubrique.id, text)

    def save(
        self,
        name: str,
        article: Article,
        title: str,
        files: Collection[UsedFile] | None = None,
        **more: Any,
    ) -> None:
        """Let one of the people save another text, with the files of the one before or others."""
        work = self.work(name, article)
        text = Text(title, "En bref.", "<p>Un autre texte.</p>", files)
        save_text(
            self.session,
            self.now,
            self.people[name].id,
            work,
            text,
            seen_revision_id=work.newest.id,
            **more,
        )

    def make(self, name: str, article: Article, transition: str, **more: Any) -> None:
        """Let one of the people make a transition."""
        work = self.work(name, article)
        make_transition(self.session, self.now, self.people[name].id, work, transition, **more)

    def open(self, name: str, article: Article) -> list[str]:
        """Return the names of the transitions open to one of the people."""
        return [one.name for one in self.work(name, article).transitions]

    def notices(self, name: str) -> list[tuple[NoticeKind, str]]:
        """Return what one of the people was told, with the text that goes with it."""
        rows = self.session.execute(
            select(Notice.kind, Notice.text)
            .where(Notice.person_id == self.people[name].id)
            .order_by(Notice.id)
        )
        return [(row.kind, row.text) for row in rows]

    def online_titles(self) -> list[str]:
        """Return the titles that a visitor's news show, the first one on top."""
        chosen = newest_in(ANONYMOUS, self.now, [self.rubrique.id], 10)
        titles = chosen.join(Revision, Revision.id == Article.online_revision_id)
        return list(self.session.scalars(titles.with_only_columns(Revision.title)))

    def later(self, **of: float) -> None:
        """Let time pass."""
        self.now += timedelta(**of)


def make_newsroom(
    session: Session, *, visibility: Visibility = Visibility.PUBLIC, parent: Rubrique | None = None
) -> Newsroom:
    """Make a rubrique with a person for each role, named after it."""
    people = {role.value: make_person(session, last_name=role.value.title()) for role in Role}
    rubrique = make_rubrique(
        session,
        visibility=visibility,
        parent=parent,
        grants={user_key(people[role.value].id): role for role in Role},
    )
    return Newsroom(session, rubrique, people)
