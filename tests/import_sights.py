"""Imports of the directory in each state, for those who look at their pages."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from app.actions.directory_import import note_faults, note_report
from app.demo.texts import CLOCK
from app.directory.faults import Fault, Why
from app.directory.layout import File
from app.models import DirectoryImport
from app.models.directory_import import ImportState
from app.queries.directory_comparison import dry_run
from tests.directory_kit import keep_head, read
from tests.directory_sample import FOLDER


def make_imports(session: Session) -> dict[str, int]:
    """Add one import of each kind; return their ids by name."""
    found = {
        name: _opened(session, number)
        for number, name in enumerate(
            ("import to decide", "import under way", "import refused", "import done")
        )
    }
    with TemporaryDirectory() as folder:
        shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
        keep_head(session, Path(folder))
        report, comparison = dry_run(session, read(Path(folder)), None, CLOCK)
    for name in ("import to decide", "import done"):
        note_report(session, found[name].id, report, comparison.digest)
    faults = [
        Fault(File.PEOPLE, Why.CP1252, 12, "nom"),
        Fault(File.GUARDIANS, Why.NOBODY, 7, "eleve", "3100999"),
    ]
    note_faults(session, found["import refused"].id, faults)
    session.refresh(found["import done"])
    found["import done"].state = ImportState.DONE
    session.flush()
    return {name: one.id for name, one in found.items()}


def _opened(session: Session, number: int) -> DirectoryImport:
    opened = DirectoryImport(
        created_at=datetime.now(UTC) - timedelta(hours=number), files={"folder": f"{number:032x}"}
    )
    session.add(opened)
    session.flush()
    return opened
