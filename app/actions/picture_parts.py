"""Forget the parts of pictures that were cut for tiles, and that no tile shows any more."""

from sqlalchemy import delete, tuple_
from sqlalchemy.orm import Session

from app.actions.purge import CHUNK, Moments
from app.models import MediaForm
from app.queries.picture_parts import unused_parts


def forget_parts(session: Session, _moments: Moments) -> int:
    """Remove a chunk of such forms; the daily sweep removes their files."""
    unused = unused_parts(session, CHUNK)
    if unused:
        key = tuple_(MediaForm.media_id, MediaForm.name)
        session.execute(delete(MediaForm).where(key.in_(unused)))
    return len(unused)
