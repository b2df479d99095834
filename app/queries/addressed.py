"""Announcements as those see them whom they reach: sender, link, files, targets, in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, String, and_, literal, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from app.models import (
    Announcement,
    AnnouncementTarget,
    Article,
    Group,
    GroupKind,
    Media,
    MediaUse,
    Origin,
    Person,
    Revision,
)
from app.queries.articles import readable_articles
from app.queries.authors import author_columns, signature_of
from app.queries.consent import shown_media
from app.queries.key_names import NamedGroup, ids_in
from app.queries.reading import Files
from app.rules.announcements import Severity
from app.rules.audience import Viewer
from app.rules.consent import day_in_paris
from app.rules.signature import Signature, SignatureKind
from app.text.slugs import slugify

FILES = (MediaUse.position, MediaUse.id)
TOLD = (
    Announcement.id.label("told_id"),
    Announcement.severity,
    Announcement.origin,
    Announcement.title.label("told_title"),
    Announcement.body,
    Announcement.link_url,
    Announcement.starts_at,
    Announcement.ends_at,
    Announcement.asks_acknowledgement,
)
"""The columns of `Told`, in its order."""


@dataclass(frozen=True)
class Told:
    """What an announcement says, in plain values: a page of twelve loads no objects."""

    id: int
    severity: Severity
    origin: Origin
    title: str
    body: str
    link_url: str | None
    starts_at: datetime
    ends_at: datetime
    asks_acknowledgement: bool


@dataclass
class Addressed:
    """An announcement with what its readers need; `link` is the article that it leads to, if any.

    `targets` are the keys by which it reaches the viewer, with the group where one is named,
    classes before levels and other groups; `hidden` are those of groups that do not show: they are
    named to few (`queries/groups.py`).
    """

    announcement: Told
    author: Signature
    author_title: str
    link: tuple[int, str, str] | None
    """Id, slug and title."""
    targets: Mapping[str, NamedGroup | None] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    files: Files = field(default_factory=lambda: Files([]))


def addressed(
    session: Session,
    announcements: Select[Announcement],
    order: Sequence[Any],
    viewer: Viewer,
    now: datetime,
) -> list[Addressed]:
    """Read a selection of announcements, which has a limit, in one query and in this order.

    Of the viewer only his keys count.
    """
    rank = (GroupKind.LEVEL, GroupKind.TEACHING, GroupKind.FREE)
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    statement = _statement(announcements, viewer, now)
    for row in session.execute(statement.order_by(*order, *FILES)):
        found.setdefault(row.told_id, []).append(row)
    result = []
    for rows in found.values():
        named = sorted(rows, key=lambda row: (row.group_kind in rank, row.key or ""))
        uses = {row.MediaUse.id: (row.MediaUse, row.Media) for row in rows if row.Media is not None}
        result.append(
            _one(
                rows[0],
                {row.key: _group(row) for row in named if row.key},
                frozenset(row.key for row in rows if row.group_kind and not row.is_visible),
                Files([uses[use_id] for use_id in uses]),
            )
        )
    return result


def _group(row: Row[*tuple[Any, ...]]) -> NamedGroup | None:
    return NamedGroup(row.group_name, row.group_kind) if row.group_kind else None


def _one(
    row: Row[*tuple[Any, ...]],
    targets: Mapping[str, NamedGroup | None],
    hidden: frozenset[str],
    files: Files,
) -> Addressed:
    author = signature_of(row)
    link = None
    if row.article_id is not None:
        link = (row.article_id, slugify(row.article_title), row.article_title)
    return Addressed(
        announcement=Told(*row[: len(TOLD)]),
        author=author,
        author_title=(row.author_title or "") if author.kind is SignatureKind.STAFF else "",
        link=link,
        targets=targets,
        hidden=hidden,
        files=files,
    )


def _statement(
    announcements: Select[Announcement], viewer: Viewer, now: datetime
) -> Select[*tuple[Any, ...]]:
    ids = announcements.with_only_columns(Announcement.id).subquery()
    readable = cast("ColumnElement[bool]", readable_articles(viewer, now).whereclause)
    group_ids = ids_in(viewer.keys, "group")
    is_named = literal("group:") + as_type(Group.id, String) + "/%"
    lasting = and_(Group.id.in_(group_ids), Group.ended_at.is_(None))
    named = and_(lasting, AnnouncementTarget.key.like(is_named))
    target = and_(
        AnnouncementTarget.announcement_id == Announcement.id,
        AnnouncementTarget.key.in_(sorted(viewer.keys)),
    )
    return (
        select(
            *TOLD,
            MediaUse,
            Media,
            AnnouncementTarget.key,
            Group.name.label("group_name"),
            Group.kind.label("group_kind"),
            Group.is_visible,
            Article.id.label("article_id"),
            Revision.title.label("article_title"),
            *author_columns(),
        )
        .join(ids, ids.c.id == Announcement.id)
        .outerjoin(AnnouncementTarget, target)
        .outerjoin(Group, named)
        .outerjoin(Person, Person.id == Announcement.author_id)
        .outerjoin(Article, and_(Article.id == Announcement.link_article_id, readable))
        .outerjoin(Revision, Revision.id == Article.online_revision_id)
        .outerjoin(MediaUse, MediaUse.announcement_id == Announcement.id)
        .outerjoin(Media, and_(Media.id == MediaUse.media_id, shown_media(day_in_paris(now))))
    )
