"""A picture of a tile in its form: the file, what it says, what of it shows."""

from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from app.access import now
from app.extensions import db
from app.forms import IdField, Readable, SwitchField, TextField, on_one_line
from app.images.forms import part_of
from app.images.parts import text_of
from app.models import Media, Slot
from app.part_field import PartField
from app.queries.cards import Picture, picture_in
from app.queries.media import crops_of
from app.rules.consent import day_in_paris, is_over
from app.rules.lengths import LONGEST_ALT, LONGEST_CAPTION
from app.tile import PictureSlot
from blueprints.site.tile_warnings import picture_warnings, unseen_words


class PictureForm(Form):
    """A picture with what it says in its place."""

    media_id = IdField(widget=HiddenInput())
    remove = SwitchField(_l("Remove this picture"))
    alt = TextField(
        _l("Alternative text"),
        description=_l("What the picture shows, for those who do not see it."),
        filters=[on_one_line],
        validators=[
            Length(max=LONGEST_ALT, message=_l("An alternative text has at most 500 characters.")),
            Readable(),
        ],
    )
    decorative = SwitchField(_l("The picture is decorative: it says nothing that the page lacks"))
    caption = TextField(
        _l("Caption"),
        filters=[on_one_line],
        validators=[
            Length(max=LONGEST_CAPTION, message=_l("A caption has at most 500 characters.")),
            Readable(),
        ],
    )


@dataclass
class TilePicture:
    """A slot of a tile with its picture, as the form shows it; `part` is none without a crop."""

    slot: Slot
    known: PictureSlot
    form: PictureForm
    media: Media | None = None
    part: PartField | None = None
    problems: list[str] = field(default_factory=list)
    is_sent: bool = False
    """Whether its file came with this form."""
    moving: frozenset[str] | None = None
    """The forms in which what the tile holds was cut to move; none of what is being chosen."""

    @property
    def picture(self) -> Picture | None:
        """The picture as it shows."""
        found = picture_in(self.media, self.said) if self.media else None
        part = self.part.box if self.part else None
        return found and replace(found.showing(part), moving=self.moving)

    @property
    def said(self) -> str | None:
        """The alternative text as it is stored: empty for decoration, none when nothing is said."""
        return "" if self.form.decorative.data else self.form.alt.data or None

    @property
    def warnings(self) -> list[str]:
        """What is wrong with it, though it can be kept."""
        picture = self.picture
        found = list(picture_warnings(self.known, picture)) if picture else []
        is_unseen = self.media is not None and is_over(
            self.media.consent_ends_on, day_in_paris(now())
        )
        return [unseen_words(), *found] if is_unseen else found

    @property
    def start(self) -> str:
        """The part that shows as long as nobody chooses one here."""
        if self.media is None or self.known.form is None:
            return ""
        size = (self.media.width or 1, self.media.height or 1)
        chosen = crops_of(db.session(), self.media.id).get(self.known.form.name)
        focal = (self.media.focal_x, self.media.focal_y)
        return text_of(part_of(self.known.form, size, focal, chosen))
