"""Who is in charge, what the law asks for, and whether the worker works."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.checkup.told import Told, doubtful
from app.config import Config
from app.models import Job, JobState, LogEntry, Person
from app.queries.jobs import late_since
from app.queries.publication_director import Doubt, doubt_about_director
from app.queries.school import School, read_school
from app.queries.warnings import has_admin, has_head, heads_who_administrate
from app.rules.legal_facts import missing_facts
from app.rules.uai import is_uai

DAILY = timedelta(days=2)


def school_told(session: Session, config: Config) -> Iterator[Told]:
    """Tell what is wrong with those in charge and with what the settings say of the school."""
    school = read_school(session)
    if session.scalar(select(Person.id).limit(1)) is None:
        yield doubtful("Nobody is in the directory: `site create` makes the school.")
        return
    if config.production and _is_demo(session, school):
        yield Told("This is the demo school: its passwords are known to everybody.")
    if not has_head(session):
        yield Told(
            "Nobody is head (chef d’établissement): nothing that waits for the head is approved."
            " An administrator names one at /annuaire/fonctions."
        )
    if not has_admin(session):
        yield doubtful("Nobody is administrator: `site access` lets no one in who could mend.")
    for name in heads_who_administrate(session):
        yield doubtful(f"{name} is head and administrator by one account (guide p. 34).")
    yield from _legal_told(session, school)


def _legal_told(session: Session, school: School) -> Iterator[Told]:
    missing = missing_facts(vars(school))
    if missing:
        yield doubtful(f"The law asks for more at /site/reglages: {', '.join(missing)}.")
    if school.uai and not is_uai(school.uai):
        yield doubtful(f"{school.uai} is no number of a school (UAI).")
    match doubt_about_director(session, school):
        case Doubt.LEFT:
            yield doubtful("The publication director has left the school.")
        case Doubt.NOT_HEAD:
            yield doubtful("The publication director is not head of the school.")


def work_told(session: Session, real: datetime) -> Iterator[Told]:
    """Tell whether jobs wait too long or have failed; `real` is real time."""
    oldest = late_since(session, real)
    if oldest is not None:
        yield Told(f"Jobs wait since {oldest:%Y-%m-%d %H:%M} UTC: does the worker run?")
    planned = session.scalar(select(func.max(Job.created_at)).where(Job.kind == "purge"))
    if planned is not None and planned < real - DAILY:
        yield Told(f"The daily work was last planned on {planned:%Y-%m-%d}: does the worker run?")
    failed = session.scalar(select(func.count()).where(Job.state == JobState.FAILED))
    if failed:
        yield doubtful(f"{failed} jobs have failed: see /site/travaux.")


def _is_demo(session: Session, school: School) -> bool:
    seeded = select(LogEntry.id).where(LogEntry.subject == "school", LogEntry.action == "seed")
    return bool(school.clock_offset_seconds) or session.scalar(seeded.limit(1)) is not None
