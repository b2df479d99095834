"""The page on which an event is written."""

from flask import render_template, url_for
from flask_babel import gettext as _

from app.access import roles
from app.actions.event_text import newest_text
from app.extensions import db
from app.linked_article import found_articles, linked_article, take_link
from app.looks import Look
from app.queries.event_work import EventWork, series_of, version_of
from app.queries.rubriques import path_to
from app.rules.events import Saving, open_moves
from app.rules.workflow import Change, Stage, State
from app.tree import STEP
from blueprints.newsroom.event_forms import EditEventForm, EventForm, NewEventForm
from blueprints.newsroom.event_looks import FROM_FORM, drawn
from blueprints.newsroom.event_words import article_words, dates_in_words, differences

STORING = frozenset({"save", *FROM_FORM})
"""What buttons of the form ask for; any other shows the form again with what was typed."""


def write_page(
    form: EventForm,
    work: EventWork | None = None,
    *,
    rubrique_id: int = 0,
    is_outdated: bool = False,
) -> str:
    """Render the form with what was typed; what its buttons look for stands beside."""
    take_link(form)
    rubrique_id = work.event.rubrique_id if work else rubrique_id
    linked = form.link_article.data
    article = linked_article(linked)
    stored = newest_text(work.event) if work else None
    series = series_of(db.session(), work.event) if work else []
    if isinstance(form, EditEventForm) and (is_outdated or not form.is_submitted()):
        form.series.data = str(version_of(series))
    if linked is not None and article is None and stored and stored.article_id == linked:
        article = (linked, "", article_words(linked))
    span = form.span() if is_outdated else None
    return render_template(
        "newsroom/event_form.html",
        form=form,
        work=work,
        path=STEP.join(one.name for one in path_to(db.session(), rubrique_id)),
        article=article,
        found=found_articles(form),
        buttons=_buttons(work, rubrique_id),
        saving=work.saving if work else Saving.AT_ONCE,
        has_change=work is not None and work.state.change is not Change.NONE,
        series=[one.words for one in dates_in_words(work.event, series)] if work else [],
        differences=list(differences(stored, form.said(span))) if stored and span else [],
        is_outdated=is_outdated,
        is_new=isinstance(form, NewEventForm),
        form_url=url_for(".save_event", event_id=work.event.id)
        if work
        else url_for(".create_event_of_form"),
    )


def told_page(form: EditEventForm, work: EventWork) -> str:
    """Show what was typed beside what was stored meanwhile; sent again, it replaces it."""
    form.version.data = str(work.event.version)
    return write_page(form, work, is_outdated=True)


def is_sound(form: EventForm, work: EventWork | None = None) -> bool:
    """Look at everything that was typed but the dates; what is wrong is said beside it.

    An article that the viewer may not read is kept where it was linked before.
    """
    is_valid, linked = bool(form.validate()), form.link_article.data
    before = newest_text(work.event).article_id if work else None
    if linked is None or linked == before or linked_article(linked) is not None:
        return is_valid
    problem = _("This article is not there any more. Choose another one.")
    form.article_words.errors = [*form.article_words.errors, problem]
    return False


def _buttons(work: EventWork | None, rubrique_id: int) -> list[tuple[str, Look]]:
    """Return where the event may go on to once it is saved."""
    if work is None:
        moves = open_moves(State(Stage.DRAFT), roles().get(rubrique_id), own=True)
    elif work.state.stage is Stage.ONLINE or work.saving is None:
        return []
    else:
        moves = work.moves
    return drawn(one.name for one in moves if one.name in FROM_FORM)
