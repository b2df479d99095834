"""Which files a viewer may read: a file is readable where one of its current uses is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session

from app.models import Article, Media, MediaForm, MediaUse, PageKind, Revision, Slot, Tile
from app.queries.articles import readable_articles
from app.queries.layouts import visible_tiles
from app.queries.rubriques import readable_rubriques
from app.queries.work import rubriques_where, workable_articles
from app.rules.audience import Viewer
from app.rules.roles import Permission, Role


def readable_media(viewer: Viewer, now: datetime) -> Select[Media]:
    """Select the files of readable online texts, readable rubriques, visible tiles and settings.

    A file used only in a draft, a waiting text, a past revision or the trash is not among them.
    """
    online = readable_articles(viewer, now).with_only_columns(Article.online_revision_id)
    tiles = [
        visible_tiles(page, viewer, now).with_only_columns(Tile.id).order_by(None)
        for page in (PageKind.PUBLIC_HOME, PageKind.PERSONAL_HOME)
        if page is PageKind.PUBLIC_HOME or not viewer.is_anonymous
    ]
    used = select(MediaUse.media_id).where(
        or_(
            MediaUse.revision_id.in_(online),
            MediaUse.rubrique_id.in_(readable_rubriques(viewer)),
            *(MediaUse.tile_id.in_(ids) for ids in tiles),
            MediaUse.setting.is_not(None),
        )
    )
    return select(Media).where(Media.id.in_(used))


def media_at_work(viewer: Viewer, roles: Mapping[int, Role]) -> Select[Media]:
    """Select a viewer's own files and those of the newest texts on which he works, online or not.

    Where he works, the common collection is there to choose from.
    """
    newest = workable_articles(viewer, roles).with_only_columns(Article.newest_revision_id)
    used = select(MediaUse.media_id).where(MediaUse.revision_id.in_(newest))
    return select(Media).where(
        or_(
            Media.id.in_(used),
            Media.owner_id == viewer.person_id,
            Media.in_collection if rubriques_where(Permission.PROPOSE, roles) else false(),
        )
    )


def media_of_earlier_texts(viewer: Viewer, roles: Mapping[int, Role]) -> Select[Media]:
    """Select the files of all texts of the articles on which a viewer works: he reads them all."""
    worked = workable_articles(viewer, roles).with_only_columns(Article.id)
    used = (
        select(MediaUse.media_id)
        .join(Revision, Revision.id == MediaUse.revision_id)
        .where(Revision.article_id.in_(worked))
    )
    return select(Media).where(Media.id.in_(used))


def usable_media(
    session: Session,
    viewer: Viewer,
    roles: Mapping[int, Role],
    now: datetime,
    ids: Collection[int],
) -> dict[int, Media]:
    """Return those of some files that this person may put into a text: what he may see anyway."""
    if not ids:
        return {}
    found = {
        media.id: media
        for among in (media_at_work(viewer, roles), readable_media(viewer, now))
        for media in session.scalars(among.where(Media.id.in_(ids)))
    }
    return {media_id: found[media_id] for media_id in ids if media_id in found}


def file_named(
    session: Session, among: Select[Media], media_id: int, name: str
) -> tuple[Media, MediaForm | None] | None:
    """Return one of some files by the last part of its address, with its form if a picture."""
    media = session.scalar(among.where(Media.id == media_id))
    if media is None:
        return None
    if media.stored_name is not None:
        return (media, None) if name == media.filename else None
    form = session.get(MediaForm, (media_id, name))
    return (media, form) if form is not None else None


def used_in_revision(session: Session, revision_id: int) -> Sequence[tuple[MediaUse, Media]]:
    """Return the files of a text with their uses, in order."""
    statement = (
        select(MediaUse, Media)
        .join(Media, Media.id == MediaUse.media_id)
        .where(MediaUse.revision_id == revision_id, MediaUse.slot != Slot.BODY)
        .order_by(MediaUse.position, MediaUse.id)
    )
    return [(use, media) for use, media in session.execute(statement)]
