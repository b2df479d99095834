"""Why an article stands in a tile or does not, in plain sentences, one for each check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.days import first_moment
from app.queries.in_tile import Asked
from app.rules.in_tile import About, Check, Obstacle
from app.rules.page_tiles import Sources
from app.templating import clock_time, long_date
from blueprints.site.laid import Laid
from blueprints.site.places_in_tiles import Place, Places
from blueprints.site.publisher_words import places_in_words


@dataclass(frozen=True)
class Answer:
    """One check in words, and whether it lets the article through."""

    words: str
    is_yes: bool


@dataclass(frozen=True)
class TileAnswer:
    """A tile with the answers about the article."""

    number: int
    name: str
    kind: str
    icon: str
    is_shown: bool
    lines: Sequence[Answer]


def verdict(found: Places, whom: str) -> str:
    """Return the answer in one sentence."""
    number = sum(one.is_shown for one in found.tiles)
    if not found.tiles:
        return str(_("No tile of this page shows articles."))
    elif number:
        return str(
            ngettext(
                "Yes: this article stands in %(num)d tile, for “%(whom)s”.",
                "Yes: this article stands in %(num)d tiles, for “%(whom)s”.",
                number,
                whom=whom,
            )
        )
    return str(_("No: this article does not stand there, for “%(whom)s”.", whom=whom))


def article_lines(checks: Iterable[Check], asked: Asked, whom: str) -> list[Answer]:
    """Return what holds for the article whatever the tile."""
    return [
        Answer(
            _obstacle_of_article(check.obstacle, asked, whom)
            if check.obstacle
            else _yes_of_article(check.about, asked, whom),
            check.obstacle is None,
        )
        for check in checks
        if check.about is not About.DATES or check.obstacle or asked.article.publication.ends_at
    ]


def tile_answers(found: Places, asked: Asked, whom: str) -> list[TileAnswer]:
    """Return what holds in each tile."""
    return [
        TileAnswer(
            one.laid.number,
            one.laid.name,
            one.laid.kind_name,
            one.laid.type.icon if one.laid.type else "triangle-alert",
            one.is_shown,
            [
                Answer(_of_tile(check, one, asked, whom), check.obstacle is None)
                for check in one.checks
            ],
        )
        for one in found.tiles
    ]


def _yes_of_article(about: About, asked: Asked, whom: str) -> str:
    publication = asked.article.publication
    if about is About.STATE:
        return str(_("It is online."))
    elif about is About.DATES and publication.ends_at is not None:
        return str(_("It is shown until %(moment)s.", moment=_moment(publication.ends_at)))
    elif about is About.RUBRIQUE:
        return str(
            _("“%(whom)s” may read its rubrique “%(name)s”.", whom=whom, name=asked.rubrique)
        )
    return str(_("Its rubrique “%(name)s” is not archived.", name=asked.rubrique))


def _obstacle_of_article(obstacle: Obstacle, asked: Asked, whom: str) -> str:
    publication, name = asked.article.publication, asked.rubrique
    words: dict[Obstacle, str] = {
        Obstacle.TRASHED: _("It is in the trash."),
        Obstacle.DRAFT: _("It is not online: it is a draft."),
        Obstacle.PENDING: _("It is not online: it waits for an approval."),
        Obstacle.RUBRIQUE_TRASHED: _("Its rubrique “%(name)s” was deleted.", name=name),
        Obstacle.PRIVATE: _(
            "Its rubrique “%(name)s” is private, and gives no role to “%(whom)s”.",
            name=name,
            whom=whom,
        ),
        Obstacle.ARCHIVED: _(
            "Its rubrique “%(name)s” is archived: its articles are in no tile.", name=name
        ),
    }
    if obstacle is Obstacle.SCHEDULED and publication.starts_at is not None:
        return str(
            _("It is scheduled: it begins %(moment)s.", moment=_moment(publication.starts_at))
        )
    elif obstacle is Obstacle.EXPIRED and publication.ends_at is not None:
        return str(_("It has expired: it ended %(moment)s.", moment=_moment(publication.ends_at)))
    return words[obstacle]


def _of_tile(check: Check, place: Place, asked: Asked, whom: str) -> str:
    if check.obstacle is None:
        return _yes_of_tile(check.about, place, asked, whom)
    laid, name = place.laid, asked.rubrique
    words: dict[Obstacle, str] = {
        Obstacle.BROKEN: _("The kind or the settings of this tile cannot be read: nobody sees it."),
        Obstacle.NO_ARTICLES: _("This tile shows no articles."),
        Obstacle.OFF: _("This tile is switched off."),
        Obstacle.NOT_FOR_VIEWER: _("This tile is not for “%(whom)s”.", whom=whom),
        Obstacle.RUBRIQUE_NOT_CHOSEN: _(
            "The rubrique “%(name)s” is not among those of this tile: %(places)s.",
            name=name,
            places=places_in_words(_sources(laid).rubriques),
        ),
        Obstacle.PIN_ENDED: _(
            "It was pinned to this tile, and is no more; its rubrique “%(name)s” is not among "
            "those of the tile.",
            name=name,
        ),
        Obstacle.NOT_CHOSEN: _("The article is not among those chosen for this tile."),
        Obstacle.NO_BLOG: _(
            "The rubrique “%(name)s” has no blog: its articles are no news.", name=name
        ),
    }
    if check.obstacle is Obstacle.BEYOND:
        return _beyond(place)
    elif check.obstacle is Obstacle.NOT_YET and laid.tile.shown_from is not None:
        return str(_("This tile is shown from %(moment)s.", moment=_moment(laid.tile.shown_from)))
    elif check.obstacle is Obstacle.NO_LONGER and laid.tile.shown_until is not None:
        return str(
            _("This tile was shown until %(moment)s.", moment=_moment(laid.tile.shown_until))
        )
    return words[check.obstacle]


def _yes_of_tile(about: About, place: Place, asked: Asked, whom: str) -> str:
    sources, name = _sources(place.laid), asked.rubrique
    if about is About.AUDIENCE:
        return str(_("This tile is for “%(whom)s”.", whom=whom))
    elif about is About.TIME:
        return str(_("This tile is shown at present."))
    elif about is About.PIN:
        return _pinned(sources, asked)
    elif about is About.BLOG:
        return str(_("The blog of “%(name)s” is on.", name=name))
    elif about is About.PLACE:
        return _place(place, asked)
    elif sources.everywhere:
        return str(_("This tile takes from all rubriques."))
    elif sources.rubriques:
        return str(_("This tile takes from “%(name)s”.", name=name))
    return str(_("The article was chosen for this tile."))


def _pinned(sources: Sources, asked: Asked) -> str:
    until = next((one.until for one in sources.pins if one.article_id == asked.article.id), None)
    if until is None:
        return str(_("It is pinned at the head of this tile."))
    return str(
        _(
            "It is pinned at the head of this tile until %(day)s.",
            day=long_date(first_moment(until)),
        )
    )


def _beyond(place: Place) -> str:
    return str(
        ngettext(
            "It is at number %(position)d, and the tile shows %(num)d: newer ones stand before it.",
            "It is at number %(position)d, and the tile shows %(num)d: newer ones stand before it.",
            place.shown,
            position=place.position,
        )
    )


def _place(place: Place, asked: Asked) -> str:
    """Return its place, and since when it stands where it stands among the news."""
    where: str = _("It is there.")
    if place.shown > 1:
        where = _(
            "It is there, at number %(position)d of %(total)d.",
            position=place.position,
            total=place.shown,
        )
    since = asked.bumped_at
    is_pinned = any(check.about is About.PIN for check in place.checks)
    if _sources(place.laid).supply is None or since is None or is_pinned:
        return where
    elif asked.updated_at is not None and asked.updated_at == since:
        back = _(
            "It came back to the top %(moment)s, because it was updated.", moment=_moment(since)
        )
    else:
        back = _(
            "It has been in this order since %(moment)s, when it appeared.", moment=_moment(since)
        )
    return f"{where} {back}"


def _sources(laid: Laid) -> Sources:
    return laid.sources or Sources()


def _moment(moment: datetime) -> str:
    return str(_("%(day)s at %(time)s", day=long_date(moment), time=clock_time(moment)))
