"""What an author says of an event, as its row and a change that waits beside it keep it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.models import Event
from app.rules.repeating import Span, shifted, span_of

SAID = ("title", "place", "description", "article_id")


@dataclass(frozen=True)
class EventText:
    """What happens, where and when, and the article that says more."""

    title: str
    place: str | None
    description: str | None
    span: Span
    article_id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the row."""
        starts_at, ends_at = self.span.moments
        said = {name: getattr(self, name) for name in SAID}
        return {**said, "all_day": self.span.all_day, "starts_at": starts_at, "ends_at": ends_at}

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of a change that waits, as JSON."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in self.columns.items()
        }

    def changed_like(self, before: "EventText", after: "EventText") -> "EventText":
        """Return this text of one occurrence with what was changed in another, and nothing else.

        So what sets an occurrence apart, as its place, stays. Raises OverflowError past the last
        day that there is.
        """
        said = {
            name: getattr(after, name)
            for name in SAID
            if getattr(after, name) != getattr(before, name)
        }
        if after.span != before.span:
            said["span"] = shifted(self.span, before.span, after.span)
        return replace(self, **said)


def stored_text(event: Event) -> EventText:
    """Return what the row says: what readers see of an event that is online."""
    span = span_of(event.starts_at, event.ends_at, all_day=event.all_day)
    return EventText(event.title, event.place, event.description, span, event.article_id)


def newest_text(event: Event) -> EventText:
    """Return the change that stands beside an event, else what its row says."""
    kept = event.proposed
    if kept is None:
        return stored_text(event)
    starts_at, ends_at = (datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at"))
    span = span_of(starts_at, ends_at, all_day=kept["all_day"])
    return EventText(span=span, **{name: kept[name] for name in SAID})
