"""Who can put something on a home page, and by which right (guide p. 8 and 9)."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from app.access import for_right, now
from app.models import PageKind
from app.rules.page_tiles import LaidTile
from app.rules.pages import COMPOSED_BY
from blueprints.site import site
from blueprints.site.laid import (
    OF_PAGE,
    asked_tiles,
    draft_views,
    page_name,
    page_views,
    same_of_draft,
)
from blueprints.site.publisher_lines import PagePublishers, publishers_of
from blueprints.site.publisher_words import (
    Line,
    audience_words,
    key_line,
    shows_words,
    tile_lines,
    warnings_of,
)


@site.get("/page-accueil/qui-publie")
@for_right(COMPOSED_BY[PageKind.PUBLIC_HOME])
def home_publishers() -> str:
    """Show who can put something on the public home page."""
    return _page(PageKind.PUBLIC_HOME)


@site.get("/page-personnelle/qui-publie")
@for_right(COMPOSED_BY[PageKind.PERSONAL_HOME])
def personal_publishers() -> str:
    """Show who can put something on the personal home page."""
    return _page(PageKind.PERSONAL_HOME)


def _page(page: PageKind) -> str:
    tiles, endpoint = asked_tiles(page), f".{OF_PAGE[page]}_publishers"
    return render_template(
        "site/page_publishers.html",
        is_composed=tiles is not None,
        views=page_views(after="_publishers"),
        drafts=draft_views(page, endpoint),
        page_name=page_name(page),
        composing_url=url_for(".composing", page=page),
        why_endpoint=f".why_on_{OF_PAGE[page]}",
        why_of=same_of_draft(),
        **_told(page, tiles or ()),
    )


def _told(page: PageKind, tiles: Sequence[LaidTile]) -> dict[str, Any]:
    found = publishers_of(page, tiles)
    people = found.everybody
    composes, right = _("Composes and publishes it"), _("Right to compose this page")
    return {
        "composers": [key_line(key, people, right, composes) for key in found.composers],
        "announcers": _announcers(found),
        "outsiders": found.outsiders,
        "tiles": [
            {
                "number": one.laid.number,
                "id": one.laid.tile.id,
                "name": one.laid.name,
                "kind": one.laid.kind_name,
                "icon": one.laid.type.icon if one.laid.type else "triangle-alert",
                "audience": audience_words(one, people),
                "shows": shows_words(one.sources),
                "warnings": list(warnings_of(one)),
                "lines": tile_lines(one, people, found.keepers),
                "has_articles": one.laid.takes_articles(now()),
            }
            for one in found.tiles
        ],
    }


def _announcers(found: PagePublishers) -> list[Line]:
    """Return whose announcements stand at the head of the personal page."""
    if not found.announcers:
        return []
    people = found.everybody
    return [
        *(
            key_line(key, people, _("Right to announce"), _("Announces at once"))
            for key in found.announcers
        ),
        Line(
            _("Teachers"),
            _("The classes and groups that they teach"),
            _("Announce at once to their pupils and parents"),
        ),
        Line(
            _("Staff, and whoever writes in a rubrique"),
            _("Their profile or their role"),
            _("Propose: shown once it is approved"),
        ),
        *(
            key_line(
                key, people, _("Right to approve announcements"), _("Approves those of others")
            )
            for key in found.approvers
        ),
    ]
