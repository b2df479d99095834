"""Who can put something on a page of tiles, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import roles, tree
from app.images.forms import CARD
from app.queries.cards import ArticleCard
from app.rules.page_publishers import Doubt, Publisher, Way
from app.rules.page_tiles import Sources, Supply
from app.wording import key_in_words, role_name
from blueprints.site.publisher_lines import FEW, People, TilePublishers

MOST_PLACES = 8
"""How many rubriques are named in a sentence."""


@dataclass(frozen=True)
class Line:
    """Some people, by which right, and what they do; `number` is none where nobody can count."""

    whom: str
    right: str
    does: str
    number: int | None = None
    names: Sequence[str] = ()


def tile_lines(one: TilePublishers, people: People, keepers: Sequence[str]) -> list[Line]:
    """Return who puts something on a tile."""
    lines = [key_line(who.key, people, _right(who), _does(who.way)) for who in one.publishers]
    if one.sources.school:
        right = _("Right to change the settings of the site")
        lines += [key_line(key, people, right, _("Changes what it shows")) for key in keepers]
    lines += [
        Line(
            _("Whoever publishes at %(host)s", host=host),
            _("Rights on that site: the school does not see them from here"),
            _("Puts it on this page at once"),
        )
        for host in one.sources.hosts
    ]
    return lines


def key_line(key: str, people: People, right: str, does: str) -> Line:
    """Return the line of whoever holds a key."""
    number = people.counts.get(key, 0)
    names = people.known.get(key, ()) if number <= FEW else ()
    is_one = key.startswith("user:")
    return Line(
        _whom(key, people, number), right, does, None if is_one else number, () if is_one else names
    )


def audience_words(one: TilePublishers, people: People) -> str:
    """Return who sees a tile."""
    keys = sorted(one.laid.tile.audience)
    return ", ".join(_whom(key, people, 1) for key in keys) or _("nobody")


def shows_words(sources: Sources) -> str:
    """Return what a tile shows from elsewhere; nothing is all written by who composes it."""
    number = sources.maximum or 0
    if sources.is_off:
        return str(_("Switched off: it shows nothing."))
    elif sources.supply is Supply.NEWS:
        what = ngettext("The newest article", "The %(num)d newest articles", number)
    elif sources.supply is Supply.EVENTS:
        what = ngettext("The next event", "The %(num)d next events", number)
    elif sources.supply is Supply.DOORS:
        what = _("The names of these rubriques")
    elif sources.supply is Supply.LINK and sources.rubriques:
        what = _("A link to this rubrique")
    elif sources.articles:
        return str(ngettext("A chosen article", "%(num)d chosen articles", len(sources.articles)))
    elif sources.school:
        return str(_("What the settings of the site say."))
    elif sources.hosts and number:
        return str(
            ngettext(
                "The newest item of %(hosts)s",
                "The %(num)d newest items of %(hosts)s",
                number,
                hosts=", ".join(sources.hosts),
            )
        )
    elif sources.hosts:
        return str(
            _("A text, and content of another site: %(hosts)s", hosts=", ".join(sources.hosts))
        )
    else:
        return str(_("Only what those who compose the page write in it."))
    if sources.everywhere:
        return str(_("%(what)s, of all rubriques", what=what))
    return str(_("%(what)s: %(places)s", what=what, places=places_in_words(sources.rubriques)))


def warnings_of(one: TilePublishers) -> Iterator[str]:
    """Yield what is to think of about a tile."""
    if one.laid.type is None:
        yield _("Its kind or its settings cannot be read: nobody sees it.")
    yield from _wider(one)
    yield from doubts_of(one)


def doubts_of(one: TilePublishers) -> Iterator[str]:
    """Yield what is wrong with what a tile takes: what does not show, or not as it should."""
    for id_, found in one.doubts.items():
        for doubt in found:
            yield _doubt(doubt, id_)
    for title in one.missing.values():
        yield _("“%(title)s” was chosen and does not show now.", title=title)
    for title in one.ended.values():
        yield _("“%(title)s” is pinned no more: its day is past.", title=title)
    if one.lost:
        yield ngettext(
            "%(num)d chosen article does not show: it was deleted, or is not for you to see.",
            "%(num)d chosen articles do not show: they were deleted, or are not for you to see.",
            one.lost,
        )
    if one.sources.has_pictures:
        yield from _pictures(one.shown)


def places_in_words(ids: Iterable[int]) -> str:
    """Return the names of rubriques as far as the viewer may see them, a few of many."""
    names = {node.id: node.name for node in tree()}
    ids = list(ids)
    seen = [
        _("“%(name)s”", name=names[id_]) if id_ in roles() else _("a rubrique that you may not see")
        for id_ in ids
        if id_ in names
    ]
    more = len(seen) - MOST_PLACES
    if more <= 0:
        return ", ".join(dict.fromkeys(seen))
    shown = ", ".join(dict.fromkeys(seen[:MOST_PLACES]))
    return str(
        ngettext("%(shown)s and %(num)d other", "%(shown)s and %(num)d others", more, shown=shown)
    )


def _wider(one: TilePublishers) -> Iterator[str]:
    """Yield who else than those who compose the page puts something on it by a tile."""
    if one.outsiders:
        yield ngettext(
            "%(num)d person who does not compose this page publishes on it through this tile.",
            "%(num)d people who do not compose this page publish on it through this tile.",
            one.outsiders,
        )
    for host in one.sources.hosts:
        yield _(
            "Whoever publishes at %(host)s publishes on this page too, without any approval.",
            host=host,
        )
    if one.hidden:
        yield ngettext(
            "You may not see %(num)d of its rubriques: who publishes there is not told.",
            "You may not see %(num)d of its rubriques: who publishes there is not told.",
            one.hidden,
        )


def _whom(key: str, people: People, number: int) -> str:
    kind, _colon, rest = key.partition(":")
    id_ = rest.partition("/")[0]
    if kind == "user" and number and int(id_) not in people.names.people:
        return str(_("Somebody whose name you may not see"))
    if kind == "group" and int(id_) not in people.names.groups:
        return str(_("A group that you may not see"))
    return key_in_words(key, people.names)


def _right(who: Publisher) -> str:
    role, places = role_name(who.role), places_in_words(who.given_in)
    if who.inherited:
        return str(_("%(role)s, given above in %(places)s", role=role, places=places))
    return str(_("%(role)s in %(places)s", role=role, places=places))


def _does(way: Way) -> str:
    words: dict[Way, str] = {
        Way.ONCE_APPROVED: _("Proposes: shown once it is approved"),
        Way.OWN: _("Puts own texts online without approval"),
        Way.ALL: _("Puts online and approves everybody’s"),
        Way.NAMES: _("Changes the name and the few words under it"),
    }
    return words[way]


def _doubt(doubt: Doubt, rubrique_id: int) -> str:
    if doubt is Doubt.GONE:
        return str(_("One of its rubriques was deleted: it gives nothing."))
    name = next((node.name for node in tree() if node.id == rubrique_id), "")
    words: dict[Doubt, str] = {
        Doubt.ARCHIVED: _("“%(name)s” is archived: it gives nothing any more.", name=name),
        Doubt.PRIVATE: _("“%(name)s” is private: visitors see nothing of it.", name=name),
        Doubt.NO_BLOG: _("“%(name)s” has no blog: none of its articles is news.", name=name),
        Doubt.EMPTY: _("“%(name)s” holds nothing to show at present.", name=name),
    }
    return words[doubt]


def _pictures(shown: Sequence[ArticleCard]) -> Iterator[str]:
    bare = [card.title for card in shown if card.picture is None]
    small = [
        card.title
        for card in shown
        if card.picture is not None
        and (card.picture.width < CARD.width or card.picture.height < CARD.height)
    ]
    if bare:
        yield ngettext(
            "%(num)d article shown has no illustration: %(titles)s",
            "%(num)d articles shown have no illustration: %(titles)s",
            len(bare),
            titles=_titles(bare),
        )
    if small:
        yield ngettext(
            "%(num)d article shown has an illustration smaller than 680 × 383 pixels: %(titles)s",
            "%(num)d articles shown have illustrations smaller than 680 × 383 pixels: %(titles)s",
            len(small),
            titles=_titles(small),
        )


def _titles(titles: Sequence[str]) -> str:
    return ", ".join(_("“%(name)s”", name=title) for title in titles)
