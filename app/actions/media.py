"""Keep files: pictures as the forms cut from them, other files as they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.checks import ask_for_check_with
from app.actions.log import record
from app.images.forms import HERO, HERO_MOVING, MASTER, MOVING, Box, Point, Size
from app.images.made import Cut
from app.models import Media, MediaCrop, MediaForm, MediaKind
from app.rules.licences import Licence
from app.storage import Storage


@dataclass(frozen=True)
class Content:
    """What a file holds: the forms of a picture, or a stored file with its size in bytes."""

    kind: MediaKind
    title: str
    filename: str
    mime_type: str
    digest: str
    cuts: Sequence[Cut] = ()
    stored_name: str | None = None
    size: int = 0
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    pages: int | None = None


def add_content(
    session: Session, storage: Storage, content: Content, *, owner_id: int | None, now: datetime
) -> Media:
    """Give what was sent its row; the files are on the disk before it can be committed."""
    forms = _stored(storage, content.cuts)
    media = Media(
        kind=content.kind,
        title=content.title,
        filename=content.filename,
        mime_type=content.mime_type,
        owner_id=owner_id,
        created_at=now,
    )
    _fill(media, content)
    session.add(media)
    session.flush()
    _add_forms(session, media.id, forms)
    record(session, now, owner_id, "add", "media", media.id, title=media.title)
    return media


def put_in_place(
    session: Session,
    storage: Storage,
    media: Media,
    content: Content,
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Let a file hold something else; crops were of the old picture and go.

    What is said about it, its name and its uses stay. The daily sweep removes the old files.
    """
    forms = _stored(storage, content.cuts)
    media = session.get_one(Media, media.id, with_for_update=True)
    _fill(media, content)
    media.focal_x = media.focal_y = 0.5
    session.flush()
    session.execute(delete(MediaCrop).where(MediaCrop.media_id == media.id))
    session.execute(delete(MediaForm).where(MediaForm.media_id == media.id))
    _add_forms(session, media.id, forms)
    ask_for_check_with(session, media.id)
    record(session, now, actor_id, "replace", "media", media.id, title=media.title)


def keep_crops(
    session: Session,
    storage: Storage,
    media_id: int,
    cuts: Sequence[Cut],
    chosen: Mapping[str, Box],
    focal: Point,
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Replace forms of a picture by new cuts, and keep which parts they show.

    The daily sweep removes the files of the old ones.
    """
    forms = _stored(storage, cuts)
    media = session.get_one(Media, media_id, with_for_update=True)
    media.focal_x, media.focal_y = focal
    session.flush()
    session.execute(delete(MediaCrop).where(MediaCrop.media_id == media_id))
    for form, (left, top, right, bottom) in chosen.items():
        session.add(
            MediaCrop(
                media_id=media_id,
                form=form,
                left_edge=left,
                top_edge=top,
                right_edge=right,
                bottom_edge=bottom,
            )
        )
    renewed = {cut.form for cut in cuts}
    renewed |= {HERO_MOVING.name} if HERO.name in renewed else set()  # what moves shows the same
    old = session.scalars(select(MediaForm.name).where(MediaForm.media_id == media_id))
    gone = [name for name in old if name.rpartition("-")[0] in renewed]
    session.execute(
        delete(MediaForm).where(MediaForm.media_id == media_id, MediaForm.name.in_(gone))
    )
    _add_forms(session, media_id, forms)
    record(session, now, actor_id, "crop", "media", media_id, title=media.title)


def keep_part(
    session: Session, storage: Storage, media_id: int, cuts: Sequence[Cut], key: str
) -> None:
    """Keep what a tile shows of a picture beside what the picture itself shows.

    `key` stands in the names of these files; those that are there already stay.
    """
    forms = _stored(storage, cuts)
    session.get_one(Media, media_id, with_for_update=True)
    there = set(session.scalars(select(MediaForm.name).where(MediaForm.media_id == media_id)))
    for form in forms:
        start, _, end = form.name.rpartition("-")
        form.name = f"{start}{key}-{end}"
    _add_forms(session, media_id, [form for form in forms if form.name not in there])


def add_picture(
    session: Session,
    storage: Storage,
    cuts: Sequence[Cut],
    *,
    now: datetime,
    size: Size,
    title: str,
    filename: str,
    alt: str | None = None,
    credit: str | None = None,
    licence: Licence | None = None,
    keywords: str = "",
    in_collection: bool = False,
    owner_id: int | None = None,
) -> Media:
    """Store the forms of a picture; `size` is that of the whole picture, upright, in pixels.

    The files are on the disk, synced, before the rows can be committed.
    """
    forms = _stored(storage, cuts)
    media = Media(
        kind=MediaKind.PICTURE,
        title=title,
        filename=filename,
        mime_type="image/jpeg",
        size=_largest(cuts),
        width=size[0],
        height=size[1],
        alt=alt,
        credit=credit,
        licence=licence,
        keywords=keywords,
        in_collection=in_collection,
        owner_id=owner_id,
        created_at=now,
    )
    session.add(media)
    session.flush()
    _add_forms(session, media.id, forms)
    return media


def add_file(
    session: Session,
    storage: Storage,
    data: bytes,
    *,
    now: datetime,
    kind: MediaKind,
    title: str,
    filename: str,
    mime_type: str,
    transcript: str | None = None,
    owner_id: int | None = None,
) -> Media:
    """Store a file that is kept as it is: a sound, a film, its captions or a document."""
    media = Media(
        kind=kind,
        title=title,
        filename=filename,
        stored_name=storage.put(data, Path(filename).suffix.lower()),
        mime_type=mime_type,
        size=len(data),
        transcript=transcript,
        owner_id=owner_id,
        created_at=now,
    )
    session.add(media)
    session.flush()
    return media


def _fill(media: Media, content: Content) -> None:
    media.stored_name = content.stored_name
    media.size = _largest(content.cuts) if content.cuts else content.size
    media.width = content.width
    media.height = content.height
    media.duration = content.duration
    media.pages = content.pages
    media.digest = content.digest


def _largest(cuts: Sequence[Cut]) -> int:
    """Return the bytes of the largest form that pages show."""
    shown = [cut for cut in cuts if cut.form not in (MASTER.name, MOVING.name)]
    return len(max(shown, key=lambda cut: cut.width * cut.height).data)


def _stored(storage: Storage, cuts: Iterable[Cut]) -> list[MediaForm]:
    """Store cuts and return their rows, which do not say yet of which picture they are."""
    return [
        MediaForm(
            name=cut.name,
            width=cut.width,
            height=cut.height,
            size=len(cut.data),
            mime_type=cut.format.mime_type,
            stored_name=storage.put(cut.data, f".{cut.format}"),
        )
        for cut in cuts
    ]


def _add_forms(session: Session, media_id: int, forms: Iterable[MediaForm]) -> None:
    for form in forms:
        form.media_id = media_id
        session.add(form)
    session.flush()
