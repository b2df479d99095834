"""Media: files of the school, the forms cut from pictures, and where each file is used."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, event, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KNOWN_BY_ID, PUBLIC, Base, UtcDateTime, choice
from app.rules.licences import Licence
from app.text.stems import fold, sort_key


class MediaKind(StrEnum):
    """What a file is, which decides how a page shows it."""

    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    CAPTIONS = "captions"
    DOCUMENT = "document"


class Slot(StrEnum):
    """The place that a file takes where it is used."""

    ILLUSTRATION = "illustration"
    BODY = "body"
    GALLERY = "gallery"
    AUDIO = "audio"
    VIDEO = "video"
    CAPTIONS = "captions"
    POSTER = "poster"
    ATTACHMENT = "attachment"
    PICTURE = "picture"
    PICTURE_DARK = "picture_dark"
    LOGO = "logo"


class Media(Base):
    """A stored file; of a picture only the forms are stored, never the upload itself."""

    __tablename__ = "media"
    __table_args__ = (
        CheckConstraint("(stored_name IS NULL) = (kind = 'picture')", name="pictures_are_forms"),
        CheckConstraint("size >= 0", name="size_in_bytes"),
        CheckConstraint(
            "focal_x >= 0 AND focal_x <= 1 AND focal_y >= 0 AND focal_y <= 1",
            name="focal_point_inside",
        ),
        Index("ix_media_owner_id", "owner_id"),
        Index("ix_media_created_at", "created_at", "id"),
        Index("ix_media_title_key", "title_key", "id"),
        Index("ix_media_digest", "digest"),
        Index("ix_media_consent_ends_on", "consent_ends_on"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MediaKind] = mapped_column(choice(MediaKind, "kind"))
    title: Mapped[str]
    filename: Mapped[str]
    """The name given to who downloads it, without path."""
    stored_name: Mapped[str | None]
    mime_type: Mapped[str]
    size: Mapped[int]
    """Bytes of the stored file, or of the largest form."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    duration: Mapped[int | None]
    """Seconds of a sound or a film, and of a picture that moves; 0 of one that was too heavy to."""
    pages: Mapped[int | None]
    alt: Mapped[str | None]
    """The text alternative proposed wherever the picture is used (RGAA 1.1)."""
    credit: Mapped[str | None]
    licence: Mapped[Licence | None] = mapped_column(choice(Licence, "licence"))
    source_url: Mapped[str | None]
    """Where the work was found, for the credit."""
    shows_people: Mapped[bool | None]
    """Whether somebody can be recognised; none when nobody has said it yet."""
    consent: Mapped[str | None]
    """Where the written consents are kept, and what they allow."""
    consent_ends_on: Mapped[date | None]
    """The last day of the consent; after it, readers no longer see the picture."""
    focal_x: Mapped[float] = mapped_column(default=0.5)
    """Of a picture, what crops keep in sight: fractions of its width and height."""
    focal_y: Mapped[float] = mapped_column(default=0.5)
    digest: Mapped[str | None]
    """SHA-256 of what was sent, to notice that it is there already."""
    transcript: Mapped[str | None]
    keywords: Mapped[str] = mapped_column(default="")
    in_collection: Mapped[bool] = mapped_column(default=False)
    """Whether editors choose from it in the common collection."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    title_key: Mapped[str] = mapped_column(default="")
    """The title, folded: what lists sort by."""
    words: Mapped[str] = mapped_column(default="")
    """What the library looks for: title, file name, keywords, alternative and credit, folded."""


@event.listens_for(Media, "before_insert")
@event.listens_for(Media, "before_update")
def _note_words(_mapper: Any, _connection: Any, media: Media) -> None:
    said = (media.title, media.filename, media.keywords, media.alt, media.credit)
    media.title_key = sort_key(media.title)
    media.words = fold(" ".join(one for one in said if one))


class MediaForm(Base):
    """A picture cut to a form at a width, in one format."""

    __tablename__ = "media_form"
    __table_args__ = (PUBLIC,)

    media_id: Mapped[int] = mapped_column(
        ForeignKey("media.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    """As in its address: `card-680.avif`."""
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    mime_type: Mapped[str]
    stored_name: Mapped[str]


class MediaCrop(Base):
    """The part of a picture that a form shows, where somebody chose it; fractions from 0 to 1."""

    __tablename__ = "media_crop"
    __table_args__ = (
        CheckConstraint(
            "0 <= left_edge AND left_edge < right_edge AND right_edge <= 1"
            " AND 0 <= top_edge AND top_edge < bottom_edge AND bottom_edge <= 1",
            name="inside_the_picture",
        ),
        PUBLIC,
    )

    media_id: Mapped[int] = mapped_column(
        ForeignKey("media.id", ondelete="CASCADE"), primary_key=True
    )
    form: Mapped[str] = mapped_column(primary_key=True)
    """A name of `images.forms.FORMS`."""
    left_edge: Mapped[float]
    top_edge: Mapped[float]
    right_edge: Mapped[float]
    bottom_edge: Mapped[float]


class MediaUse(Base):
    """A file is used by exactly one revision, rubrique, tile, tile of a draft, announcement or
    setting.

    `alt` is the text alternative in this place: empty when the picture only decorates, none when
    nobody wrote it yet.
    """

    __tablename__ = "media_use"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN revision_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN rubrique_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN tile_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN draft_tile_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN announcement_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN setting IS NULL THEN 0 ELSE 1 END) = 1",
            name="used_in_one_place",
        ),
        Index("ix_media_use_media_id", "media_id"),
        # On PostgreSQL of these rows alone too, by the migration: said here, it would make each
        # process of a school with SQLite read the code for PostgreSQL, 2 MiB.
        Index(
            "uq_media_use_illustration",
            "revision_id",
            unique=True,
            sqlite_where=text("slot = 'illustration'"),
        ),
        Index("ix_media_use_revision_id", "revision_id", "slot", "position"),
        Index("ix_media_use_rubrique_id", "rubrique_id"),
        Index("ix_media_use_tile_id", "tile_id"),
        Index("ix_media_use_draft_tile_id", "draft_tile_id"),
        Index("ix_media_use_announcement_id", "announcement_id"),
        PUBLIC,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"))
    slot: Mapped[Slot] = mapped_column(choice(Slot, "slot"))
    position: Mapped[int] = mapped_column(default=0)
    alt: Mapped[str | None]
    caption: Mapped[str | None]
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    rubrique_id: Mapped[int | None] = mapped_column(ForeignKey("rubrique.id", ondelete="CASCADE"))
    tile_id: Mapped[int | None] = mapped_column(ForeignKey("tile.id", ondelete="CASCADE"))
    draft_tile_id: Mapped[int | None] = mapped_column(
        ForeignKey("draft_tile.id", ondelete="CASCADE")
    )
    announcement_id: Mapped[int | None] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE")
    )
    setting: Mapped[str | None] = mapped_column(ForeignKey("setting.name", ondelete="CASCADE"))
