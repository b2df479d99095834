"""The media library: the files that a person sees, filtered, sorted and read by key.

Nobody finds more in it than he may see elsewhere: what he added, what texts use on which he works,
what he may read, and the common collection where he may write or compose pages. Who manages
everywhere sees all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    case,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from app.models import Article, Media, MediaKind, MediaUse, WorkingFile
from app.queries.articles import readable_articles
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.media import media_at_work, readable_media
from app.queries.work import rubriques_to_write_in, workable_articles
from app.queries.workpiece import Worker
from app.rules.consent import WARNING
from app.text.stems import folded_words

PAGE_SIZE = 48


class Tab(StrEnum):
    """Views of the library, by the word that stands in the address."""

    MINE = "mes-fichiers"
    AT_WORK = "mes-rubriques"
    COLLECTION = "collection"
    ALL = "tous"


class Sort(StrEnum):
    """What the library is sorted by, by the word that stands in the address."""

    ADDED = "ajout"
    TITLE = "titre"
    SIZE = "taille"


SORTED_BY: Mapping[Sort, SQLColumnExpression[Any]] = {
    Sort.ADDED: Media.created_at.expression,
    Sort.TITLE: Media.title_key.expression,
    Sort.SIZE: Media.size.expression,
}


@dataclass(frozen=True)
class MediaFilter:
    """What the library is narrowed to; `kinds` none keeps all, and so do the others when off."""

    tab: Tab = Tab.MINE
    words: str = ""
    kinds: Collection[MediaKind] | None = None
    without_licence: bool = False
    without_alt: bool = False
    people: bool | None = None
    people_unsaid: bool = False
    consent_ends: bool = False
    unused: bool = False


def may_add(worker: Worker) -> bool:
    """Tell whether a person may add files: who may write somewhere, or composes pages."""
    return worker.composes or bool(rubriques_to_write_in(worker.roles, worker.archived))


def seen_media(worker: Worker, now: datetime) -> Select[Media]:
    """Select the files that a person may find in the library and open there."""
    if worker.viewer.manages_everywhere:
        return select(Media)
    own = Media.owner_id == worker.viewer.person_id
    if not (worker.composes or rubriques_to_write_in(worker.roles)):
        return select(Media).where(own)
    return select(Media).where(
        or_(
            own,
            Media.id.in_(_ids(media_at_work(worker.viewer, worker.roles, now))),
            Media.id.in_(_ids(readable_media(worker.viewer, now))),
        )
    )


def matching(worker: Worker, wanted: MediaFilter, now: datetime, today: date) -> Select[Media]:
    """Select what a tab shows of what a person sees, and what the filter keeps of it."""
    shown = in_tab(worker, now)[wanted.tab]
    return seen_media(worker, now).where(shown, *_conditions(wanted, today))


def read_library(
    session: Session,
    worker: Worker,
    wanted: MediaFilter,
    sort: Sort,
    now: datetime,
    today: date,
    *,
    descending: bool,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Slice[Media]:
    """Return one page of the library, in one query."""
    found = matching(worker, wanted, now, today)
    key = SORTED_BY[sort]
    page = by_key(found, key, Media.id, descending=descending, cursor=cursor, size=size)
    return sliced(session.scalars(page).all(), cursor, size)


def place_in(sort: Sort, media: Media) -> tuple[Any, int]:
    """Return what a list sorts by, and the id: the place of a file in it."""
    key = {Sort.ADDED: media.created_at, Sort.TITLE: media.title_key, Sort.SIZE: media.size}[sort]
    return key, media.id


def count_by_tab(
    session: Session, worker: Worker, wanted: MediaFilter, now: datetime, today: date
) -> dict[Tab, int]:
    """Count what the filter keeps in each tab, in one query."""
    counts = [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in in_tab(worker, now).values()
    ]
    found = seen_media(worker, now).where(*_conditions(wanted, today))
    row = session.execute(found.with_only_columns(*counts)).one()
    return dict(zip(Tab, row, strict=True))


def used_among(session: Session, ids: Sequence[int]) -> frozenset[int]:
    """Return which of some files anything uses, an earlier text too, in one query."""
    uses = select(MediaUse.media_id).where(MediaUse.media_id.in_(ids))
    being_typed = select(WorkingFile.media_id).where(WorkingFile.media_id.in_(ids))
    return frozenset(session.scalars(uses.union(being_typed)))


def twin_of(session: Session, worker: Worker, now: datetime, digest: str) -> Media | None:
    """Return the file of the same bytes that a person sees already, his own first."""
    own = case((Media.owner_id == worker.viewer.person_id, 0), else_=1)
    same = seen_media(worker, now).where(Media.digest == digest)
    return session.scalars(same.order_by(own, Media.id).limit(1)).first()


def in_tab(worker: Worker, now: datetime) -> dict[Tab, ColumnElement[bool]]:
    """Return what each tab keeps of what a person sees."""
    may_choose = worker.composes or bool(rubriques_to_write_in(worker.roles))
    return {
        Tab.MINE: Media.owner_id == worker.viewer.person_id,
        Tab.AT_WORK: Media.id.in_(_used_where_one_writes(worker, now)),
        Tab.COLLECTION: Media.in_collection.is_(True) if may_choose else false(),
        Tab.ALL: true() if worker.viewer.manages_everywhere else false(),
    }


def is_unused() -> ColumnElement[bool]:
    """Return that nothing uses a file: no text, past or being typed, no page and no setting."""
    return not_(
        or_(
            exists().where(MediaUse.media_id == Media.id),
            exists().where(WorkingFile.media_id == Media.id),
        )
    )


def consent_ends(today: date) -> ColumnElement[bool]:
    """Return `consent.ends_soon` in SQL: it ends within the time of warning, or has ended."""
    return Media.consent_ends_on <= today + WARNING


def _used_where_one_writes(worker: Worker, now: datetime) -> Select[int]:
    """Select the files of the texts on which one works, and of the rubriques where one writes."""
    viewer, here = worker.viewer, rubriques_to_write_in(worker.roles)
    texts = workable_articles(viewer, worker.roles).with_only_columns(Article.newest_revision_id)
    online = readable_articles(viewer, now).where(Article.rubrique_id.in_(here))
    return select(MediaUse.media_id).where(
        or_(
            MediaUse.revision_id.in_(texts),
            MediaUse.revision_id.in_(online.with_only_columns(Article.online_revision_id)),
            MediaUse.rubrique_id.in_(here),
        )
    )


def _conditions(wanted: MediaFilter, today: date) -> list[ColumnElement[bool]]:
    words = folded_words(wanted.words)
    found = [Media.words.contains(word, autoescape=True) for word in words]
    if wanted.kinds is not None:
        found.append(Media.kind.in_(sorted(wanted.kinds)))
    if wanted.without_licence:
        found.append(Media.licence.is_(None))
    if wanted.without_alt:
        found.append(Media.kind == MediaKind.PICTURE)
        found.append(func.coalesce(Media.alt, "") == "")
    if wanted.people is not None:
        found.append(Media.shows_people.is_(wanted.people))
    if wanted.people_unsaid:
        found.append(Media.kind.in_([MediaKind.PICTURE, MediaKind.VIDEO]))
        found.append(Media.shows_people.is_(None))
    if wanted.consent_ends:
        found.append(consent_ends(today))
    if wanted.unused:
        found.append(is_unused())
    return found


def _ids(media: Select[Media]) -> Select[Any]:
    return media.with_only_columns(Media.id)
