"""Which stored files the rows name."""

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.models import Media, MediaForm


def stored_files(reader: Session | Connection) -> list[tuple[str, str]]:
    """Return the address of each file of the school, with the name under which it is stored."""
    kept = (
        select(Media.id, Media.filename, Media.stored_name)
        .where(Media.stored_name.is_not(None))
        .order_by(Media.id)
    )
    forms = select(MediaForm.media_id, MediaForm.name, MediaForm.stored_name).order_by(
        MediaForm.media_id, MediaForm.name
    )
    return [
        (f"/medias/{media_id}/{name}", str(stored))
        for statement in (kept, forms)
        for media_id, name, stored in reader.execute(statement)
    ]
