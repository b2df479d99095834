"""Articles as lists show them: a card is plain values, read in one query for the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from app.images.forms import ADDRESSED, BANDS, HERO, HERO_MOVING, Box, Size, sizes, sizes_of_part
from app.images.parts import key_of
from app.models import Article, Media, MediaUse, Person, Revision, Rubrique, Slot
from app.queries.authors import author_columns, signature_of
from app.queries.consent import shown_media
from app.rules.consent import day_in_paris
from app.rules.licences import Licence
from app.rules.signature import Signature, SignatureKind
from app.rules.visibility import Visibility
from app.text.slugs import slugify

PLACE = "/medias"
"""Where the files of the school stand for their readers."""
_OF_PART = frozenset(form.name for form in (*BANDS, HERO_MOVING))


@dataclass(frozen=True)
class Picture:
    """A picture where it is used; `alt` is empty when it decorates, none when it is not written."""

    media_id: int
    alt: str | None
    caption: str | None
    credit: str | None
    width: int
    height: int
    licence: Licence | None = None
    is_ended: bool = False
    """Its consent has ended: only those who work on the text still see it."""
    place: str = PLACE
    """Where its files stand: for its readers, or below the address of a preview link."""
    is_animated: bool = False
    """Whether it is an animation, which the tiles that crop in place show."""
    moving: frozenset[str] | None = None
    """The forms in which it was cut to move; none where nobody asked."""
    is_stilled: bool = False
    """Whether it was an animation, too heavy to stay one."""
    part: Box | None = None
    """What of it shows in this place, in the forms of `BANDS`."""

    def sizes(self, form: str) -> list[Size]:
        """Return the sizes in which a form of it is kept (`app/images/forms.py`), single first."""
        whole = (self.width, self.height)
        if form == HERO.name:
            return sizes_of_part(HERO, whole, self.part)
        return sizes(ADDRESSED[form], whole)

    def url(self, form: str, width: int, extension: str = "jpg") -> str:
        """Return the address of one of its files."""
        key = key_of(self.part) if form in _OF_PART else ""
        return f"{self.place}/{self.media_id}/{form}{key}-{width}.{extension}"

    @property
    def moves(self) -> bool:
        """Whether it moves in this place: some parts of an animation stand still, or are too heavy.

        The address of a form that was not cut would answer with another part, or not at all.
        """
        return self.is_animated and HERO_MOVING.name + key_of(self.part) in (self.moving or ())

    def showing(self, part: Box | None) -> "Picture":
        """Return the picture as it shows a part of it that was chosen in this place."""
        return replace(self, part=part)


@dataclass(frozen=True)
class ArticleCard:
    """An article in a list."""

    id: int
    title: str
    summary: str
    rubrique_id: int
    rubrique_name: str
    has_dates: bool
    """False for the pages of a rubrique without blog."""
    private: bool
    published_at: datetime
    updated_at: datetime | None
    bumped_at: datetime
    ends_at: datetime | None
    signature: Signature
    picture: Picture | None
    author_title: str = ""
    """What the author does, where the signature is a name of the staff."""

    @property
    def slug(self) -> str:
        """The readable part of the article's address."""
        return slugify(self.title)

    @property
    def rubrique_slug(self) -> str:
        """The readable part of the rubrique's address."""
        return slugify(self.rubrique_name)


def picture_in(
    media: Media,
    alt: str | None,
    caption: str | None = None,
    *,
    is_ended: bool = False,
    place: str = PLACE,
) -> Picture | None:
    """Return a file as the picture that it is where it is used, if it is one."""
    if not (media.width and media.height):
        return None
    return Picture(
        media.id,
        alt,
        caption,
        media.credit,
        media.width,
        media.height,
        media.licence,
        is_ended=is_ended,
        place=place,
        is_animated=bool(media.duration),
        is_stilled=media.duration == 0,
    )


def cards(session: Session, articles: Select[Article], now: datetime) -> list[ArticleCard]:
    """Read a selection of articles as cards, in its order, in one query.

    An illustration whose consent has ended is left out.
    """
    statement = (
        articles.join(Rubrique, Rubrique.id == Article.rubrique_id)
        .join(Revision, Revision.id == Article.online_revision_id)
        .outerjoin(Person, Person.id == Article.author_id)
        .outerjoin(
            MediaUse,
            (MediaUse.revision_id == Revision.id) & (MediaUse.slot == Slot.ILLUSTRATION),
        )
        .outerjoin(Media, (Media.id == MediaUse.media_id) & shown_media(day_in_paris(now)))
        .with_only_columns(*card_columns())
    )
    return [_card(row) for row in session.execute(statement)]


def card_columns() -> Sequence[Any]:
    """Return the columns of a card."""
    return (
        Article.id,
        Article.starts_at,
        Article.updated_at,
        Article.bumped_at,
        Article.ends_at,
        Rubrique.id.label("rubrique_id"),
        Rubrique.name.label("rubrique_name"),
        Rubrique.has_blog,
        Rubrique.visibility,
        Revision.title,
        Revision.summary,
        *author_columns(),
        *picture_columns(),
    )


def picture_columns() -> Sequence[Any]:
    """Return the columns of a picture; the statement joins `MediaUse` and `Media`.

    What readers see is joined with `shown_media`; a file that is not shown is no picture.
    """
    return (
        Media.id.label("media_id"),
        MediaUse.alt,
        MediaUse.caption,
        Media.credit,
        Media.width,
        Media.height,
        Media.licence,
        Media.duration,
    )


def picture_of(row: Row[*tuple[Any, ...]]) -> Picture | None:
    """Return the picture of a row that holds `picture_columns`, if it has one."""
    if row.media_id is None:
        return None
    return Picture(
        row.media_id,
        row.alt,
        row.caption,
        row.credit,
        row.width,
        row.height,
        row.licence,
        is_animated=bool(row.duration),
        is_stilled=row.duration == 0,
    )


def _card(row: Row[*tuple[Any, ...]]) -> ArticleCard:
    signature = signature_of(row)
    is_named = signature.kind is SignatureKind.STAFF
    return ArticleCard(
        id=row.id,
        title=row.title,
        summary=row.summary,
        rubrique_id=row.rubrique_id,
        rubrique_name=row.rubrique_name,
        has_dates=row.has_blog,
        private=row.visibility is Visibility.PRIVATE,
        published_at=row.starts_at,
        updated_at=row.updated_at,
        bumped_at=row.bumped_at,
        ends_at=row.ends_at,
        signature=signature,
        picture=picture_of(row),
        author_title=(row.author_title or "") if is_named else "",
    )
