"""Announcements: how grave they are, and where they stand on their way to their readers."""

from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    """An alert stands above a warning, a warning above an information (guide p. 12)."""

    ALERT = "alert"
    WARNING = "warning"
    INFO = "info"


class AnnouncementStatus(StrEnum):
    """What is stored; scheduled and ended are `online` seen through the dates.

    Refused is a draft that carries its refusal; declined is what an authority above sent and the
    school does not pass on (the guide's column "Refus").
    """

    DRAFT = "draft"
    PENDING = "pending"
    ONLINE = "online"
    DECLINED = "declined"


class AnnouncementStage(StrEnum):
    """Where an announcement stands, as lists and pages say it, in the order of its life."""

    DRAFT = "draft"
    REFUSED = "refused"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    ONLINE = "online"
    ENDED = "ended"
    DECLINED = "declined"


def stage_of(
    status: AnnouncementStatus,
    starts_at: datetime,
    ends_at: datetime,
    *,
    is_refused: bool,
    now: datetime,
) -> AnnouncementStage:
    """Return where an announcement stands; `is_refused` tells a draft that carries its refusal.

    It is online from its start until the moment before its end.
    """
    if status is AnnouncementStatus.DRAFT:
        return AnnouncementStage.REFUSED if is_refused else AnnouncementStage.DRAFT
    elif status is not AnnouncementStatus.ONLINE:
        return AnnouncementStage(status.value)
    elif now < starts_at:
        return AnnouncementStage.SCHEDULED
    else:
        return AnnouncementStage.ONLINE if now < ends_at else AnnouncementStage.ENDED
