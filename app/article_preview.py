"""What the page of an article needs to show a text that is not online (public/article_preview)."""

from collections.abc import Sequence
from typing import Any

from app.article_text import shown_text
from app.models import Rubrique
from app.queries.cards import ArticleCard
from app.queries.reading import Files
from app.trail import trail_of

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Of every answer that shows such a text: nobody keeps it, lists it or is told where it stands."""


def preview_context(
    card: ArticleCard, body: str, files: Files, path: Sequence[Rubrique]
) -> dict[str, Any]:
    """Return what the template reads; `path` leads to the rubrique, from the root.

    Where the viewer may not read the whole path, it does not show: a link to one text tells
    nothing of the rubriques around it.
    """
    trail = trail_of(path)
    return {
        "card": card,
        "text": shown_text(body, files),
        "trail": trail if all(url for _name, url in trail) else [],
        "root_id": path[0].id,
        "is_archived": any(above.archived_at is not None for above in path),
    }
