"""Takes what people send: judged by its content, cut or stored, then given its row.

Nothing is left of a file that is refused. The long work is done before the database is asked for
its write lock: take files first, change other things after.
"""

import dataclasses
import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import FileIO

from flask import current_app
from werkzeug.datastructures import FileStorage

from app.access import school
from app.actions.media import Content, add_content, keep_crops, keep_part, put_in_place
from app.database import let_go
from app.extensions import db
from app.files.captions import as_webvtt
from app.files.documents import pages
from app.files.judge import judge
from app.files.names import clean_name, clean_title, shown_name
from app.files.reasons import FileRefused, Reason
from app.files.streams import seconds
from app.files.types import TYPES, Family, FileType
from app.images.forms import BANDS, FORMS, HERO, HERO_MOVING, LOGO, MASTER, MOVING, Box, Form, Point
from app.images.frames import has_more_frames
from app.images.made import Cut
from app.images.parts import as_the_still, centre_of, key_of
from app.images.process import cut_in_process
from app.models import Media, MediaKind
from app.queries.media import cropping, crops_of, sources_of
from app.refused_files import told
from app.rules.quotas import Place
from app.storage import Storage

PLACES: Mapping[MediaKind, Place] = {
    MediaKind.PICTURE: Place.IMAGES,
    MediaKind.AUDIO: Place.AUDIO,
    MediaKind.VIDEO: Place.VIDEO,
    MediaKind.CAPTIONS: Place.CAPTIONS,
    MediaKind.DOCUMENT: Place.ATTACHMENTS,
}
"""Whose limits hold for a file that replaces another."""
_ATTACHING = frozenset({Place.ATTACHMENTS, Place.ANNOUNCEMENT})
_CHUNK = 1_048_576
_CENTRE = (0.5, 0.5)
_NOTHING: Mapping[str, Box] = {}


@dataclass(frozen=True)
class Received:
    """What was sent, on disk without a name, so that a kill leaves nothing of it."""

    file: FileIO
    name: str
    digest: str
    size: int
    type: FileType


def take_upload(file: FileStorage, place: Place, *, owner_id: int | None, now: datetime) -> Media:
    """Take a file into a place and return its new row, flushed but not committed.

    Commit after each of several files: the next one is then cut without holding a lock. A picture
    that is attached becomes a JPEG to take away. Raises UploadRefused.
    """
    with _received(file, place) as sent:
        content = _content(sent, place)
        return add_content(db.session(), _storage(), content, owner_id=owner_id, now=now)


def replace(media: Media, file: FileStorage, *, actor_id: int | None, now: datetime) -> None:
    """Put another file in the place of one: same address, same uses, same words about it.

    Raises UploadRefused, also for a file of another type: the address ends as the old one did.
    """
    mime_type = media.mime_type
    with _received(file, PLACES[media.kind]) as sent:
        content = _content(sent, PLACES[media.kind])
        if content.mime_type != mime_type:
            raise FileRefused(Reason.OTHER_KIND)
        put_in_place(db.session(), _storage(), media, content, actor_id=actor_id, now=now)


def recut(
    media: Media, chosen: Mapping[str, Box], focal: Point, *, actor_id: int | None, now: datetime
) -> None:
    """Cut forms of a picture anew: the chosen part of each, or what stands around the focal point.

    `chosen` is by cropped forms of `images.forms.FORMS`, in fractions of the upright picture; a
    form that it leaves out follows the focal point. Raises UploadRefused when many files arrive.
    """
    session, storage, media_id = db.session(), _storage(), media.id
    source, forms = cropping(session, media, chosen, focal)
    sources = sources_of(session, media_id)
    filename, cuts = media.filename, list[Cut]()
    with told(filename, Place.IMAGES):
        if forms:
            let_go(session)
            with storage.local(source).open("rb", buffering=0) as file:
                cuts = cut_in_process(file, [FORMS[name] for name in forms], focal, chosen)
        if HERO.name in forms and HERO_MOVING.name in sources and MOVING.name in sources:
            with storage.local(sources[MOVING.name]).open("rb", buffering=0) as file:
                cuts += _moving(file, HERO_MOVING, focal, as_the_still(chosen))
        keep_crops(session, storage, media_id, cuts, chosen, focal, actor_id=actor_id, now=now)


def cut_part(media: Media, part: Box | None) -> None:
    """Cut what a tile shows of a picture, unless that was done before; committed by itself.

    Without a part it is what the picture itself shows. Of an animation that cannot be cut to it
    only the still shows (`Picture.moves`); who composes is told. Raises UploadRefused.
    """
    session, storage, media_id, name = db.session(), _storage(), media.id, media.filename
    crops, focal = crops_of(session, media_id), (media.focal_x, media.focal_y)
    if part is not None:
        crops, focal = {HERO.name: part}, centre_of(part)
    crops = as_the_still(crops)
    sources, key = sources_of(session, media_id), key_of(part)
    missing = [form for form in BANDS if form.name + key not in sources]
    moving = sources.get(MOVING.name) if HERO_MOVING.name + key not in sources else None
    whole = sources.get(MASTER.name) or sources.get("full")
    let_go(session)
    cuts = list[Cut]()
    with told(name, Place.IMAGES):
        if missing and whole:
            with storage.local(whole).open("rb", buffering=0) as file:
                cuts = cut_in_process(file, missing, focal, crops)
        if moving:
            with storage.local(moving).open("rb", buffering=0) as file:
                cuts += _moving(file, HERO_MOVING, focal, crops)
        if cuts:
            keep_part(session, storage, media_id, cuts, key)
            session.commit()


@contextmanager
def _received(file: FileStorage, place: Place) -> Iterator[Received]:
    """Copy what was sent to where nothing else reaches it, and judge it."""
    name, size, limit = file.filename or "", file.stream.seek(0, 2), school().limits[place]
    with told(shown_name(name), place, size, limit.file_size):
        if size > limit.file_size:
            raise FileRefused(Reason.TOO_LARGE)
        let_go(db.session())
        file.stream.seek(0)
        digest = hashlib.sha256()
        with tempfile.TemporaryFile(buffering=0, dir=_storage().aside()) as copy:
            while chunk := file.stream.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            known = judge(copy, name)
            if known.extension not in (limit.extensions or TYPES):
                raise FileRefused(Reason.UNSUPPORTED)
            yield Received(copy, name, digest.hexdigest(), size, known)


def _content(sent: Received, place: Place) -> Content:
    if sent.type.family is Family.PICTURE:
        return _picture(sent, place)
    storage, length, count = _storage(), None, None
    if sent.type.family is Family.CAPTIONS:
        sent.file.seek(0)
        captions = as_webvtt(sent.file.read())
        stored, size = storage.put(captions, ".vtt"), len(captions)
    else:
        if sent.type.extension == "pdf":
            count = pages(sent.file)
        elif sent.type.extension == "mp4":
            length = seconds(sent.file) or None
        sent.file.seek(0)
        stored, size = storage.put_stream(sent.file, f".{sent.type.extension}"), sent.size
    is_document = place in _ATTACHING
    return Content(
        kind=MediaKind.DOCUMENT if is_document else MediaKind(sent.type.family.value),
        title=clean_title(sent.name),
        filename=clean_name(sent.name, sent.type.extension),
        mime_type=sent.type.mime_type,
        digest=sent.digest,
        stored_name=stored,
        size=size,
        duration=length,
        pages=count,
    )


def _picture(sent: Received, place: Place) -> Content:
    is_attached = place in _ATTACHING
    shown = [*FORMS.values(), *([LOGO] if place is Place.LOGO else [])]
    cuts = cut_in_process(sent.file, [MASTER] if is_attached else [*shown, MASTER])
    is_animated = not is_attached and sent.type.extension == "gif" and _has_frames(sent.file)
    moving = _moving(sent.file) if is_animated else []
    width, height = cuts[0].source
    content = Content(
        kind=MediaKind.PICTURE,
        title=clean_title(sent.name),
        filename=clean_name(sent.name, "jpg"),
        mime_type="image/jpeg",
        digest=sent.digest,
        width=width,
        height=height,
        duration=sum(one.seconds for one in moving) if is_animated else None,
        cuts=[*cuts, *moving],
    )
    if not is_attached:
        return content
    [whole] = cuts
    return dataclasses.replace(
        content,
        kind=MediaKind.DOCUMENT,
        stored_name=_storage().put(whole.data, ".jpg"),
        size=len(whole.data),
        width=whole.width,
        height=whole.height,
        cuts=(),
    )


def _has_frames(file: FileIO) -> bool:
    file.seek(0)
    return has_more_frames(file.read(), 1)


def _moving(
    file: FileIO, form: Form = MOVING, focal: Point = _CENTRE, chosen: Mapping[str, Box] = _NOTHING
) -> list[Cut]:
    """Return an animation; of what is none, or too heavy to be one, only the first frame shows."""
    try:
        return cut_in_process(file, [form], focal, chosen)
    except FileRefused:
        return []


def _storage() -> Storage:
    storage: Storage = current_app.extensions["storage"]
    return storage
