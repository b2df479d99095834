"""Make the announcements and the events of the demo."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.demo.articles import Site
from app.demo.keys import Keys
from app.demo.texts import CLOCK, load, moment
from app.demo.uses import use_media
from app.models import Announcement, AnnouncementTarget, Event
from app.rules.announcements import AnnouncementStatus
from app.text.clean import sanitize_html


def store_announcements(session: Session, keys: Keys, site: Site) -> None:
    """Store the announcements with their targets, links and files."""
    for about in load("announcements")["announcement"]:
        starts_at = moment(about["starts"])
        announcement = Announcement(
            severity=about["severity"],
            origin=about["origin"],
            status=about.get("status", AnnouncementStatus.ONLINE),
            author_id=site.people[about["author"]] if "author" in about else None,
            title=about["title"],
            body=sanitize_html(about["body"]),
            starts_at=starts_at,
            ends_at=end_of(about["ends"]),
            created_at=min(starts_at, CLOCK) - timedelta(hours=1),
            asks_acknowledgement=about.get("asks_acknowledgement", False),
            **_decision(about, site),
            targets=[AnnouncementTarget(key=keys.resolve(key)) for key in about["targets"]],
            **_link(about.get("link", ""), site),
        )
        session.add(announcement)
        session.flush()
        use_media(session, about, site.pictures, site.files, announcement_id=announcement.id)


def _decision(about: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """Return who decided what was declined, when and why."""
    if "declined_by" not in about:
        return {}
    return {
        "decided_by_id": site.people[about["declined_by"]],
        "decided_at": moment(about["declined_at"]),
        "refusal": about["refusal"],
    }


def store_events(session: Session, site: Site) -> None:
    """Store the events of the agenda."""
    session.add_all(
        Event(
            rubrique_id=site.rubriques[about["rubrique"]],
            article_id=site.articles[about["article"]] if "article" in about else None,
            author_id=site.people[about["author"]],
            title=about["title"],
            place=about.get("place"),
            description=about.get("description"),
            all_day=about["all_day"],
            starts_at=moment(about["starts"]),
            ends_at=end_of(about["ends"]),
            changed_at=min(moment(about["starts"]), CLOCK) - timedelta(days=30),
        )
        for about in load("events")["event"]
    )


def end_of(value: datetime | date) -> datetime:
    """Return the first moment after a period; a date alone ends with its day (domain, §6.6)."""
    if isinstance(value, datetime):
        return moment(value)
    return moment(value + timedelta(days=1))


def _link(link: str, site: Site) -> dict[str, Any]:
    kind, _, target = link.partition(":")
    if kind == "article":
        return {"link_article_id": site.articles[target]}
    return {"link_url": link} if link else {}
