"""Which files a viewer may read: a file is readable where one of its current uses is."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from app.images.forms import ADDRESSED, FORMS, LOGO, MASTER, Box, Point
from app.models import (
    Announcement,
    Article,
    Media,
    MediaCrop,
    MediaForm,
    MediaUse,
    PageKind,
    Revision,
    Tile,
)
from app.queries.announcement_work import announcements_at_work
from app.queries.announcements import readable_announcements
from app.queries.articles import readable_articles
from app.queries.consent import shown_media
from app.queries.drafts import composes_pages, files_of_pages
from app.queries.layouts import visible_tiles
from app.queries.rubriques import readable_rubriques
from app.queries.work import rubriques_to_write_in, workable_articles
from app.rules.audience import Viewer
from app.rules.consent import day_in_paris
from app.rules.roles import Role

_OF_FORM = re.compile(r"([a-z-]+)(\.[0-9a-f]{8})?-([1-9][0-9]{0,4})\.(avif|jpg|webp)")


def readable_media(viewer: Viewer, now: datetime) -> Select[Media]:
    """Select the files of what a viewer reads: texts, rubriques, tiles, announcements, settings.

    A file used only in a draft, a waiting text, a past revision or the trash is not among them, nor
    is one whose consent has ended.
    """
    online = readable_articles(viewer, now).with_only_columns(Article.online_revision_id)
    tiles = [
        visible_tiles(page, viewer, now).with_only_columns(Tile.id).order_by(None)
        for page in (PageKind.PUBLIC_HOME, PageKind.PERSONAL_HOME)
        if page is PageKind.PUBLIC_HOME or not viewer.is_anonymous
    ]
    told = readable_announcements(viewer, now).with_only_columns(Announcement.id).order_by(None)
    used = select(MediaUse.media_id).where(
        or_(
            MediaUse.announcement_id.in_(told),
            MediaUse.revision_id.in_(online),
            MediaUse.rubrique_id.in_(readable_rubriques(viewer)),
            *(MediaUse.tile_id.in_(ids) for ids in tiles),
            MediaUse.setting.is_not(None),
        )
    )
    return select(Media).where(Media.id.in_(used), shown_media(day_in_paris(now)))


def media_at_work(viewer: Viewer, roles: Mapping[int, Role], now: datetime) -> Select[Media]:
    """Select a viewer's own files and those of the newest texts on which he works, online or not.

    With them come those of the texts that are online beside, those of the announcements that he
    writes or approves; where he works or composes pages what readers may see of the common
    collection, to choose from; who composes a page sees the files of all its compositions. Who
    manages everywhere sees all.
    """
    if viewer.manages_everywhere:
        return select(Media)
    works = workable_articles(viewer, roles)
    used = select(MediaUse.media_id).where(
        or_(
            MediaUse.revision_id.in_(works.with_only_columns(Article.newest_revision_id)),
            MediaUse.revision_id.in_(works.with_only_columns(Article.online_revision_id)),
            MediaUse.announcement_id.in_(
                announcements_at_work(viewer).with_only_columns(Announcement.id)
            ),
        )
    )
    collection = and_(Media.in_collection, shown_media(day_in_paris(now)))
    return select(Media).where(
        or_(
            Media.id.in_(used),
            Media.id.in_(files_of_pages(viewer)),
            _is_own(viewer),
            collection if rubriques_to_write_in(roles) else collection & composes_pages(viewer),
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
        for among in (media_at_work(viewer, roles, now), readable_media(viewer, now))
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
    form = _form_named(session, media, name)
    return (media, form) if form is not None else None


def _form_named(session: Session, media: Media, name: str) -> MediaForm | None:
    """Return a form of a picture, the nearest in width where its size has changed since.

    Of a part that was not cut, or of another file before, it is what the picture itself shows.
    By the name of the picture itself it is the whole one, as for a logo that was not cut as one.
    The master has no address.
    """
    match = _OF_FORM.fullmatch(name)
    if match and match[1] in ADDRESSED:
        wanted, part, width, extension = match[1], match[2] or "", int(match[3]), match[4]
    elif name == media.filename:
        wanted, part, width, extension = "full", "", FORMS["full"].width, "jpg"
    else:
        return None
    kept = session.scalars(select(MediaForm).where(MediaForm.media_id == media.id)).all()
    forms = _sizes_of(kept, wanted + part, extension) or _sizes_of(kept, wanted, extension)
    if not forms and wanted == LOGO.name:
        forms = _sizes_of(kept, "full", extension)
    return min(forms, key=lambda form: (abs(form.width - width), form.width), default=None)


def _sizes_of(kept: Sequence[MediaForm], wanted: str, extension: str) -> list[MediaForm]:
    return [form for form in kept if form.name == f"{wanted}-{form.width}.{extension}"]


def cropping(
    session: Session, media: Media, chosen: Mapping[str, Box], focal: Point
) -> tuple[str, list[str]]:
    """Return from which stored file a picture is cut anew, and which forms would change.

    It is the master, or the largest whole form of a picture that has none.
    """
    rows = session.execute(
        select(MediaForm.name, MediaForm.width, MediaForm.stored_name)
        .where(MediaForm.media_id == media.id, MediaForm.mime_type == "image/jpeg")
        .order_by(MediaForm.width)
    )
    stored = {name.rpartition("-")[0]: stored_name for name, _, stored_name in rows}
    before = crops_of(session, media.id)
    is_moved = focal != (media.focal_x, media.focal_y)
    changed = [
        name
        for name, form in FORMS.items()
        if form.cropped
        and (name in stored or name in chosen)
        and (chosen.get(name) != before.get(name) or (is_moved and name not in chosen))
    ]
    return stored.get(MASTER.name) or stored["full"], changed


def sources_of(session: Session, media_id: int) -> dict[str, str]:
    """Return the stored files of a picture by the names of their forms, of each the largest."""
    rows = session.execute(
        select(MediaForm.name, MediaForm.stored_name)
        .where(MediaForm.media_id == media_id)
        .order_by(MediaForm.width, MediaForm.mime_type)
    )
    return {name.rpartition("-")[0]: stored_name for name, stored_name in rows}


def crops_of(session: Session, media_id: int) -> dict[str, Box]:
    """Return the parts of a picture that somebody chose, by the name of their form."""
    crops = session.scalars(select(MediaCrop).where(MediaCrop.media_id == media_id))
    return {
        crop.form: (crop.left_edge, crop.top_edge, crop.right_edge, crop.bottom_edge)
        for crop in crops
    }


def forms_kept(session: Session, media_id: int) -> frozenset[str]:
    """Return which forms of a picture are kept: the collection has some only where they serve."""
    names = session.scalars(select(MediaForm.name).where(MediaForm.media_id == media_id))
    return frozenset(name.rpartition("-")[0] for name in names)


def used_in_revision(session: Session, revision_id: int) -> Sequence[tuple[MediaUse, Media]]:
    """Return the files of a text with their uses, those in its body too, in order."""
    statement = (
        select(MediaUse, Media)
        .join(Media, Media.id == MediaUse.media_id)
        .where(MediaUse.revision_id == revision_id)
        .order_by(MediaUse.position, MediaUse.id)
    )
    return [(use, media) for use, media in session.execute(statement)]


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.person_id is None:
        return false()  # not what those have left who are gone
    return Media.owner_id == viewer.person_id
