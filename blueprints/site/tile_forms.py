"""The forms of pages of tiles: what all tiles have, and when a page is published."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, Optional

from app.forms import ChoiceField, OneOf, Readable, SwitchField, TextField, on_one_line
from app.models import DraftTile, Finish, PageKind
from app.moment_field import MomentField
from app.rules.audience import PUBLIC
from app.rules.tiles import HEIGHTS, WIDTHS
from app.targets import TargetsField
from blueprints.site.tile_words import FINISHES

LONGEST_TITLE = 100
LONGEST_NOTE = 200


class TileForm(FlaskForm):
    """The columns of a tile; `state` is what the tile was when the form was shown."""

    state = HiddenField()
    title = TextField(
        _l("Title shown"),
        description=_l("Empty, some tiles take the name of their type."),
        filters=[on_one_line],
        validators=[
            Length(max=LONGEST_TITLE, message=_l("A title has at most 100 characters.")),
            Readable(),
        ],
    )
    width = ChoiceField(
        _l("Width, in columns of 12"),
        description=_l("On a small screen each tile takes the room it needs."),
        coerce=int,
        choices=[SelectChoice(one, str(one)) for one in WIDTHS],
    )
    height = ChoiceField(
        _l("Height, in rows"), coerce=int, choices=[SelectChoice(one, str(one)) for one in HEIGHTS]
    )
    finish = OneOf(
        _l("Stone"), choices=[SelectChoice(one.value, words) for one, words in FINISHES.items()]
    )
    shown_from = MomentField(_l("Hide until"), validators=[Optional()])
    shown_until = MomentField(_l("Show until"), is_end=True, validators=[Optional()])
    everybody = SwitchField(_l("Everybody, visitors too"))
    target = TargetsField(
        _l("Or only some of those who are signed in"),
        description=_l("One of these is enough. It counts only where the box above is empty."),
    )

    def is_sound(self, page: PageKind) -> bool:
        """Look at what was typed; what is wrong is said beside it."""
        sound = bool(self.validate())
        start, end = self.shown_from.data, self.shown_until.data
        if start is not None and end is not None and end <= start:
            self.shown_until.errors = [_("Choose an end after the beginning.")]
            sound = False
        if not self.audience(page):
            self.target.errors = [*self.target.errors, _("Choose who sees this tile.")]
            sound = False
        return sound

    def audience(self, page: PageKind) -> frozenset[str]:
        """Return the keys of those who see it; the personal page has no visitors."""
        if self.everybody.data and page is PageKind.PUBLIC_HOME:
            return frozenset({PUBLIC})
        return frozenset(self.target.data)

    def columns(self, page: PageKind) -> dict[str, Any]:
        """Return what was decided, once the form is sound."""
        return {
            "title": self.title.data,
            "width": self.width.data,
            "height": self.height.data,
            "finish": str(Finish(self.finish.data)),
            "audience": self.audience(page),
            "shown_from": self.shown_from.data,
            "shown_until": self.shown_until.data,
        }


def stored(tile: DraftTile) -> dict[str, Any]:
    """Return what is stored of a tile as the form takes it: moments keep their seconds."""
    return {
        "title": tile.title,
        "width": tile.width,
        "height": tile.height,
        "finish": tile.finish.value,
        "shown_from": tile.shown_from,
        "shown_until": tile.shown_until,
        "everybody": PUBLIC in tile.audience,
        "target": [key for key in tile.audience if key != PUBLIC],
    }


class PublishForm(FlaskForm):
    """When a page is published, and what is said of it."""

    version = HiddenField()
    when = OneOf(
        _l("When"),
        choices=[
            SelectChoice("now", _l("At once")),
            SelectChoice("later", _l("At a moment to come")),
        ],
        default="now",
    )
    at = MomentField(_l("Moment"), validators=[Optional()])
    note = TextField(
        _l("A note for the history"),
        description=_l("What changes, in a few words: visitors do not see it."),
        filters=[on_one_line],
        validators=[
            Length(max=LONGEST_NOTE, message=_l("A note has at most 200 characters.")),
            Readable(),
        ],
    )
