"""Feeds and calendars to subscribe to: what the public may read, whoever asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.access import now, open_to_all, school
from app.extensions import db
from app.feeds.conditional import conditional
from app.feeds.entries import LONG_AGO, Feed, rubrique_feed, site_feed
from app.models import Rubrique
from app.month import month_of
from app.page_cache.declared import kept
from app.queries.agenda import AgendaEvent, agenda_events
from app.queries.events import KEPT_IN_CALENDARS, coming, readable_events
from app.queries.rubriques import listed_rubrique
from app.rules.audience import ANONYMOUS
from app.shared import shared
from app.templating import absolute_url, local
from app.text.slugs import slugify
from blueprints.public import public

MOST_EVENTS = 1000


@dataclass(frozen=True)
class Format:
    """A format: a module of `app.feeds`, loaded when somebody asks for it, as are its libraries."""

    name: str

    @property
    def mime_type(self) -> str:
        """How it is called over HTTP."""
        return str(self._module.MIME_TYPE)

    @property
    def write(self) -> Callable[..., bytes]:
        """What writes it."""
        written: Callable[..., bytes] = getattr(self._module, f"write_{self.name}")
        return written

    @property
    def _module(self) -> Any:
        return import_module(f"app.feeds.{self.name}")


RSS, ATOM, JSON, CALENDAR = (Format(name) for name in ("rss", "atom", "json_feed", "calendar"))


@public.get("/rss.xml")
@open_to_all
@kept()
def rss() -> Response:
    """Send the news of the site as RSS."""
    return _site(RSS)


@public.get("/atom.xml")
@open_to_all
@kept()
def atom() -> Response:
    """Send the news of the site as Atom."""
    return _site(ATOM)


@public.get("/feed.json")
@open_to_all
@kept()
def json_feed() -> Response:
    """Send the news of the site as JSON Feed."""
    return _site(JSON)


@public.get("/rubriques/<id:rubrique_id>-<slug>/rss.xml")
@open_to_all
@kept()
def rubrique_rss(rubrique_id: int, slug: str) -> Response:
    """Send the news of a public blog as RSS."""
    return _of_rubrique(rubrique_id, slug, RSS)


@public.get("/rubriques/<id:rubrique_id>-<slug>/atom.xml")
@open_to_all
@kept()
def rubrique_atom(rubrique_id: int, slug: str) -> Response:
    """Send the news of a public blog as Atom."""
    return _of_rubrique(rubrique_id, slug, ATOM)


@public.get("/rubriques/<id:rubrique_id>-<slug>/feed.json")
@open_to_all
@kept()
def rubrique_json(rubrique_id: int, slug: str) -> Response:
    """Send the news of a public blog as JSON Feed."""
    return _of_rubrique(rubrique_id, slug, JSON)


@public.get("/agenda.ics")
@open_to_all
@kept()
def calendar() -> Response:
    """Send the public events as a calendar."""
    return _calendar(school().name, None)


@public.get("/rubriques/<id:rubrique_id>-<slug>/agenda.ics")
@open_to_all
@kept()
def rubrique_calendar(rubrique_id: int, slug: str) -> Response:
    """Send the events of a public rubrique as a calendar."""
    found = _public_rubrique(rubrique_id)
    if not found.has_agenda:
        abort(404)
    return _own_address(found, slug) or _calendar(f"{found.name} – {school().name}", found)


def _site(feed_format: Format) -> Response:
    return _answer(lambda: site_feed(db.session(), school(), now()), feed_format)


def _of_rubrique(rubrique_id: int, slug: str, feed_format: Format) -> Response:
    found = _public_rubrique(rubrique_id)
    if not found.has_blog:
        abort(404)
    other = _own_address(found, slug)
    if other is not None:
        return other
    return _answer(lambda: rubrique_feed(db.session(), school(), now(), found), feed_format)


def _answer(read: Callable[[], Feed], feed_format: Format) -> Response:
    """Send a feed; its path, which is its own address, names all on which it depends."""

    def written() -> tuple[bytes, datetime]:
        feed = read()
        return feed_format.write(feed, absolute_url(request.path)), feed.updated_at

    body, updated_at = shared(("feed", request.path), written, size=lambda one: len(one[0]))
    return conditional(body, feed_format.mime_type, updated_at)


def _calendar(name: str, rubrique: Rubrique | None) -> Response:
    selected = readable_events(ANONYMOUS, [rubrique.id] if rubrique else None)
    kept = coming(selected, now() - KEPT_IN_CALENDARS).limit(MOST_EVENTS)
    events = agenda_events(db.session(), ANONYMOUS, now(), kept)
    body = CALENDAR.write(
        name,
        events,
        host=urlsplit(absolute_url("")).hostname or "parvis",
        address_of=_address,
    )
    changed_at: datetime = max((event.changed_at for event in events), default=LONG_AGO)
    return conditional(body, CALENDAR.mime_type, changed_at)


def _address(event: AgendaEvent) -> str:
    if event.article_id is not None:
        own = url_for(".article", article_id=event.article_id, slug=event.article_slug)
    else:
        own = url_for(".agenda", mois=month_of(local(event.starts_at).date()))
    return absolute_url(own)


def _public_rubrique(rubrique_id: int) -> Rubrique:
    found = db.session.scalar(listed_rubrique(ANONYMOUS, rubrique_id))
    if found is None:
        abort(404)
    return found


def _own_address(found: Rubrique, slug: str) -> Response | None:
    """Redirect to the address of the rubrique's name, unless it is the one asked for."""
    if slug == slugify(found.name):
        return None
    own = url_for(request.endpoint or "", rubrique_id=found.id, slug=slugify(found.name))
    return redirect(own, code=301)
