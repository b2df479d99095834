"""Imports of the directory."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import DirectoryImport
from app.models.directory_import import ImportState

MOST_LISTED = 20
LIVE = (ImportState.READING, ImportState.READY, ImportState.APPLYING)
"""States in which the files are still needed."""


def latest_imports(session: Session) -> Sequence[DirectoryImport]:
    """Return the imports of late, the newest first."""
    newest = select(DirectoryImport).order_by(DirectoryImport.id.desc()).limit(MOST_LISTED)
    return session.scalars(newest).all()


def live_folders(session: Session) -> list[str]:
    """Return the folders of files that are still needed."""
    files = session.scalars(select(DirectoryImport.files).where(DirectoryImport.state.in_(LIVE)))
    return [one["folder"] for one in files]
