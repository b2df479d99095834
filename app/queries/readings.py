"""What somebody did with announcements, as one value of another question."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, String, case, cast, func, select

from app.models import AnnouncementReading

ACKNOWLEDGED, FOLDED = "a", "f"


@dataclass(frozen=True)
class Read:
    """What a person did with an announcement after seeing it."""

    is_acknowledged: bool
    is_folded: bool


def readings(person_id: ColumnElement[int], ids: ColumnElement[int]) -> ScalarSelect[str]:
    """Select what a person did with some announcements, for `read_from`."""
    did = AnnouncementReading
    acknowledged = case((did.acknowledged_at.is_not(None), ACKNOWLEDGED), else_="")
    folded = case((did.folded_at.is_not(None), FOLDED), else_="")
    told = cast(did.announcement_id, String) + ":" + acknowledged + folded
    return (
        select(func.aggregate_strings(told, ","))
        .where(did.person_id == person_id, did.announcement_id.in_(ids))
        .scalar_subquery()
    )


def read_from(selected: str | None) -> Mapping[int, Read]:
    """Return what was selected, by the ids of the announcements that the person has seen."""
    pairs = (one.partition(":") for one in (selected or "").split(",") if one)
    return {int(id_): Read(ACKNOWLEDGED in did, FOLDED in did) for id_, _colon, did in pairs}
