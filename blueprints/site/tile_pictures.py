"""The pictures of a tile in its form: sent with it, chosen in the library, said in words.

A file that is sent is taken by itself, and what a tile shows of it is cut, before the page is held:
it stays in the library whatever becomes of the form, which then names it. Ids are looked up one by
one among what this person may use.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import Form

from app.access import now, rights, roles, school, viewer
from app.arrivals import arrive
from app.extensions import db
from app.large_bodies import BESIDE_FILES
from app.models import Media, MediaKind
from app.part_field import PartField
from app.queries.media import usable_media
from app.queries.tile_pictures import moving_forms
from app.refused_files import UploadRefused
from app.rules.pages import composed_with
from app.rules.quotas import LIMITS, Place
from app.rules.tiles import FileUse
from app.tile import TileType
from app.uploads import cut_part
from blueprints.site.tile_picture import PictureForm, TilePicture

ACCEPTED = ",".join(f".{one}" for one in sorted(LIMITS[Place.IMAGES].extensions or ()))
MOST = 2


def body_limit() -> int:
    """Return how many bytes of files the form of a tile may carry, from who composes."""
    largest = school().limits[Place.IMAGES].file_size
    return MOST * largest if composed_with(rights()) else BESIDE_FILES


def stored_pictures(kind: TileType, files: Iterable[FileUse]) -> list[TilePicture]:
    """Return the slots of a type with the files that a tile uses."""
    uses = {one.slot: one for one in files}
    media = _usable([one.media_id for one in uses.values()])
    found = []
    for slot, known in kind.slots.items():
        use = uses.get(str(slot))
        data = (
            {
                "media_id": use.media_id,
                "alt": use.alt or "",
                "decorative": use.alt == "",
                "caption": use.caption or "",
            }
            if use
            else {}
        )
        form = PictureForm(prefix=str(slot), data=data)
        one = TilePicture(slot, known, form, media.get(use.media_id) if use else None)
        if one.media is not None and one.media.duration:
            one.moving = moving_forms(db.session(), one.media.id)
        found.append(one)
    return found


def sent_pictures(kind: TileType) -> list[TilePicture] | None:
    """Return the slots of a type as a form sends them, none for one that has no such fields.

    Call it before the page is held: it takes the files, which takes its time.
    """
    if not any(f"{slot}-media_id" in request.form for slot in kind.slots):
        return None
    found = []
    for slot, known in kind.slots.items():
        one = TilePicture(slot, known, PictureForm(request.form, prefix=str(slot)))
        _take(one)
        found.append(one)
    media = _usable([one.form.media_id.data for one in found if one.form.media_id.data])
    for one in found:
        one.media = media.get(one.form.media_id.data or 0)
        if one.form.remove.data or (one.media is None and not one.form.media_id.raw_data):
            one.form.media_id.data = one.media = None
        elif one.media is None and (one.form.media_id.data or one.form.media_id.process_errors):
            one.problems.append(
                _("This file is not there any more, or is not yours to use. Choose another one.")
            )
        elif one.media is not None and one.media.kind is not MediaKind.PICTURE:
            one.media = None
            one.problems.append(_("This file is no picture. Choose another one."))
    return found


def join_parts(pictures: Sequence[TilePicture], settings: Form) -> None:
    """Let pictures know their crops, which are settings; of another picture it begins anew."""
    for one in pictures:
        name = f"{one.slot}_part"
        if one.known.form is not None and name in settings:
            part = settings[name]
            if one.is_sent or one.media is None:
                part.data = ""
            one.part = part if isinstance(part, PartField) else None


def cut_pictures(pictures: Sequence[TilePicture]) -> None:
    """Cut what the tile will show of its pictures; call it before the page is held."""
    for one in pictures:
        if one.media is None or one.part is None or one.part.errors or one.part.process_errors:
            continue
        try:
            cut_part(one.media, one.part.box)
        except UploadRefused as refusal:
            one.problems.append(refusal.words)


def check_pictures(
    kind: TileType, pictures: Sequence[TilePicture], settings: Mapping[str, Any]
) -> bool:
    """Look at what was chosen and typed; what is wrong is said beside it."""
    sound, first = True, pictures[0] if pictures else None
    for one in pictures:
        sound = bool(one.form.validate()) and sound
        if one.media is not None and one.known.is_twin:
            if first is not None and first.media is None:
                one.problems.append(_("Choose the picture for the light appearance too."))
        elif one.media is not None and one.said is None:
            words = _("Say what the picture shows, or tick that it is decorative.")
            one.form.alt.errors = [*one.form.alt.errors, words]
            sound = False
        elif one.media is not None and not one.said and kind.leads_somewhere(settings):
            words = _("This picture is a link: say in the alternative text where it leads.")
            one.form.alt.errors = [*one.form.alt.errors, words]
            sound = False
        sound = sound and not one.problems
    return sound


def files_of(pictures: Iterable[TilePicture], before: Iterable[FileUse]) -> frozenset[FileUse]:
    """Return the pictures as uses of files; a twin that stays says what it said `before`."""
    words = {(one.slot, one.media_id): (one.alt, one.caption) for one in before}
    found = set()
    for one in pictures:
        if one.media is not None:
            said = one.said, (one.form.caption.data or None) if one.known.has_caption else None
            if one.known.is_twin:
                said = words.get((str(one.slot), one.media.id), ("", None))
            found.add(FileUse(one.media.id, str(one.slot), alt=said[0], caption=said[1]))
    return frozenset(found)


def problems_of(pictures: Iterable[TilePicture]) -> Iterator[dict[str, str]]:
    """Return what is wrong with pictures, for the head of the form."""
    for one in pictures:
        label = str(one.known.label)
        for words in one.problems:
            yield {"id": f"{one.slot}-picture", "label": label, "words": words}
        for entry in (one.form.alt, one.form.caption):
            if entry.errors:
                words = " ".join(map(str, entry.errors))
                yield {"id": entry.id, "label": label, "words": words}


def _take(one: TilePicture) -> None:
    file = request.files.get(f"{one.slot}-file")
    if file is None or not file.filename:
        return
    try:
        media, _known = arrive(file, Place.IMAGES, lambda twin: twin.kind is MediaKind.PICTURE)
    except UploadRefused as refusal:
        one.problems.append(f"{refusal.filename}\u00a0: {refusal.words}")
        return
    one.is_sent = True
    one.form.media_id.data, one.form.media_id.raw_data = media.id, [str(media.id)]
    one.form.media_id.process_errors = []
    one.form.remove.data = False


def _usable(ids: Sequence[int]) -> dict[int, Media]:
    return usable_media(db.session(), viewer(), roles(), now(), ids)
