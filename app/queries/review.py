"""What waits for approval: the queue, and one text with what its reviewer needs to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Article, Decision, Person, Revision, Rubrique, Slot
from app.queries.cards import Picture, picture_in
from app.queries.file_changes import FileChange, Uses, file_changes
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.media import used_in_revision
from app.queries.moderators import moderators_of
from app.queries.names import full_names
from app.queries.work import waiting_articles
from app.queries.workpiece import Worker, Workpiece, read_workpiece
from app.rules.consent import day_in_paris, is_over
from app.rules.roles import Permission, Role, allows
from app.rules.workflow import Change, Status


@dataclass(frozen=True)
class Waiting:
    """A text in the queue; `author` is the full name, empty when the account is gone."""

    article_id: int
    since: datetime
    title: str
    author: str
    rubrique: str
    changes_online: bool


@dataclass(frozen=True)
class Review:
    """A text on the desk. Names are full names, as the newsroom knows people."""

    work: Workpiece
    files: Uses
    online_files: Uses
    author: str
    editor: str
    """Who wrote the newest text, where that is not the author."""
    decided_by: str
    others: tuple[str, ...]
    """Who else is told of what waits in this rubrique."""
    today: date
    refused: Revision | None
    """The last refusal since a text of it was online, which this text answers."""

    @property
    def may_decide(self) -> bool:
        """Whether the role of this person is one of those who approve here."""
        return allows(Permission.APPROVE, self.work.role, self.work.own)

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        article = self.work.article
        return article.waiting_since is not None and article.status is not Status.TRASHED

    @property
    def changes_online(self) -> bool:
        """Whether readers have a text until this one is approved."""
        return self.work.state.change is Change.PENDING

    def pictures(self, slot: Slot) -> list[Picture]:
        """Return the pictures in one slot, in order."""
        used = (
            picture_in(
                media,
                use.alt,
                use.caption,
                is_ended=is_over(media.consent_ends_on, self.today),
            )
            for use, media in self.in_slot(slot)
        )
        return [picture for picture in used if picture is not None]

    def in_slot(self, slot: Slot) -> Uses:
        """Return the files in one slot with their uses, in order."""
        return [(use, media) for use, media in self.files if use.slot is slot]

    def file_changes(self) -> list[FileChange]:
        """Return what this text changes of the files beside it."""
        return file_changes(self.online_files, self.files)


def queue_of(
    session: Session, roles: Mapping[int, Role], cursor: Cursor | None, size: int
) -> Slice[Waiting]:
    """Return one page of what waits for these roles, the oldest first, in one query."""
    statement = (
        waiting_articles(roles)
        .order_by(None)
        .join(Revision, Revision.id == Article.newest_revision_id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(Person, Person.id == Article.author_id)
        .with_only_columns(
            Article.id,
            Article.waiting_since,
            Article.status,
            Revision.title,
            Rubrique.name,
            Person.full_name,
        )
    )
    key = Article.waiting_since.expression
    page = by_key(statement, key, Article.id, descending=False, cursor=cursor, size=size)
    waiting = [
        Waiting(
            row.id,
            row.waiting_since,
            row.title,
            row.full_name or "",
            row.name,
            row.status is Status.ONLINE,
        )
        for row in session.execute(page)
    ]
    return sliced(waiting, cursor, size)


def read_review(session: Session, worker: Worker, now: datetime, article_id: int) -> Review | None:
    """Return a text on the desk, whether or not it still waits, or none if he may not know it."""
    work = read_workpiece(session, worker, now, article_id)
    if work is None:
        return None
    others = moderators_of(session, work.rubrique.id) - {worker.viewer.person_id or 0}
    newest, online = work.newest, work.online
    ids = {work.article.author_id, newest.author_id, newest.decided_by_id, *others}
    names = full_names(session, (id_ for id_ in ids if id_ is not None))
    has_other_text = online is not None and online.id != newest.id
    return Review(
        work=work,
        files=used_in_revision(session, newest.id),
        online_files=used_in_revision(session, online.id) if online and has_other_text else (),
        author=names.get(work.article.author_id or 0, ""),
        editor=names.get(newest.author_id or 0, "")
        if newest.author_id != work.article.author_id
        else "",
        decided_by=names.get(newest.decided_by_id or 0, ""),
        others=tuple(name for id_, name in names.items() if id_ in others),
        today=day_in_paris(now),
        refused=_last_refusal(session, work),
    )


def _last_refusal(session: Session, work: Workpiece) -> Revision | None:
    approved = select(func.max(Revision.number)).where(
        Revision.article_id == work.article.id, Revision.decision == Decision.APPROVED
    )
    return session.scalar(
        select(Revision)
        .where(
            Revision.article_id == work.article.id,
            Revision.decision == Decision.REFUSED,
            Revision.number < work.newest.number,
            Revision.number > func.coalesce(approved.scalar_subquery(), 0),
        )
        .order_by(Revision.number.desc())
        .limit(1)
    )
