"""Why an article stands in the tiles of a home page, or does not, for somebody."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField
from wtforms.validators import Length

from app.access import for_right, for_those, now, rights, tree, viewer, worker
from app.addresses import id_asked, id_in
from app.extensions import db
from app.forms import Readable
from app.models import PageKind
from app.queries.in_tile import MOST_FOUND, Asked, asked_articles, find_asked
from app.queries.see_as import eyes
from app.rules.audience import PUBLIC, Viewer
from app.rules.pages import COMPOSED_BY
from app.rules.see_as import SEES_PEOPLE, Look
from blueprints.site import site
from blueprints.site.in_tile_words import article_lines, tile_answers, verdict
from blueprints.site.keys import Choices, key_choices
from blueprints.site.laid import (
    OF_PAGE,
    Laid,
    asked_tiles,
    draft_views,
    page_name,
    page_views,
    read_laid,
    same_of_draft,
)
from blueprints.site.people import known_person, search_known
from blueprints.site.places_in_tiles import places_of

ADDRESS = re.compile(r"/articles/([1-9][0-9]{0,8})(?![0-9])")
"""The address of an article, or a part of it that somebody pasted."""


class AskForm(Form):
    """Of which article: words of its title, its number or its address."""

    q = SearchField(
        _l("Title, number or address of the article"),
        validators=[Length(max=500, message=_l("500 characters at most.")), Readable()],
    )


@dataclass(frozen=True)
class Question:
    """What is asked beside the article: of which tiles, and as whom they are looked at."""

    page: PageKind
    tiles: Sequence[Laid]
    tile_id: int | None
    key: str
    whom: str
    """Who looks, in words."""
    eyes: Viewer

    @property
    def asked(self) -> Sequence[Laid]:
        """The tile that is asked about, or all that may show articles."""
        if self.tile_id is None:
            return [one for one in self.tiles if one.takes_articles(now())]
        return [one for one in self.tiles if one.tile.id == self.tile_id]


@site.get("/page-accueil/pourquoi")
@for_right(COMPOSED_BY[PageKind.PUBLIC_HOME])
def why_on_home() -> str | tuple[str, int]:
    """Say why an article stands on the public home page, or does not."""
    return _page(PageKind.PUBLIC_HOME)


@site.get("/page-personnelle/pourquoi")
@for_right(COMPOSED_BY[PageKind.PERSONAL_HOME])
def why_on_personal() -> str | tuple[str, int]:
    """Say why an article stands on the personal home page, or does not."""
    return _page(PageKind.PERSONAL_HOME)


def asks_for_people(page: PageKind) -> Callable[[Viewer], bool]:
    """Return the rule that says who may ask what one person sees on a page."""
    return lambda asks: COMPOSED_BY[page] in rights() and bool(asks.keys & SEES_PEOPLE)


@site.get("/page-accueil/pourquoi/personnes")
@for_those(asks_for_people(PageKind.PUBLIC_HOME))
def find_reader_of_home() -> str | tuple[str, int]:
    """Find a person by name, to ask what she sees on the public home page."""
    return _find_reader(PageKind.PUBLIC_HOME)


@site.get("/page-personnelle/pourquoi/personnes")
@for_those(asks_for_people(PageKind.PERSONAL_HOME))
def find_reader_of_personal() -> str | tuple[str, int]:
    """Find a person by name, to ask what she sees on the personal home page."""
    return _find_reader(PageKind.PERSONAL_HOME)


def _page(page: PageKind) -> str | tuple[str, int]:
    choices = key_choices(with_duties=False, with_visitors=page is PageKind.PUBLIC_HOME)
    question = _question(page, choices)
    form = AskForm(request.args)
    is_valid = form.validate()
    found, asked = _articles(form.q.data or "") if is_valid else ([], None)
    if asked is not None and "article" in request.args:
        form.q.data = str(asked.article.id)
    kept = _kept(question)
    answer = render_template(
        "site/why_in_tile.html",
        form=form,
        question=question,
        page_name=page_name(page),
        choices=choices,
        kept=kept,
        views=page_views(before="why_on_"),
        drafts=draft_views(page, f".why_on_{OF_PAGE[page]}"),
        of_draft=same_of_draft(),
        publishers_url=url_for(f".{OF_PAGE[page]}_publishers", **same_of_draft()),
        readers_url=_readers_url(question, asked),
        found=found[:MOST_FOUND],
        has_more=len(found) > MOST_FOUND,
        asked=asked,
        **(_answer(question, asked) if asked else {}),
    )
    return answer if is_valid else (answer, 422)


def _question(page: PageKind, choices: Choices) -> Question:
    """Return what the address asks; an unknown tile or viewer is 404."""
    tiles = read_laid(asked_tiles(page) or ())
    tile_id = id_asked("tuile")
    if tile_id is not None and tile_id not in {one.tile.id for one in tiles}:
        abort(404)
    usual = PUBLIC if page is PageKind.PUBLIC_HOME else "members"
    key = request.args.get("pour", "") or usual
    return Question(page, tiles, tile_id, key, *_eyes(page, key, choices))


def _eyes(page: PageKind, key: str, choices: Choices) -> tuple[str, Viewer]:
    """Return somebody in words, and as the viewer that he is."""
    if key.startswith("user:"):
        may_ask = asks_for_people(page)(viewer())
        person = known_person(key.removeprefix("user:")) if may_ask else None
        whom = person.full_name if person else ""
    else:
        whom = dict(pair for pairs in choices.values() for pair in pairs).get(key, "")
    seen = eyes(db.session(), Look(key, None), tree(), {}) if whom else None
    return (whom, seen) if seen is not None else abort(404)


def _articles(words: str) -> tuple[Sequence[Asked], Asked | None]:
    """Return the articles that words may mean, and the one that is meant for certain.

    `article` in the address names one, else the words do: an address, a number, or a title that
    one article only bears. 404 for one that may not be asked about.
    """
    id_ = id_asked("article")
    if id_ is not None:
        return [], _one(id_) or abort(404)
    pasted = ADDRESS.search(words)
    id_ = id_in(pasted[1] if pasted else words.strip().lstrip("#"))
    if id_ is not None and (asked := _one(id_)) is not None:
        return [], asked
    found = [] if pasted else find_asked(db.session(), worker(), now(), words)
    return (found, None) if len(found) != 1 else ([], found[0])


def _one(id_: int) -> Asked | None:
    return asked_articles(db.session(), worker(), now(), [id_]).get(id_)


def _answer(question: Question, asked: Asked) -> dict[str, object]:
    found = places_of(asked, question.asked, tree(), question.eyes, now())
    return {
        "verdict": verdict(found, question.whom),
        "article_lines": article_lines(found.checks, asked, question.whom),
        "answers": tile_answers(found, asked, question.whom),
    }


def _kept(question: Question) -> dict[str, str]:
    """Return what stands in the address beside the article."""
    kept = {"pour": question.key, "tuile": str(question.tile_id or ""), **same_of_draft()}
    return {name: value for name, value in kept.items() if value}


def _readers_url(question: Question, asked: Asked | None) -> str:
    """Return where a person is found to look as, for who may."""
    if not asks_for_people(question.page)(viewer()):
        return ""
    article = asked.article.id if asked else None
    endpoint = f".find_reader_of_{OF_PAGE[question.page]}"
    return url_for(endpoint, tuile=question.tile_id, article=article, **same_of_draft())


def _find_reader(page: PageKind) -> str | tuple[str, int]:
    ids = {name: id_ for name in ("tuile", "article") if (id_ := id_asked(name)) is not None}
    return search_known(
        "site/find_reader.html",
        kept={**ids, **same_of_draft()},
        here_url=url_for(f".find_reader_of_{OF_PAGE[page]}"),
        why_endpoint=f".why_on_{OF_PAGE[page]}",
        page_name=page_name(page),
    )
