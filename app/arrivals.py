"""A file that is sent to the school: the same bytes are not kept twice for one person."""

import hashlib
from collections.abc import Callable

from werkzeug.datastructures import FileStorage

from app.access import actor, now, worker
from app.database import let_go
from app.extensions import db
from app.models import Media
from app.queries.library import twin_of
from app.refused_files import UploadRefused
from app.rules.quotas import Place
from app.uploads import take_upload


def arrive(file: FileStorage, place: Place, suits: Callable[[Media], bool]) -> tuple[Media, bool]:
    """Return the file as the library knows it, committed by itself, and whether it was there.

    `suits` tells whether one that was there will do. Raises UploadRefused.
    """
    let_go(db.session())  # others may write while the bytes are read
    digest = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    file.stream.seek(0)
    twin = twin_of(db.session(), worker(), now(), digest)
    if twin is not None and suits(twin):
        return twin, True
    try:
        media = take_upload(file, place, owner_id=actor(), now=now())
    except UploadRefused:
        db.session.rollback()
        raise
    db.session.commit()
    return media, False
