"""The text of an article with its files, as every page shows it that shows one."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.article_files import Download, Player, downloads, films, sounds
from app.images.forms import FORMS
from app.models import Slot
from app.queries.cards import Picture
from app.queries.reading import Files
from app.rules.licences import Licence
from app.text.body_files import lazily, without_pictures
from app.text.embeds import Embed, split
from app.text.headings import Heading, outline
from app.text.reading_time import reading_minutes
from app.text.tables import scrollable

FEWEST_HEADINGS = 3
"""A shorter text needs no table of contents."""


@dataclass(frozen=True)
class Credit:
    """Whose a picture of the text is, and under which terms it is shown."""

    title: str
    credit: str
    licence: Licence | None


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
    credits: Sequence[Credit]
    """Of the pictures within the text: beside the text each figure carries its own."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read, see or hear."""
        return not (self.pieces or self.pictures or self.sounds or self.films or self.downloads)

    @property
    def has_embeds(self) -> bool:
        """Whether a script is needed that opens what comes from elsewhere."""
        return any(isinstance(piece, Embed) for piece in self.pieces)


def shown_text(html: str, files: Files) -> ShownText:
    """Return a body, as it is stored, ready to be drawn."""
    readable = html if files.at_work else without_pictures(html, files.ended)
    body, headings = outline(readable)
    return ShownText(
        pieces=split(lazily(scrollable(body, _("Table")), _sizes(files))),
        headings=headings if len(headings) >= FEWEST_HEADINGS else [],
        minutes=reading_minutes(body),
        pictures=files.pictures(Slot.GALLERY),
        sounds=sounds(files),
        films=films(files),
        downloads=downloads(files),
        ended=sorted(files.ended.values()) if files.at_work else [],
        credits=_credits(files),
    )


def _sizes(files: Files) -> dict[str, tuple[int, int]]:
    """Return the size of each form of the pictures within a text, by its address."""
    return {
        picture.url(form, width): (width, height)
        for picture in files.pictures(Slot.BODY)
        for form in FORMS
        for width, height in picture.sizes(form)
    }


def _credits(files: Files) -> list[Credit]:
    return [
        Credit(media.title, media.credit or "", media.licence)
        for _, media in files.in_slot(Slot.BODY)
        if media.credit or media.licence
    ]
