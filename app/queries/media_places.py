"""Where a file is used, as far as a viewer may know it, and who may change the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Article, Media, MediaUse, Revision, Rubrique, WorkingFile
from app.queries.articles import count, readable_articles
from app.queries.lines import Line, read_lines
from app.queries.rubriques import readable_rubriques
from app.queries.work import rubriques_where, workable_articles
from app.queries.workpiece import Worker
from app.rules.roles import Permission, allows
from app.rules.workflow import Status

MOST_SHOWN = 12


@dataclass(frozen=True)
class Read:
    """An article that a viewer only reads, by the title that is online."""

    id: int
    title: str
    rubrique: str


@dataclass(frozen=True)
class Places:
    """What uses a file: with its name where the viewer may see it, else as a number."""

    at_work: Sequence[Line]
    read: Sequence[Read]
    other_articles: int
    rubriques: Sequence[tuple[int, str]]
    other_rubriques: int
    tiles: int
    announcements: int
    settings: Sequence[str]
    being_typed: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing uses the file."""
        return not any((self.at_work, self.read, self.rubriques, self.settings)) and not any(
            (
                self.other_articles,
                self.other_rubriques,
                self.tiles,
                self.announcements,
                self.being_typed,
            )
        )


def places_of(session: Session, worker: Worker, now: datetime, media_id: int) -> Places:
    """Return where a file is used; the number of queries is constant."""
    viewer = worker.viewer
    using = _articles_using(media_id)
    at_work = workable_articles(viewer, worker.roles).where(Article.id.in_(using))
    work_ids = at_work.with_only_columns(Article.id)
    read = readable_articles(viewer, now).where(
        Article.id.in_(using), Article.id.not_in(work_ids), _online_uses(media_id)
    )
    total = count(session, select(Article).where(Article.id.in_(using)))
    newest_first = (Article.changed_at.desc(), Article.id.desc())
    lines = read_lines(session, at_work.order_by(*newest_first).limit(MOST_SHOWN), now)
    titles = session.execute(
        read.join(Revision, Revision.id == Article.online_revision_id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .with_only_columns(Article.id, Revision.title, Rubrique.name)
        .order_by(*newest_first)
        .limit(MOST_SHOWN)
    ).all()
    rubriques = session.execute(
        select(Rubrique.id, Rubrique.name, Rubrique.id.in_(readable_rubriques(viewer)))
        .where(Rubrique.id.in_(_column_of(media_id, MediaUse.rubrique_id)))
        .order_by(Rubrique.position, Rubrique.id)
    ).all()
    elsewhere = session.execute(
        select(
            func.count(MediaUse.tile_id.distinct()) + func.count(MediaUse.draft_tile_id.distinct()),
            func.count(MediaUse.announcement_id.distinct()),
        ).where(MediaUse.media_id == media_id)
    ).one()
    being_typed = session.scalar(
        select(func.count()).select_from(WorkingFile).where(WorkingFile.media_id == media_id)
    )
    return Places(
        at_work=lines,
        read=[Read(*row) for row in titles],
        other_articles=total - len(lines) - len(titles),
        rubriques=[(id_, name) for id_, name, is_readable in rubriques if is_readable],
        other_rubriques=sum(not is_readable for _, _, is_readable in rubriques),
        tiles=elsewhere[0],
        announcements=elsewhere[1],
        settings=session.scalars(_column_of(media_id, MediaUse.setting).distinct()).all(),
        being_typed=being_typed or 0,
    )


def changeable_media(worker: Worker) -> Select[Media]:
    """Select the files that a person may describe and crop.

    His own, and those of texts that he moderates; the collection is for who manages everywhere.
    Readers see at once what is changed: where a file is online, he must have a say in what goes
    online there; of others' files, in what anybody puts there.
    """
    if worker.viewer.manages_everywhere:
        return select(Media)
    mine = Media.owner_id == worker.viewer.person_id
    moderated = rubriques_where(Permission.APPROVE, worker.roles)
    used = (
        select(MediaUse.media_id)
        .join(Article, _is_current())
        .where(Article.rubrique_id.in_(moderated))
    )
    publishing = [
        id_ for id_, role in worker.roles.items() if allows(Permission.PUBLISH, role, own=True)
    ]
    of_others = Media.id.in_(used) & ~_is_read_outside(worker, moderated)
    return select(Media).where(
        Media.in_collection.is_(False),
        or_(mine & ~_is_read_outside(worker, publishing), of_others if moderated else false()),
    )


def may_replace(session: Session, worker: Worker, media_id: int) -> bool:
    """Tell whether a person may put another file in the place of one that he may change.

    Readers see the other one at once: wherever it is online, he must be allowed to put it online;
    and wherever it waits for an approval, which is given to what was looked at.
    """
    if worker.viewer.manages_everywhere:
        return True
    outside = select(MediaUse.id).where(
        MediaUse.media_id == media_id, MediaUse.revision_id.is_(None)
    )
    if session.scalar(outside.limit(1)) is not None:
        return False
    is_online = Article.status == Status.ONLINE
    waits = Article.waiting_since.is_not(None)
    decided = session.execute(
        select(Article.rubrique_id, Article.author_id)
        .join(
            MediaUse,
            ((MediaUse.revision_id == Article.online_revision_id) & is_online)
            | ((MediaUse.revision_id == Article.newest_revision_id) & waits),
        )
        .where(MediaUse.media_id == media_id)
        .distinct()
    )
    me = worker.viewer.person_id
    return all(
        allows(Permission.PUBLISH, worker.roles.get(rubrique_id), own=author_id == me)
        for rubrique_id, author_id in decided
    )


def _is_read_outside(worker: Worker, rubrique_ids: Sequence[int]) -> ColumnElement[bool]:
    """State that readers see a file elsewhere than in texts of these rubriques.

    The trash holds texts that come back online as they were. The introduction of a rubrique is
    within for who may change it; tiles, announcements and settings never are. A page that is being
    composed has no readers.
    """
    edited = rubriques_where(Permission.EDIT_RUBRIQUE, worker.roles)
    in_texts = (
        select(MediaUse.id)
        .join(Article, Article.online_revision_id == MediaUse.revision_id)
        .where(MediaUse.media_id == Media.id, Article.rubrique_id.not_in(rubrique_ids))
    )
    beside = select(MediaUse.id).where(
        MediaUse.media_id == Media.id,
        MediaUse.revision_id.is_(None),
        MediaUse.draft_tile_id.is_(None),
        or_(MediaUse.rubrique_id.is_(None), MediaUse.rubrique_id.not_in(edited)),
    )
    return or_(in_texts.exists(), beside.exists())


def _articles_using(media_id: int) -> Select[int]:
    """Select the ids of the articles of which a text, past ones too, uses a file."""
    return (
        select(Revision.article_id)
        .join(MediaUse, MediaUse.revision_id == Revision.id)
        .where(MediaUse.media_id == media_id)
    )


def _online_uses(media_id: int) -> ColumnElement[bool]:
    uses = select(MediaUse.revision_id).where(
        MediaUse.media_id == media_id, MediaUse.revision_id.is_not(None)
    )
    return Article.online_revision_id.in_(uses)


def _column_of(media_id: int, column: InstrumentedAttribute[Any]) -> Select[Any]:
    return select(column).where(MediaUse.media_id == media_id, column.is_not(None))


def _is_current() -> ColumnElement[bool]:
    return or_(
        Article.newest_revision_id == MediaUse.revision_id,
        Article.online_revision_id == MediaUse.revision_id,
    )
