"""Articles as lists show them: a card is plain values, read in one query for the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from app.images.forms import FORMS, Size, sizes
from app.models import Article, Media, MediaUse, Person, Revision, Rubrique, Slot
from app.queries.authors import author_columns, signature_of
from app.rules.signature import Signature, SignatureKind
from app.rules.visibility import Visibility
from app.text.slugs import slugify


@dataclass(frozen=True)
class Picture:
    """A picture where it is used; `alt` is empty when it decorates, none when it is not written."""

    media_id: int
    alt: str | None
    caption: str | None
    credit: str | None
    width: int
    height: int
    place: str = "/medias"
    """Where its files stand: for its readers, or below the address of a preview link."""

    def sizes(self, form: str) -> list[Size]:
        """Return the sizes in which a form of it is kept (`app/images/forms.py`), single first."""
        return sizes(FORMS[form], (self.width, self.height))

    def url(self, form: str, width: int, extension: str = "jpg") -> str:
        """Return the address of one of its files."""
        return f"{self.place}/{self.media_id}/{form}-{width}.{extension}"


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


def cards(session: Session, articles: Select[Article]) -> list[ArticleCard]:
    """Read a selection of articles as cards, in its order, in one query."""
    statement = (
        articles.join(Rubrique, Rubrique.id == Article.rubrique_id)
        .join(Revision, Revision.id == Article.online_revision_id)
        .outerjoin(Person, Person.id == Article.author_id)
        .outerjoin(
            MediaUse,
            (MediaUse.revision_id == Revision.id) & (MediaUse.slot == Slot.ILLUSTRATION),
        )
        .outerjoin(Media, Media.id == MediaUse.media_id)
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
    """Return the columns of a picture; the statement joins `MediaUse` and `Media`."""
    return (
        MediaUse.media_id,
        MediaUse.alt,
        MediaUse.caption,
        Media.credit,
        Media.width,
        Media.height,
    )


def picture_of(row: Row[*tuple[Any, ...]]) -> Picture | None:
    """Return the picture of a row that holds `picture_columns`, if it has one."""
    if row.media_id is None:
        return None
    return Picture(row.media_id, row.alt, row.caption, row.credit, row.width, row.height)


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
