"""What whoever composes is to know of the sources of each tile: what does not show, what fails.

Who publishes there is no warning here, or most tiles would have one: the bar of each tile leads to
"Who can publish here", which says it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.composed import DraftedTile
from app.extensions import db
from app.external.faults import Fault
from app.feed_words import FAULT_WORDS
from app.models import PageKind
from app.queries.external_feeds import TILE_KIND, FeedState, feed_states
from blueprints.site.publisher_lines import TilePublishers, tile_publishers
from blueprints.site.publisher_words import doubts_of
from blueprints.site.tile_words import moment_words


@dataclass(frozen=True)
class SourceWords:
    """What is said of the sources of a tile: what to think of, and what is as it should be."""

    warnings: Sequence[str] = ()
    facts: Sequence[str] = ()


def source_words(page: PageKind, drafted: Sequence[DraftedTile]) -> Mapping[int, SourceWords]:
    """Return what is said of each tile of a draft by its id, in a constant number of queries.

    A tile that cannot be read has nothing beside its notice.
    """
    found = tile_publishers(page, [one.laid for one in drafted])
    known = [one for one in found if one.laid.type is not None]
    urls = {one.laid.tile.id: _feed_of(one) for one in known}
    states = feed_states(db.session(), {url for url in urls.values() if url})
    return {
        one.laid.tile.id: _words(one, states.get(url), is_feed=bool(url))
        for one, url in zip(known, urls.values(), strict=True)
    }


def _words(one: TilePublishers, state: FeedState | None, *, is_feed: bool) -> SourceWords:
    doubts = list(doubts_of(one))
    if not is_feed:
        return SourceWords(doubts)
    words = _state_words(state)
    is_well = state is not None and state.copied_at is not None and not _fails(state)
    return SourceWords(doubts, [words]) if is_well else SourceWords([*doubts, words])


def _fails(state: FeedState) -> bool:
    return bool(state.fault) or state.failing_since is not None


def _feed_of(one: TilePublishers) -> str:
    is_feed = one.laid.tile.kind == TILE_KIND
    return str(one.laid.settings["url"]) if is_feed else ""


def _state_words(state: FeedState | None) -> str:
    """Say how old the copy of a feed is, and why the last try failed."""
    if state is None or (state.copied_at is None and not state.fault):
        return str(_("The feed is being read for the first time: come back in a minute."))
    why = FAULT_WORDS[Fault(state.fault)] if state.fault in set(Fault) else ""
    if state.copied_at is None:
        return str(_("The feed could not be read yet. %(why)s", why=why))
    copied = moment_words(state.copied_at)
    if state.failing_since is not None:
        return str(
            _(
                "The feed has failed since %(moment)s: its last copy shows. %(why)s",
                moment=moment_words(state.failing_since),
                why=why,
            )
        )
    if state.fault:
        return str(
            _("The last try to read the feed failed. %(why)s Its copy of %(moment)s shows.",
              why=why, moment=copied)
        )  # fmt: skip
    return str(_("Copy of the feed: %(moment)s.", moment=copied))
