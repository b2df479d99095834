"""Announcements: how grave they are, and where they stand on their way to their readers."""

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
