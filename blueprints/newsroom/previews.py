"""The text in a form as its readers will see it; nothing is kept of it."""

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now, roles, viewer
from app.addresses import as_id
from app.article_preview import HEADERS, preview_context
from app.extensions import db
from app.models import Rubrique, Slot
from app.queries.previews import chosen_files, preview_card
from app.queries.rubriques import path_to
from app.queries.workpiece import Workpiece
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import workpiece_of
from blueprints.newsroom.forms import NewArticleForm, TextForm, edit_form
from blueprints.newsroom.places import place_to_write


@newsroom.post("/articles/nouveau/apercu")
@for_members
def preview_new() -> ResponseReturnValue:
    """Show the first text of an article, where its author may begin one."""
    form = NewArticleForm()
    rubrique_id = place_to_write(as_id(str(form.rubrique_id.data)))
    return _page(form, db.session.get_one(Rubrique, rubrique_id), None)


@newsroom.post("/articles/<id:article_id>/apercu")
@for_members
def preview(article_id: int) -> ResponseReturnValue:
    """Show a further text of an article, to those who work on it."""
    work = workpiece_of(article_id)
    return _page(edit_form(work), work.rubrique, work)


def _page(form: TextForm, rubrique: Rubrique, work: Workpiece | None) -> ResponseReturnValue:
    errors = [] if form.validate() else [str(one) for all_ in form.errors.values() for one in all_]
    text = form.text()
    files = chosen_files(db.session(), viewer(), roles(), now(), text.files or ())
    card = preview_card(
        db.session(),
        now(),
        rubrique,
        work.article.author_id if work else actor(),
        work.article if work else None,
        title=text.title or _("Without a title"),
        summary=text.summary,
        picture=next(iter(files.pictures(Slot.ILLUSTRATION)), None),
    )
    path = path_to(db.session(), rubrique.id)
    page = render_template(
        "public/article_preview.html",
        errors=errors,
        **preview_context(card, text.body, files, path),
    )
    return make_response(page, 422 if errors else 200, HEADERS)
