"""One event at work: what readers see, a change that waits, its state, what may be done."""

from flask import abort, render_template, url_for

from app.access import for_members, now, viewer, worker
from app.actions.event_text import newest_text, stored_text
from app.actions.exceptions import Outdated
from app.extensions import db
from app.linked_article import linked_article
from app.models import Event
from app.queries.event_work import (
    EventWork,
    event_deeds,
    read_event_work,
    series_of,
    version_of,
)
from app.queries.events import readable_events
from app.queries.moderators import moderators_of
from app.queries.names import full_names
from app.queries.rubriques import path_to
from app.rules.events import Scope
from app.rules.workflow import Stage
from app.templating import local
from app.tree import STEP
from app.typed_fields import VersionField
from blueprints.newsroom import newsroom
from blueprints.newsroom.event_forms import EventMoveForm
from blueprints.newsroom.event_looks import drawn
from blueprints.newsroom.event_words import dates_in_words, differences, happens
from blueprints.newsroom.words import deed_words


@newsroom.get("/evenements/<id:event_id>")
@for_members
def event(event_id: int) -> str:
    """Show an event to those who work on it."""
    return event_page(event_work_of(event_id))


def event_work_of(event_id: int) -> EventWork:
    """Return an event on which the viewer works.

    Whoever may read it all the same is told that he may not work on it (403); for others it does
    not exist (404).
    """
    work = read_event_work(db.session(), worker(), event_id)
    if work is None:
        one = readable_events(viewer()).where(Event.id == event_id)
        is_readable = db.session.scalar(one.with_only_columns(Event.id)) is not None
        abort(403 if is_readable else 404)
    return work


def ensure_series_seen(work: EventWork, scope: Scope, seen: VersionField) -> None:
    """Raise Outdated when other dates that are meant were changed since the page showed them.

    An undo shows no page, and names no version.
    """
    shown = seen.seen() if scope is not Scope.ONE else 0
    if shown and shown != version_of(series_of(db.session(), work.event)):
        raise Outdated


def event_page(
    work: EventWork,
    form: EventMoveForm | None = None,
    asked: str = "",
    *,
    is_outdated: bool = False,
) -> str:
    """Return the page of an event; `asked` is the move that was refused, its `form` stays open."""
    session, found = db.session(), work.event
    series = series_of(session, found)
    people = [id_ for id_ in (found.author_id, found.decided_by_id, found.trashed_by_id) if id_]
    stored, newest = stored_text(found), newest_text(found)
    path = [rubrique.name for rubrique in path_to(session, found.rubrique_id)]
    return render_template(
        "newsroom/event.html",
        work=work,
        form=form or EventMoveForm(formdata=None),
        asked=asked,
        is_outdated=is_outdated,
        happens=happens(stored.span),
        is_over=found.ends_at <= now(),
        article=linked_article(found.article_id),
        path=STEP.join(path),
        names=full_names(session, people),
        differences=list(differences(stored, newest)),
        moves=drawn(move.name for move in work.moves),
        deciders=_deciders(work),
        dates=dates_in_words(found, series),
        series_version=version_of(series),
        deeds=[(deed, deed_words(deed.action)) for deed in event_deeds(session, found)],
        public_url=_public_url(work),
    )


def _deciders(work: EventWork) -> list[str]:
    """Return the names of those who are asked to approve what waits."""
    if work.event.waiting_since is None:
        return []
    ids = moderators_of(db.session(), work.event.rubrique_id)
    return list(full_names(db.session(), ids).values())


def _public_url(work: EventWork) -> str:
    """Return the month of the agenda in which readers find it, if they do."""
    if work.state.stage is not Stage.ONLINE or work.is_closed:
        return ""
    month = f"{local(work.event.starts_at):%Y-%m}"
    return url_for("public.agenda", mois=month, rubrique=work.event.rubrique_id)
