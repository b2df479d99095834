"""What the tests of feeds of other sites ask; their site and their worker are fixtures."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ExternalItem, FeedCheck, SiteVersion

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SLACK = timedelta(minutes=1)
Look = Callable[..., FeedCheck]


def real() -> datetime:
    """Return now, as jobs do."""
    return datetime.now(UTC)


def version(session: Session) -> int:
    """Return the stamp of all pages of visitors."""
    return session.scalar(select(SiteVersion.value)) or 0


def titles(session: Session) -> list[str]:
    """Return what the copy shows."""
    return list(session.scalars(select(ExternalItem.title).order_by(ExternalItem.position)))
