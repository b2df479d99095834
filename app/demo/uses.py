"""Say where the demo's files are used, as its texts tell."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.models import Media, MediaUse, Slot

MEDIA_SLOTS = {"audio": Slot.AUDIO, "video": Slot.VIDEO}


def use_media(
    session: Session,
    about: Mapping[str, Any],
    pictures: Mapping[str, Media],
    files: Mapping[str, Media],
    **place: int,
) -> None:
    """Add the uses of a text's illustration, gallery, attachments, sound and film.

    `place` names what uses them: `revision_id`, `announcement_id` or `tile_id`. An illustration
    without `alt` has none yet, an empty one only decorates.
    """

    def use(media: Media, slot: Slot, position: int = 0, about: Mapping[str, Any] = {}) -> None:
        session.add(
            MediaUse(
                media_id=media.id,
                slot=slot,
                position=position,
                alt=about.get("alt"),
                caption=about.get("caption"),
                **place,
            )
        )

    for name, slot in (
        ("illustration", Slot.ILLUSTRATION),
        ("picture", Slot.PICTURE),
        ("picture_dark", Slot.PICTURE_DARK),
    ):
        if name in about:
            use(pictures[about[name]["picture"]], slot, about=about[name])
    for position, picture in enumerate(about.get("gallery", ())):
        use(pictures[picture["picture"]], Slot.GALLERY, position, picture)
    for position, attachment in enumerate(about.get("attachment", ())):
        media = files[attachment["file"]]
        media.title = attachment["title"]
        use(media, Slot.ATTACHMENT, position)
    for name, slot in MEDIA_SLOTS.items():
        if name in about:
            _use_recording(about[name], files, slot, use)
            if "poster" in about[name]:
                use(pictures[about[name]["poster"]], Slot.POSTER, about={"alt": ""})


def _use_recording(
    about: Mapping[str, Any], files: Mapping[str, Media], slot: Slot, use: Any
) -> None:
    media = files[about["file"]]
    media.title = about.get("title", media.title)
    media.transcript = about.get("transcript")
    use(media, slot)
    if "captions" in about:
        use(files[about["captions"]], Slot.CAPTIONS)
