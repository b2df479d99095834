"""Texts that are not online, as readers would see them: while one writes, and by a shared link."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Article, Media, MediaUse, Person, PreviewLink, Revision, Rubrique
from app.queries.authors import author_columns, signature_of
from app.queries.cards import ArticleCard, Picture
from app.queries.consent import shown_media
from app.queries.media import usable_media
from app.queries.reading import Files
from app.queries.used_files import UsedFile
from app.queries.viewers import viewer_of
from app.queries.workers import read_worker
from app.queries.workpiece import Workpiece, read_workpiece
from app.rules.audience import Viewer
from app.rules.consent import day_in_paris, is_over
from app.rules.roles import Permission, Role, allows
from app.rules.signature import SignatureKind, signature
from app.rules.visibility import Visibility


@dataclass(frozen=True)
class SharedText:
    """A text that a preview link opens; `work` is its article as the link's maker works on it."""

    link: PreviewLink
    work: Workpiece
    revision: Revision


@dataclass(frozen=True)
class ValidLink:
    """A preview link that works; `maker` is the full name of who made it, in real time."""

    id: int
    number: int
    """Of the text that it shows."""
    maker: str
    created_at: datetime
    expires_at: datetime


def preview_card(
    session: Session,
    now: datetime,
    rubrique: Rubrique,
    author_id: int | None,
    article: Article | None,
    *,
    title: str,
    summary: str,
    picture: Picture | None,
) -> ArticleCard:
    """Return the head of an article as its page would show it if this text were online now."""
    author = select(*author_columns()).where(Person.id == author_id)
    row = session.execute(author).one_or_none()
    signed = signature(None) if row is None else signature_of(row)
    is_named = row is not None and signed.kind is SignatureKind.STAFF
    start = (article.starts_at if article else None) or now
    return ArticleCard(
        id=article.id if article else 0,
        title=title,
        summary=summary,
        rubrique_id=rubrique.id,
        rubrique_name=rubrique.name,
        has_dates=rubrique.has_blog,
        private=rubrique.visibility is Visibility.PRIVATE,
        published_at=start,
        updated_at=article.updated_at if article else None,
        bumped_at=start,
        ends_at=article.ends_at if article else None,
        signature=signed,
        picture=picture,
        author_title=(row.author_title or "") if row is not None and is_named else "",
    )


def chosen_files(
    session: Session,
    viewer: Viewer,
    roles: Mapping[int, Role],
    now: datetime,
    files: Collection[UsedFile],
) -> Files:
    """Return the files that somebody chose for a text, as its readers would see them, in order."""
    usable = usable_media(session, viewer, roles, now, {file.media_id for file in files})
    today = day_in_paris(now)
    ended = {
        media.id: media.title for media in usable.values() if is_over(media.consent_ends_on, today)
    }
    return Files(
        [
            (
                MediaUse(
                    media_id=file.media_id,
                    slot=file.slot,
                    position=file.position,
                    alt=file.alt,
                    caption=file.caption,
                ),
                usable[file.media_id],
            )
            for file in sorted(files, key=lambda file: (file.position, file.media_id))
            if file.media_id in usable and file.media_id not in ended
        ],
        ended,
    )


def read_shared_text(
    session: Session, now: datetime, moment: datetime, token: str
) -> SharedText | None:
    """Return the text that a link opens, none when the link does not work, or not any more.

    It works as long as its maker may change the article, and neither is in the trash. `moment` is
    real time. The number of queries is constant.
    """
    row = session.execute(
        select(PreviewLink, Revision)
        .join(Revision, Revision.id == PreviewLink.revision_id)
        .where(
            PreviewLink.token_hash == token_hash(token),
            PreviewLink.expires_at > moment,
            PreviewLink.revoked_at.is_(None),
            Revision.erased_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    link, revision = row
    maker = read_worker(session, viewer_of(session, link.created_by_id))
    work = read_workpiece(session, maker, now, revision.article_id)
    if work is None or work.is_trashed or not allows(Permission.CHANGE, work.role, work.own):
        return None
    return SharedText(link, work, revision)


def shared_media(shared: SharedText, now: datetime) -> Select[Media]:
    """Select the files of the text that a link opens, as readers would see them, and no others."""
    used = select(MediaUse.media_id).where(MediaUse.revision_id == shared.revision.id)
    return select(Media).where(Media.id.in_(used), shown_media(day_in_paris(now)))


def valid_links(session: Session, moment: datetime, article_id: int) -> Sequence[ValidLink]:
    """Return the links to texts of an article that work at a moment of real time, in one query."""
    rows = session.execute(
        select(
            PreviewLink.id,
            Revision.number,
            Person.full_name,
            PreviewLink.created_at,
            PreviewLink.expires_at,
        )
        .join(Revision, Revision.id == PreviewLink.revision_id)
        .join(Person, Person.id == PreviewLink.created_by_id)
        .where(
            Revision.article_id == article_id,
            Revision.erased_at.is_(None),
            PreviewLink.expires_at > moment,
            PreviewLink.revoked_at.is_(None),
        )
        .order_by(PreviewLink.created_at.desc(), PreviewLink.id.desc())
    )
    return [ValidLink(*row) for row in rows]


def token_hash(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
