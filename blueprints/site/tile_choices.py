"""What may be chosen for a tile: the tree of rubriques, and articles by their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.access import now, viewer
from app.extensions import db
from app.models import Article, Rubrique
from app.queries.articles import readable_articles
from app.queries.cards import ArticleCard, cards
from app.queries.rubriques import listed_tree
from app.queries.search import search
from app.rules.page_tiles import Supply
from app.rules.visibility import Visibility
from app.text.stems import fold
from app.tree import branches

MOST_FOUND = 8
Named = tuple[int, str, str]
"""An id with its name and a note."""


@dataclass(frozen=True)
class RubriqueRow:
    """A rubrique of the tree to choose from; one that does not bear the words is not shown.

    One that gives nothing to the tile (`is_closed`) can only be taken out.
    """

    id: int
    name: str
    depth: int
    notes: Sequence[str]
    is_chosen: bool
    is_shown: bool
    is_closed: bool


def rubrique_rows(
    chosen: Sequence[int], words: str = "", supply: Supply | None = None
) -> list[RubriqueRow]:
    """Return the tree that the viewer may read, with what is to know of each for a tile."""
    tree = branches(db.session.scalars(listed_tree(viewer())).all())
    private = _private([one.rubrique for one in tree])
    wanted = fold(words).split()
    return [
        RubriqueRow(
            branch.rubrique.id,
            branch.rubrique.name,
            branch.depth,
            _notes(branch.rubrique, supply, is_private=branch.rubrique.id in private),
            branch.rubrique.id in chosen,
            all(word in fold(branch.rubrique.name) for word in wanted),
            supply is Supply.NEWS and not branch.rubrique.has_blog,
        )
        for branch in tree
    ]


def hidden_name(id_: int) -> str:
    """Return how something is called whose name the viewer may not see."""
    return str(_("no. %(id)d", id=id_))


def named_articles(ids: Sequence[int]) -> list[Named]:
    """Return articles with their titles and rubriques, as far as the viewer reads them."""
    if not ids:
        return []
    readable = readable_articles(viewer(), now()).where(Article.id.in_(ids))
    found = {card.id: card for card in cards(db.session(), readable, now())}
    return [
        (id_, found[id_].title, found[id_].rubrique_name)
        if id_ in found
        else (id_, hidden_name(id_), _("not online, or not for you to see"))
        for id_ in ids
    ]


def found_articles(words: str, ids: Sequence[int]) -> list[ArticleCard] | None:
    """Return articles that hold some words, those that are chosen aside; none without words."""
    if not words:
        return None
    hits = search(db.session(), viewer(), now(), words, limit=MOST_FOUND, offset=0).hits
    return [hit.card for hit in hits if hit.card.id not in ids]


def known_rubriques(ids: Sequence[int]) -> set[int]:
    """Return those of some rubriques that the viewer may choose."""
    return {one.id for one in db.session.scalars(listed_tree(viewer()))} & set(ids)


def known_articles(ids: Sequence[int]) -> set[int]:
    """Return those of some articles that the viewer may choose."""
    readable = readable_articles(viewer(), now()).where(Article.id.in_(ids))
    return set(db.session.scalars(readable.with_only_columns(Article.id)))


def _private(tree: Sequence[Rubrique]) -> set[int]:
    """Return what visitors do not read: above it something is private, or not for the viewer."""
    seen, found = {one.id for one in tree}, set[int]()
    for one in tree:
        below = one.parent_id is not None and (one.parent_id in found or one.parent_id not in seen)
        if below or one.visibility is Visibility.PRIVATE:
            found.add(one.id)
    return found


def _notes(rubrique: Rubrique, supply: Supply | None, *, is_private: bool) -> list[str]:
    notes = []
    if supply is Supply.NEWS:
        notes.append(_("blog on") if rubrique.has_blog else _("blog off: gives no news"))
    elif supply is Supply.EVENTS and not rubrique.has_agenda:
        notes.append(_("agenda off"))
    if is_private:
        notes.append(_("private: invisible to visitors"))
    return notes
