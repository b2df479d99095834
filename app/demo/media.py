"""Take the picture collection and the demo's files into the site."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.actions.media import add_file, add_picture
from app.demo.texts import FILES
from app.images.forms import CARD, FULL, HERO, HERO_NARROW, THUMBNAIL
from app.images.made import Cut
from app.images.process import cut_in_process
from app.models import Media, MediaKind
from app.rules.licences import Licence
from app.storage import Storage

COLLECTION = Path(__file__).parents[1] / "collection"
KINDS = {
    ".pdf": (MediaKind.DOCUMENT, "application/pdf"),
    ".docx": (
        MediaKind.DOCUMENT,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".mp3": (MediaKind.AUDIO, "audio/mpeg"),
    ".mp4": (MediaKind.VIDEO, "video/mp4"),
    ".vtt": (MediaKind.CAPTIONS, "text/vtt"),
}
FILM_CONSENT = "Accord écrit de la principale, gardé au secrétariat"
WIDEST_CARD = 2000
"""Pixels of width from which a picture of the collection is meant for the top tile."""


def store_collection(session: Session, storage: Storage, now: datetime) -> dict[str, Media]:
    """Store the pictures that editors choose from; return them by the stem of their file."""
    index = json.loads((COLLECTION / "index.json").read_text())
    with ThreadPoolExecutor(max_workers=2) as helpers:
        cuts = helpers.map(_cut, index)
        pictures = {
            Path(about["file"]).stem: add_picture(
                session,
                storage,
                forms,
                now=now,
                size=(about["width"], about["height"]),
                title=about["title"],
                filename=Path(about["file"]).name,
                alt=about["alt"],
                credit=about["credit"],
                licence=Licence(about["licence"]),
                keywords=", ".join(about["keywords"]),
                in_collection=True,
            )
            for about, forms in zip(index, cuts, strict=True)
        }
    for picture in pictures.values():
        picture.shows_people = False
    return pictures


def store_files(session: Session, storage: Storage, now: datetime) -> dict[str, Media]:
    """Store the documents, the sound and the film of the demo; return them by their names."""
    files = {
        file.name: add_file(
            session,
            storage,
            file.read_bytes(),
            now=now,
            kind=KINDS[file.suffix][0],
            title=file.stem,
            filename=file.name,
            mime_type=KINDS[file.suffix][1],
        )
        for file in sorted(FILES.iterdir())
    }
    for file in files.values():
        if file.kind is MediaKind.VIDEO:
            file.shows_people, file.consent = True, FILM_CONSENT
    return files


def _cut(about: Mapping[str, Any]) -> list[Cut]:
    wide = (HERO, HERO_NARROW) if about["width"] > WIDEST_CARD else ()
    return cut_in_process((COLLECTION / about["file"]).read_bytes(), [*wide, CARD, THUMBNAIL, FULL])
