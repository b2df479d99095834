"""A public file to download."""

from flask import Flask

from app.models import Media, MediaKind, MediaUse, Setting, Slot
from app.storage import Storage
from tests.factories import NOW
from tests.visits import saved

PATH = "/medias/1/reglement.txt"
TEXT = b"a rule\n" * 300


def store_file(app: Flask) -> str:
    """Store a text that every page uses, and return its address."""
    storage: Storage = app.extensions["storage"]
    with saved(app) as session:
        media = Media(
            id=1,
            kind=MediaKind.DOCUMENT,
            title="Règlement",
            filename="reglement.txt",
            stored_name=storage.put(TEXT, ".txt"),
            mime_type="text/plain",
            size=len(TEXT),
            created_at=NOW,
        )
        session.add_all((media, Setting(name="logo", value=1)))
        session.flush()
        session.add(MediaUse(media_id=1, slot=Slot.LOGO, setting="logo"))
    return PATH
