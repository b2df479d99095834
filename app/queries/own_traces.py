"""What a person's use of the site left: visits, sessions, readings, notices, the journal."""

from typing import Any

from sqlalchemy import Select, and_, or_, select

from app.models import (
    AccessCode,
    AnnouncementReading,
    DataRequest,
    HomeVisit,
    LastLogin,
    LogEntry,
    Notice,
    UserSession,
)
from app.queries.own_part import Part


def _logins(person_id: int) -> Select[*tuple[Any, ...]]:
    return select(LastLogin.at).where(LastLogin.person_id == person_id)


def _visits(person_id: int) -> Select[*tuple[Any, ...]]:
    return select(HomeVisit.seen_at, HomeVisit.before_at).where(HomeVisit.person_id == person_id)


def _sessions(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            UserSession.device, UserSession.created_at, UserSession.seen_at,
            UserSession.expires_at, UserSession.stays,
        )
        .where(UserSession.person_id == person_id)
        .order_by(UserSession.created_at.desc())
    )  # fmt: skip


def _codes(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(AccessCode.kind, AccessCode.created_at, AccessCode.expires_at, AccessCode.used_at)
        .where(AccessCode.person_id == person_id)
        .order_by(AccessCode.id.desc())
    )


def _readings(person_id: int) -> Select[*tuple[Any, ...]]:
    """Select by the numbers of announcements: they may be written to others by now."""
    return (
        select(
            AnnouncementReading.announcement_id, AnnouncementReading.seen_at,
            AnnouncementReading.folded_at, AnnouncementReading.acknowledged_at,
        )
        .where(AnnouncementReading.person_id == person_id)
        .order_by(AnnouncementReading.announcement_id.desc())
    )  # fmt: skip


def _notices(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Notice.kind, Notice.article_id, Notice.announcement_id, Notice.event_id,
            Notice.text.label("reason"), Notice.at, Notice.read_at, Notice.mailed_at,
        )
        .where(Notice.person_id == person_id)
        .order_by(Notice.id.desc())
    )  # fmt: skip


def _requests(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            DataRequest.kind, DataRequest.text, DataRequest.created_at, DataRequest.answered_at,
            DataRequest.answer,
        )
        .where(DataRequest.person_id == person_id)
        .order_by(DataRequest.id.desc())
    )  # fmt: skip


def _journal(person_id: int) -> Select[*tuple[Any, ...]]:
    """Select what a person did, and what was done to the account, without saying by whom.

    What exactly changed is not told: it may hold what others wrote, or their names.
    """
    is_own = LogEntry.actor_id == person_id
    about = and_(LogEntry.subject == "person", LogEntry.subject_id == person_id)
    return (
        select(
            LogEntry.at, LogEntry.action, LogEntry.subject, LogEntry.subject_id,
            LogEntry.actor_id.is_not_distinct_from(person_id).label("by_oneself"),
        )
        .where(or_(is_own, about))
        .order_by(LogEntry.at.desc(), LogEntry.id.desc())
    )  # fmt: skip


TRACES = (
    Part("derniere-connexion", ("last_login.person_id",), _logins),
    Part("visites", ("home_visit.person_id",), _visits),
    Part("sessions", ("user_session.person_id",), _sessions),
    Part("codes", ("access_code.person_id",), _codes),
    Part("lectures", ("announcement_reading.person_id",), _readings),
    Part("messages", ("notice.person_id",), _notices),
    Part("demandes", ("data_request.person_id",), _requests),
    Part("journal", ("log_entry.actor_id",), _journal),
)
