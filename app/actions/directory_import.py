"""An import of the directory: sent, decided on, given up or ended; each once."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from app.actions.exceptions import Outdated
from app.actions.jobs import enqueue
from app.directory.faults import Fault
from app.directory.report import Report, ends_much, leaves_much, taken
from app.models import DirectoryImport
from app.models.directory_import import ImportState
from app.rules.retention import RETENTION

READ_JOB = "directory_read"
APPLY_JOB = "directory_apply"
BEFORE_DECISION = (ImportState.READING, ImportState.READY)


class NotSure(Exception):
    """So much would go that this must be confirmed by itself: people, or what binds them."""

    def __init__(self, *, people: bool, bonds: bool) -> None:
        """Say of which there is too much."""
        super().__init__("much would go")
        self.people = people
        self.bonds = bonds


def open_import(session: Session, actor_id: int, folder: str) -> DirectoryImport:
    """Begin an import with the files of a folder; a job reads them."""
    opened = DirectoryImport(
        person_id=actor_id, created_at=datetime.now(UTC), files={"folder": folder}
    )
    session.add(opened)
    session.flush()
    enqueue(session, READ_JOB, import_id=opened.id)
    return opened


def note_report(session: Session, import_id: int, report: Report, digest: str) -> None:
    """Show what a dry run found; one that was given up meanwhile stays so."""
    values = {"state": ImportState.READY, "report": report, "digest": digest}
    _change(session, import_id, [ImportState.READING], values)


def note_faults(session: Session, import_id: int, faults: Iterable[Fault]) -> None:
    """Say why an import cannot be carried out; nothing was changed."""
    told = [
        {
            "file": fault.file,
            "why": fault.why,
            "line": fault.line,
            "column": fault.column,
            "value": fault.value,
        }
        for fault in faults
    ]
    values = {"state": ImportState.FAILED, "problems": {"faults": told}, "ended_at": _moment()}
    _change(session, import_id, [ImportState.READING, ImportState.APPLYING], values)


def note_other_directory(session: Session, import_id: int) -> None:
    """Say that the directory is no longer the one with which the dry run compared."""
    values = {"state": ImportState.FAILED, "problems": {"other": True}, "ended_at": _moment()}
    _change(session, import_id, [ImportState.APPLYING], values)


def note_breakdown(session: Session, import_id: int) -> None:
    """Say that an import failed by no fault of its files; nothing was changed."""
    values = {"state": ImportState.FAILED, "problems": {"broke": True}, "ended_at": _moment()}
    _change(session, import_id, [ImportState.READING, ImportState.APPLYING], values)


def confirm_import(
    session: Session,
    found: DirectoryImport,
    actor_id: int,
    renames: Sequence[str],
    *,
    although_many: bool,
    although_bare: bool,
) -> None:
    """Let an import be carried out by a job; `renames` are the new groups that are old ones.

    It is carried out as far as whoever confirms it may, who need not be who sent the files.
    Raises NotSure when many leave, or many memberships or ties end, and that is not confirmed;
    Outdated when it was decided on already.
    """
    if found.state is not ImportState.READY:
        raise Outdated
    people = bool(leaves_much(found.report)) and not although_many
    bonds = bool(ends_much(found.report)) and not although_bare
    if people or bonds:
        raise NotSure(people=people, bonds=bonds)
    same = taken(renames, found.report.get("renames", ()))
    values = {
        "state": ImportState.APPLYING,
        "report": found.report | {"same": same, "by": actor_id},
    }
    if not _change(session, found.id, [ImportState.READY], values):
        raise Outdated
    enqueue(session, APPLY_JOB, import_id=found.id)


def discard_import(session: Session, import_id: int) -> None:
    """Give an import up before it is carried out; raises Outdated when it is too late."""
    values = {"state": ImportState.DISCARDED, "ended_at": _moment()}
    if not _change(session, import_id, BEFORE_DECISION, values):
        raise Outdated


def expire_imports(session: Session, now: datetime) -> None:
    """Give up what nobody has decided on for a week: its files hold personal data."""
    session.execute(
        update(DirectoryImport)
        .where(
            DirectoryImport.state.in_(BEFORE_DECISION),
            DirectoryImport.created_at <= now - timedelta(days=RETENTION.undecided_import_days),
        )
        .values(state=ImportState.DISCARDED, ended_at=now)
        .execution_options(synchronize_session=False)
    )


def end_import(session: Session, import_id: int) -> None:
    """Say that an import was carried out."""
    values = {"state": ImportState.DONE, "ended_at": _moment()}
    if not _change(session, import_id, [ImportState.APPLYING], values):
        raise Outdated


def _change(
    session: Session, import_id: int, states: Sequence[ImportState], values: dict[str, Any]
) -> bool:
    changed = session.execute(
        update(DirectoryImport)
        .where(DirectoryImport.id == import_id, DirectoryImport.state.in_(states))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", changed).rowcount == 1


def _moment() -> datetime:
    return datetime.now(UTC)
