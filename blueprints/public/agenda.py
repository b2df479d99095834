"""The agenda: a month as a calendar, and what is coming as a list."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask import abort, render_template, request, url_for
from sqlalchemy import Select

from app.access import archived, now, open_to_all, roles, viewer
from app.addresses import page_number
from app.days import days_of, moment_and_place
from app.extensions import db
from app.models import Event, Rubrique
from app.month import Entry, Month, month_named, month_of
from app.pagination import Page
from app.queries.agenda import AgendaEvent, agenda_events, count_events, rubriques_with_events
from app.queries.event_work import agendas_to_write_in
from app.queries.events import between, coming, readable_events
from app.queries.rubriques import readable_rubrique
from app.rules.audience import ANONYMOUS
from app.rules.roles import Permission, allows
from app.templating import absolute_url, clock_time, local
from app.text.slugs import slugify
from blueprints.public import public

PAGE_SIZE = 10


@public.get("/agenda")
@open_to_all
def agenda() -> str:
    """Show the events that the viewer may see, of all rubriques or of one."""
    today = local(now()).date()
    month = _month_asked(today)
    rubriques = rubriques_with_events(db.session(), viewer())
    chosen = _rubrique_asked(rubriques)
    events = readable_events(viewer(), [chosen.id] if chosen else None)
    page = _coming(events)
    if not page.exists:
        abort(404)
    entries = _entries(between(events, *month.bounds))
    return render_template(
        "public/agenda.html",
        month=month,
        weeks=month.weeks(today, entries),
        happens=any(month.holds(entry) for entry in entries),
        this_month=month_of(today),
        month_url=lambda to: _month_url(to, today, chosen),
        rubriques=rubriques,
        chosen=chosen,
        page=page,
        months=_by_month(page.items),
        is_plain=not {"mois", "rubrique", "page"} & set(request.args),
        calendar_url=absolute_url(_calendar_path(chosen)),
        add_url=_add_url(chosen),
    )


@public.app_template_global()
def event_url(event: AgendaEvent) -> str:
    """Return the address of the article that says more, or nothing."""
    if event.article_id is None:
        return ""
    return url_for("public.article", article_id=event.article_id, slug=event.article_slug)


@public.app_template_global()
def event_details(event: AgendaEvent) -> str:
    """Return when and where an event is, and in which rubrique, on one line."""
    return f"{moment_and_place(event)} · {event.rubrique_name}"


@public.app_template_global()
def event_work_url(event: AgendaEvent) -> str:
    """Return where the viewer may change an event, or nothing; visitors cost no query."""
    if viewer().is_anonymous:
        return ""
    own = event.author_id is not None and event.author_id == viewer().person_id
    if not allows(Permission.CHANGE, roles().get(event.rubrique_id), own):
        return ""
    return url_for("newsroom.event", event_id=event.id)


def _add_url(chosen: Rubrique | None) -> str:
    """Return where the viewer may add an event, or nothing; visitors cost no query."""
    if viewer().is_anonymous:
        return ""
    places = agendas_to_write_in(db.session(), roles(), archived())
    if not places or (chosen is not None and chosen.id not in places):
        return ""
    return url_for("newsroom.new_event", rubrique=chosen.id if chosen else None)


def _month_asked(today: date) -> Month:
    text = request.args.get("mois")
    month = month_of(today) if text is None else month_named(text)
    return month or abort(404)


def _rubrique_asked(rubriques: Sequence[Rubrique]) -> Rubrique | None:
    text = request.args.get("rubrique", "")
    if not text:
        return None
    return next((rubrique for rubrique in rubriques if str(rubrique.id) == text), None) or abort(
        404
    )


def _coming(events: Select[Event]) -> Page[AgendaEvent]:
    number = page_number()
    selection = coming(events, now())
    on_page = selection.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    total = count_events(db.session(), selection)
    return Page(agenda_events(db.session(), viewer(), now(), on_page), number, PAGE_SIZE, total)


def _entries(events: Select[Event]) -> list[Entry]:
    found = agenda_events(db.session(), viewer(), now(), events)
    return [
        Entry(
            *days_of(event.starts_at, event.ends_at),
            title=event.title,
            url=event_url(event),
            hour="" if event.all_day else clock_time(event.starts_at),
        )
        for event in found
    ]


def _by_month(events: Sequence[AgendaEvent]) -> list[tuple[date, list[AgendaEvent]]]:
    """Group events by the month in which they begin, named by its first day."""
    months = groupby(events, key=lambda event: local(event.starts_at).date().replace(day=1))
    return [(first_day, list(group)) for first_day, group in months]


def _month_url(month: Month | None, today: date, chosen: Rubrique | None) -> str:
    if month is None:
        return ""
    return url_for(
        ".agenda",
        mois=None if month == month_of(today) else month,
        rubrique=chosen.id if chosen else None,
    )


def _calendar_path(chosen: Rubrique | None) -> str:
    """Return where to subscribe: a private rubrique has no calendar, programs do not log in."""
    if chosen is None or not chosen.has_agenda:
        return url_for(".calendar")
    if db.session.scalar(readable_rubrique(ANONYMOUS, chosen.id)) is None:
        return url_for(".calendar")
    return url_for(".rubrique_calendar", rubrique_id=chosen.id, slug=slugify(chosen.name))
