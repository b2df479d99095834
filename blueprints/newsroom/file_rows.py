"""One file of a text in its form: which one, where it stands, and what is said of it there."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from app.forms import ChoiceField, IdField, SwitchField
from app.models import Media
from app.queries.cards import Picture, picture_in
from app.rules.lengths import (
    LONGEST_ALT,
    LONGEST_CAPTION,
    LONGEST_LINE,
    LONGEST_TITLE,
    LONGEST_TRANSCRIPT,
)
from app.rules.licences import Licence
from app.typed_fields import LineField, LinesField
from blueprints.newsroom.fields import RankField
from blueprints.newsroom.media_words import licence_choices


class FileRow(Form):
    """A file in a section; `media` is what the viewer may use under that id, none for others."""

    media_id = IdField(widget=HiddenInput())
    position = RankField(_l("Position"))
    remove = SwitchField(_l("Remove"))
    credit = LineField(
        _l("Author or credit"),
        description=_l("As it will be shown with the file: “Lou, 4B”, “Musée d’Aquitaine”."),
        validators=[Length(max=LONGEST_LINE, message=_l("A credit has at most 300 characters."))],
    )
    licence = ChoiceField(_l("Licence"), choices=licence_choices, default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a row that knows nothing of its file yet."""
        super().__init__(*args, **kwargs)
        self.media: Media | None = None
        self.may_change = False
        """Whether the viewer may say something else of the file itself, wherever it is used."""

    @property
    def lacks_rights(self) -> bool:
        """Whether nobody has said yet whose work it is, or how it may be used."""
        return not self.licence.data or not self.credit.data

    @property
    def prefix(self) -> str:
        """How the names of its fields begin, as `gallery-0-`."""
        return self.media_id.name.removesuffix("media_id")

    @property
    def picture(self) -> Picture | None:
        """Its file as a picture to show in the form, if it is one."""
        return picture_in(self.media, "") if self.media else None

    def media_ids(self) -> list[int]:
        """Return the ids of the files that it names."""
        return [self.media_id.data] if self.media_id.data else []

    def know(self, media: dict[int, Media], changeable: set[int]) -> None:
        """Learn which files its ids are, among those that the viewer may use."""
        self.media = media.get(self.media_id.data or 0)
        self.may_change = self.media is not None and self.media.id in changeable
        if self.media is not None:
            self.credit.data = self._own(self.credit) or self.media.credit or ""
            self.licence.data = self._own(self.licence) or str(self.media.licence or "")

    def details(self) -> dict[str, Any]:
        """Return what the row says of the file itself; an empty answer takes nothing back."""
        licence = Licence(self.licence.data) if self.licence.data in set(Licence) else None
        said = {"credit": self.credit.data, "licence": licence}
        return {name: answer for name, answer in said.items() if answer}

    def _own(self, field: Field) -> str:
        """Return what was sent, where this person may say it."""
        return (field.data or "") if self.may_change and field.raw_data else ""


class PictureRow(FileRow):
    """A picture with what it says in this place."""

    alt = LineField(
        _l("Alternative text"),
        description=_l("What the picture shows, for those who do not see it."),
        validators=[
            Length(max=LONGEST_ALT, message=_l("An alternative text has at most 500 characters."))
        ],
    )
    decorative = SwitchField(
        _l("The picture is decorative: it says nothing that the text does not")
    )
    caption = LineField(
        _l("Caption"),
        validators=[
            Length(max=LONGEST_CAPTION, message=_l("A caption has at most 500 characters."))
        ],
    )

    @property
    def said(self) -> str | None:
        """The alternative text as it is stored: empty for decoration, none when nothing is said."""
        return "" if self.decorative.data else self.alt.data or None


class TitledRow(FileRow):
    """A file that its title presents."""

    title = LineField(
        _l("Title"),
        description=_l("What readers see in place of the name of the file."),
        validators=[Length(max=LONGEST_TITLE, message=_l("A title has at most 200 characters."))],
    )

    def know(self, media: dict[int, Media], changeable: set[int]) -> None:
        """Show the file's own title where another cannot be said, or none was."""
        super().know(media, changeable)
        if self.media is not None and not (self.may_change and self.title.data):
            self.title.data = self.media.title

    def details(self) -> dict[str, Any]:
        """Return the title too, where one was said."""
        said = super().details()
        return said | {"title": self.title.data} if self.title.data else said


class SoundRow(TitledRow):
    """A sound with its words."""

    transcript = LinesField(
        _l("Transcript"),
        description=_l("What is said and heard, for those who cannot listen."),
        validators=[
            Length(
                max=LONGEST_TRANSCRIPT,
                message=_l("A transcript has at most 50,000 characters."),
            )
        ],
    )

    def know(self, media: dict[int, Media], changeable: set[int]) -> None:
        """Show the file's own transcript where another cannot be said."""
        super().know(media, changeable)
        if self.media is not None and not self.may_change:
            self.transcript.data = self.media.transcript or ""

    def details(self) -> dict[str, Any]:
        """Return the title and the transcript too, as far as they were sent."""
        said = super().details()
        return (
            said | {"transcript": self.transcript.data or ""} if self.transcript.raw_data else said
        )


class FilmRow(SoundRow):
    """A film with its words, its captions, and the picture that stands for it."""

    captions_id = IdField(widget=HiddenInput())
    captions_remove = SwitchField(_l("Remove the captions"))
    poster_id = IdField(widget=HiddenInput())
    poster_remove = SwitchField(_l("Remove the picture"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a row that knows nothing of its files yet."""
        super().__init__(*args, **kwargs)
        self.captions: Media | None = None
        self.poster: Media | None = None

    @property
    def kept_captions(self) -> int | None:
        """The id of its captions, unless they are taken away."""
        return None if self.captions_remove.data else self.captions_id.data

    @property
    def kept_poster(self) -> int | None:
        """The id of its picture, unless it is taken away."""
        return None if self.poster_remove.data else self.poster_id.data

    def media_ids(self) -> list[int]:
        """Return the ids of the film, its captions and its picture."""
        beside = (self.captions_id.data, self.poster_id.data)
        return [*super().media_ids(), *(id_ for id_ in beside if id_)]

    def know(self, media: dict[int, Media], changeable: set[int]) -> None:
        """Learn of the captions and the picture too."""
        super().know(media, changeable)
        self.captions = media.get(self.captions_id.data or 0)
        self.poster = media.get(self.poster_id.data or 0)

    def take_captions(self, media: Media | None) -> None:
        """Put captions that were just sent in the place of others."""
        if media is not None:
            self.captions, self.captions_id.data = media, media.id
            self.captions_id.raw_data = self.captions_remove.raw_data = None
            self.captions_remove.data = False

    def take_poster(self, media: Media | None) -> None:
        """Put a picture that was just sent in the place of another."""
        if media is not None:
            self.poster, self.poster_id.data = media, media.id
            self.poster_id.raw_data = self.poster_remove.raw_data = None
            self.poster_remove.data = False
