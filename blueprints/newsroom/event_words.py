"""Events in words: when they happen, what a change of one says anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app.actions.event_text import EventText, newest_text
from app.days import days_of, period, when
from app.linked_article import linked_article
from app.models import Event
from app.rules.repeating import Span
from app.templating import long_date


@dataclass(frozen=True)
class Occurrence:
    """A date of a series in words, with what sets it apart from the one that is looked at."""

    id: int
    words: str
    apart: list["Difference"]


@dataclass(frozen=True)
class Difference:
    """A field as readers see it now, and as it was typed anew; both in words."""

    label: str
    before: str
    after: str


def happens(span: Span) -> str:
    """Return "mardi 24 mars 2026 · De 17 h 45 à 19 h", once translated."""
    starts_at, ends_at = span.moments
    first, last = days_of(starts_at, ends_at)
    if first != last:
        return period(starts_at, ends_at)
    return f"{long_date(first)} · {when(starts_at, ends_at, all_day=span.all_day)}"


def differences(before: EventText, after: EventText) -> Iterator[Difference]:
    """Yield what two texts say differently."""
    if before.title != after.title:
        yield Difference(_("Title"), before.title, after.title)
    if before.span != after.span:
        yield Difference(_("When"), happens(before.span), happens(after.span))
    if before.place != after.place:
        yield Difference(_("Place"), before.place or "–", after.place or "–")
    if before.description != after.description:
        yield Difference(_("Description"), before.description or "–", after.description or "–")
    if before.article_id != after.article_id:
        yield Difference(
            _("Article"), article_words(before.article_id), article_words(after.article_id)
        )


def dates_in_words(event: Event, series: Sequence[Event]) -> list[Occurrence]:
    """Return the dates of a series as they are now, or as their changes say."""
    said, found = newest_text(event), []
    for one in series:
        text = newest_text(one)
        apart = list(differences(replace(said, span=text.span), text))
        found.append(Occurrence(one.id, happens(text.span), apart))
    return found


def article_words(article_id: int | None) -> str:
    """Return the title of a linked article, as far as the viewer may know it."""
    if article_id is None:
        return "–"
    found = linked_article(article_id)
    return found[2] if found else str(_("an article that you may not read"))
