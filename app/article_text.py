"""The text of an article with its files, as every page shows it that shows one."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.article_files import Download, Player, downloads, films, sounds
from app.models import Slot
from app.queries.cards import Picture
from app.queries.reading import Files
from app.text.body_files import without_pictures
from app.text.embeds import Embed, split
from app.text.headings import Heading, outline
from app.text.reading_time import reading_minutes
from app.text.tables import scrollable

FEWEST_HEADINGS = 3
"""A shorter text needs no table of contents."""


@dataclass(frozen=True)
class ShownText:
    """What the macro `article_text` of components/article.html draws."""

    pieces: Sequence[str | Embed]
    headings: Sequence[Heading]
    minutes: int
    pictures: Sequence[Picture]
    sounds: Sequence[Player]
    films: Sequence[Player]
    downloads: Sequence[Download]
    ended: Sequence[str]
    """Titles of the files that readers see no more, for those who work on the text."""

    @property
    def has_embeds(self) -> bool:
        """Whether a script is needed that opens what comes from elsewhere."""
        return any(isinstance(piece, Embed) for piece in self.pieces)


def shown_text(html: str, files: Files) -> ShownText:
    """Return a body, as it is stored, ready to be drawn."""
    readable = html if files.at_work else without_pictures(html, files.ended)
    body, headings = outline(readable)
    return ShownText(
        pieces=split(scrollable(body, _("Table"))),
        headings=headings if len(headings) >= FEWEST_HEADINGS else [],
        minutes=reading_minutes(body),
        pictures=files.pictures(Slot.GALLERY),
        sounds=sounds(files),
        films=films(files),
        downloads=downloads(files),
        ended=sorted(files.ended.values()) if files.at_work else [],
    )
