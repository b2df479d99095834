"""The page on which people work on an article: its text, its state, what may be done."""

import secrets
from datetime import UTC, datetime
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import archived, for_members, now, roles, viewer, worker
from app.addresses import id_in
from app.article_text import shown_text
from app.extensions import db
from app.models import Article, Person, Revision, Slot
from app.queries.articles import readable_articles
from app.queries.history import deeds, standing_refusal, versions
from app.queries.moderators import moderators_of
from app.queries.names import full_names
from app.queries.previews import valid_links
from app.queries.reading import files_at_work
from app.queries.rubriques import path_to
from app.queries.work import rubriques_to_write_in
from app.queries.workpiece import Workpiece, read_workpiece
from app.rules.workflow import Stage
from app.text.slugs import slugify
from blueprints.newsroom import newsroom
from blueprints.newsroom.buttons import buttons
from blueprints.newsroom.forms import TransitionForm
from blueprints.newsroom.words import deed_words
from blueprints.newsroom.writing_state import writing_over

LATEST_TEXTS = 5
"""How many texts the page of an article names; the others stand on a page of their own."""


@newsroom.get("/articles/<id:article_id>")
@for_members
def article(article_id: int) -> ResponseReturnValue:
    """Show an article to those who work on it."""
    return work_page(workpiece_of(article_id))


def workpiece_of(article_id: int) -> Workpiece:
    """Return an article on which the viewer works.

    Whoever may read it all the same is told that he may not work on it (403); for others it does
    not exist (404).
    """
    session = db.session()
    work = read_workpiece(session, worker(), now(), article_id)
    if work is None:
        one = readable_articles(viewer(), now()).where(Article.id == article_id)
        is_readable = session.scalar(one.with_only_columns(Article.id)) is not None
        abort(403 if is_readable else 404)
    return work


def revision_of(work: Workpiece, revision_id: int) -> Revision:
    """Return one text of an article; another article's does not exist (404)."""
    found = db.session.get(Revision, revision_id)
    if found is None or found.article_id != work.article.id:
        abort(404)
    return found


def seen_revision() -> int:
    """Return the text that was the newest one when this was asked for, in a form or an undo."""
    return id_in(request.values.get("seen_revision_id", "")) or abort(400)


def work_page(
    work: Workpiece, status: int = 200, *, form: TransitionForm | None = None, **more: Any
) -> tuple[str, int]:
    """Render the page of an article; `form` is that of a transition that was not made."""
    session, article = db.session(), work.article
    places = rubriques_to_write_in(roles(), archived())
    files = files_at_work(session, work.newest, now())
    texts = versions(session, article.id)
    return (
        render_template(
            "newsroom/article.html",
            work=work,
            text=shown_text(work.newest.body, files),
            writing=writing_over(work),
            picture=next(iter(files.pictures(Slot.ILLUSTRATION)), None),
            path=[rubrique.name for rubrique in path_to(session, article.rubrique_id)],
            author=name_of(article.author_id),
            trashed_by=name_of(article.trashed_by_id),
            deciders=_deciders(work),
            public_url=_public_url(work),
            texts=texts[:LATEST_TEXTS],
            refusal=standing_refusal(texts),
            deeds=[(deed, deed_words(deed.action)) for deed in deeds(session, article.id)],
            buttons=buttons(work),
            links=valid_links(session, datetime.now(UTC), article.id),
            model_key="" if work.is_trashed or not places else secrets.token_urlsafe(24),
            form=form or TransitionForm(formdata=None, starts_at=article.starts_at),
            **more,
        ),
        status,
    )


def name_of(person_id: int | None) -> str:
    """Return the full name of somebody; empty when there is nobody."""
    person = db.session.get(Person, person_id) if person_id else None
    return person.full_name if person else ""


def _deciders(work: Workpiece) -> list[str]:
    """Return the names of those who are asked to approve what waits."""
    if work.article.waiting_since is None:
        return []
    ids = moderators_of(db.session(), work.article.rubrique_id)
    return list(full_names(db.session(), ids).values())


def _public_url(work: Workpiece) -> str:
    if work.online is None or work.state.stage not in (Stage.ONLINE, Stage.EXPIRED):
        return ""
    slug = slugify(work.online.title)
    return url_for("public.article", article_id=work.article.id, slug=slug)
