"""An article that serves as a model: copied into a draft, in a rubrique where one may write."""

import secrets

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.access import actor, for_members, now, roles, worker
from app.actions.copying import copy_text
from app.extensions import db
from app.models import Article, Revision
from app.queries.models import text_to_copy
from app.queries.work import article_of_form, rubriques_to_write_in
from blueprints.newsroom import newsroom
from blueprints.newsroom.forms import ModelForm
from blueprints.newsroom.places import choice_of_places, place_to_write


@newsroom.get("/articles/<id:article_id>/modele")
@for_members
def model(article_id: int) -> ResponseReturnValue:
    """Ask in which rubrique the copy should stand."""
    text = _text(article_id)
    places = rubriques_to_write_in(roles(), worker().archived)
    if not places:
        abort(403)
    return choice_of_places(places, model=text, creation_key=secrets.token_urlsafe(24))


@newsroom.post("/articles/<id:article_id>/modele")
@for_members
def use_as_model(article_id: int) -> ResponseReturnValue:
    """Copy an article into a draft; the same form twice makes one."""
    text, form = _text(article_id), ModelForm()
    if not form.validate():
        abort(400)
    creation_key = form.creation_key.data or ""
    known = _made_before(creation_key)
    if known is not None:
        return _goes_on(known)
    place = _place(form, text)
    if place is None:
        return redirect(url_for(".model", article_id=article_id), code=303)
    try:
        made = copy_text(
            db.session(), now(), worker(), actor(), text, place, creation_key=creation_key
        )
        db.session.commit()
    except IntegrityError:
        # The other click of two was faster by a hair.
        db.session.rollback()
        return _goes_on(_made_before(creation_key) or abort(400))
    flash(_("This draft is a copy: change what must change, then save it."))
    return _goes_on(made)


def _text(article_id: int) -> Revision:
    return text_to_copy(db.session(), worker(), now(), article_id) or abort(404)


def _made_before(creation_key: str) -> Article | None:
    return db.session.scalar(article_of_form(actor(), creation_key))


def _place(form: ModelForm, text: Revision) -> int | None:
    """Return the rubrique that was chosen, else that of the model, else the only one there is."""
    if form.rubrique_id.data is not None:
        return place_to_write(form.rubrique_id.data)
    places = rubriques_to_write_in(roles(), worker().archived)
    if not places:
        abort(403)
    own = db.session.get_one(Article, text.article_id).rubrique_id
    if own in places:
        return own
    return places[0] if len(places) == 1 else None


def _goes_on(article: Article) -> ResponseReturnValue:
    return redirect(url_for(".edit", article_id=article.id), code=303)
