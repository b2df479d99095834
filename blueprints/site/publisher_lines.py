"""Who can put something on a page of tiles: for the page, and for each tile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app.access import now, rights, roles, tree, viewer
from app.extensions import db
from app.models import PageKind, Person
from app.queries.cards import ArticleCard
from app.queries.key_holders import count_each, count_outsiders, named_holders, told_names
from app.queries.key_names import KeyNames
from app.queries.page_sources import Picked, picked_articles, services_of
from app.queries.people import people_known_to
from app.queries.site_rights import delegations
from app.rules.page_publishers import (
    Doubt,
    Publisher,
    Service,
    author_publishes,
    changers,
    doubts,
    publishers,
    strongest_grants,
)
from app.rules.page_rights import announcing, keys_with
from app.rules.page_tiles import LaidTile, Sources, Supply
from app.rules.pages import COMPOSED_BY
from app.rules.site_rights import Right
from app.rules.visibility import archived_in
from blueprints.site.laid import Laid, read_laid
from blueprints.site.shown_articles import shown_articles

FEW = 6
"""Of so many at most, the names are told."""


@dataclass(frozen=True)
class People:
    """Whom keys reach: how many, and what keys and people are called, as far as may be told."""

    counts: Mapping[str, int]
    known: Mapping[str, Sequence[str]]
    names: KeyNames


@dataclass(frozen=True)
class TilePublishers:
    """A tile, who puts something on it, and what is to think of."""

    laid: Laid
    publishers: Sequence[Publisher] = ()
    doubts: Mapping[int, Sequence[Doubt]] = field(default_factory=dict)
    hidden: int = 0
    """How many of its rubriques and articles the viewer may not see."""
    outsiders: int = 0
    """How many people put something on it who do not compose the page."""
    shown: Sequence[ArticleCard] = ()
    missing: Mapping[int, str] = field(default_factory=dict)
    """Chosen articles that do not show now, by id."""
    ended: Mapping[int, str] = field(default_factory=dict)
    """Articles whose pin has ended, by id."""
    lost: int = 0
    """How many chosen articles do not show, of which the viewer may know nothing."""

    @property
    def sources(self) -> Sources:
        """Where what it shows comes from; nowhere when nobody knows."""
        return self.laid.sources or Sources()


@dataclass(frozen=True)
class PagePublishers:
    """A page with its tiles; `composers` and others are keys."""

    tiles: Sequence[TilePublishers]
    composers: Sequence[str]
    keepers: Sequence[str]
    """Who changes the settings of the site."""
    announcers: Sequence[str]
    approvers: Sequence[str]
    """Who approves announcements."""
    outsiders: int
    everybody: People


def publishers_of(page: PageKind, tiles: Sequence[LaidTile]) -> PagePublishers:
    """Return who can put something on a page with these tiles, in a constant number of queries."""
    laid = read_laid(tiles)
    given = delegations(db.session())
    composers, keepers = keys_with(COMPOSED_BY[page], given), keys_with(Right.SETTINGS, given)
    found, outsiders = _of_tiles(page, laid, composers)
    announcers = announcing(given) if page is PageKind.PERSONAL_HOME else []
    approvers = keys_with(Right.APPROVE_ANNOUNCEMENTS, given) if announcers else []
    publishing = {who.key for one in found for who in one.publishers}
    return PagePublishers(
        found,
        composers,
        keepers,
        announcers,
        approvers,
        outsiders,
        _people(
            {*composers, *keepers, *announcers, *approvers, *publishing},
            {key for one in laid for key in one.tile.audience},
        ),
    )


def tile_publishers(page: PageKind, tiles: Sequence[LaidTile]) -> Sequence[TilePublishers]:
    """Return the same of each tile alone, without what people and keys are called."""
    composers = keys_with(COMPOSED_BY[page], delegations(db.session()))
    return _of_tiles(page, read_laid(tiles), composers)[0]


def _of_tiles(
    page: PageKind, laid: Sequence[Laid], composers: Sequence[str]
) -> tuple[list[TilePublishers], int]:
    """Return who publishes on each tile, and how many do on any who do not compose."""
    services = services_of(db.session(), now())
    chosen = {id_ for one in laid if one.sources for id_ in one.sources.chosen(now())}
    picked = picked_articles(db.session(), chosen)
    own = _authors(picked)
    found = {one.tile.id: _publishers(one, services, picked, own) for one in laid}
    keys = {id_: {one.key for one in some} for id_, some in found.items()}
    everybody = set().union(*keys.values())
    outsiders = count_outsiders(db.session(), {**keys, None: everybody}, composers)
    shown = shown_articles(page, laid)
    tiles = [
        TilePublishers(
            one,
            found[one.tile.id],
            _doubts(one, services, page),
            _hidden(one, picked),
            outsiders[one.tile.id],
            shown[one.tile.id].cards,
            shown[one.tile.id].missing,
            shown[one.tile.id].ended,
            shown[one.tile.id].lost,
        )
        for one in laid
    ]
    return tiles, outsiders[None]


def _publishers(
    laid: Laid,
    services: Mapping[int, Service],
    picked: Mapping[int, Picked],
    own: Mapping[int, Publisher],
) -> list[Publisher]:
    """Return who puts something on a tile, by the rubriques that the viewer may see."""
    sources = laid.sources
    if sources is None:
        return []
    found = []
    if sources.supply is not None:
        found = publishers(tree(), sources.supply, _giving(sources, services))
    chosen = [picked[id_] for id_ in sources.chosen(now()) if id_ in picked]
    seen = [one for one in chosen if one.rubrique_id in roles()]
    authors = {own[one.id].key: own[one.id] for one in seen if one.id in own}
    beside = [*changers(tree(), {one.rubrique_id for one in seen}), *authors.values()]
    known = {(one.key, one.role) for one in found}
    return [*found, *(one for one in beside if (one.key, one.role) not in known)]


def _giving(sources: Sources, services: Mapping[int, Service]) -> list[int]:
    """Return the rubriques that give something to a tile, of those that the viewer may see."""
    if not sources.everywhere:
        return [id_ for id_ in sources.rubriques if id_ in roles()]
    archived = archived_in(tree())
    is_news = sources.supply is Supply.NEWS
    return [
        id_ for id_ in roles() if id_ not in archived and (services[id_].has_blog or not is_news)
    ]


def _authors(picked: Mapping[int, Picked]) -> dict[int, Publisher]:
    """Return how the authors of chosen articles change them, by article."""
    seen = [one for one in picked.values() if one.author_id and one.rubrique_id in roles()]
    grants = {one.id: strongest_grants(tree(), one.rubrique_id) for one in seen}
    keys = sorted({key for some in grants.values() for key, _role in some})
    writers = select(Person).where(Person.is_active, Person.id.in_({one.author_id for one in seen}))
    held = named_holders(db.session(), writers, keys) if seen else {}
    found = {}
    for one in seen:
        author_id = one.author_id or 0
        mine = {key for key, people in held.items() if author_id in people}
        by_right = author_publishes(tree(), one.rubrique_id, author_id, mine)
        if by_right is not None:
            found[one.id] = by_right
    return found


def _doubts(laid: Laid, services: Mapping[int, Service], page: PageKind) -> dict[int, list[Doubt]]:
    """Return the doubts about rubriques that the viewer may see, or that nobody sees any more."""
    if laid.sources is None:
        return {}
    for_visitors = page is PageKind.PUBLIC_HOME
    found = doubts(tree(), laid.sources, services, is_for_visitors=for_visitors)
    return {id_: some for id_, some in found.items() if id_ in roles() or some == [Doubt.GONE]}


def _hidden(laid: Laid, picked: Mapping[int, Picked]) -> int:
    sources = laid.sources or Sources()
    known = {node.id for node in tree()}
    places = [
        *sources.rubriques,
        *(picked[id_].rubrique_id for id_ in sources.chosen(now()) if id_ in picked),
    ]
    return len({id_ for id_ in places if id_ in known and id_ not in roles()})


def _people(keys: set[str], audiences: set[str]) -> People:
    counts = count_each(db.session(), keys)
    few = [key for key, number in counts.items() if 0 < number <= FEW]
    known = named_holders(db.session(), people_known_to(viewer()), few)
    names = told_names(
        db.session(), viewer(), keys | audiences, all_groups=Right.DIRECTORY in rights()
    )
    return People(counts, {key: list(some.values()) for key, some in known.items()}, names)
