"""The forms of the site's management."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from app.actions.rubriques import Settings, settings_of
from app.forms import ChoiceField, HtmlField, OneOf, Readable, SwitchField, TextField, on_one_line
from app.models import Rubrique
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from blueprints.site.icons import ICONS

LONGEST_NAME = 200
LONGEST_MENU_NAME = 40
LONGEST_NOTE = 100
LONGEST_INTRODUCTION = 20_000
LONGEST_KEY = 60
USUAL, YES, NO = "usual", "yes", "no"
ROOT = ""
"""The value of a choice of parent for the roots."""


class RubriqueForm(FlaskForm):
    """What is decided of a rubrique; `state` is what it was when the form was shown."""

    state = HiddenField()
    seen = HiddenField()
    """Which consequences were read before saving."""
    name = TextField(
        _l("Name"),
        filters=[on_one_line],
        validators=[
            DataRequired(_l("Give the rubrique a name.")),
            Length(max=LONGEST_NAME, message=_l("A name has at most 200 characters.")),
            Readable(),
        ],
    )
    menu_name = TextField(
        _l("Shorter name for the menu"),
        filters=[on_one_line],
        validators=[
            Length(max=LONGEST_MENU_NAME, message=_l("40 characters at most.")),
            Readable(),
        ],
    )
    note = TextField(
        _l("A few words under the name"),
        filters=[on_one_line],
        validators=[Length(max=LONGEST_NOTE, message=_l("100 characters at most.")), Readable()],
    )
    icon = ChoiceField(_l("Icon"), default="")
    introduction = HtmlField(
        _l("Introduction"),
        description=_l("Shown at the head of the page of the rubrique. HTML is cleaned."),
        validators=[
            Length(max=LONGEST_INTRODUCTION, message=_l("This introduction is too long.")),
            Readable(),
        ],
    )
    visibility = OneOf(
        _l("Who reads it"),
        choices=[
            SelectChoice(Visibility.PUBLIC.value, _l("Public: everybody, without login")),
            SelectChoice(Visibility.PRIVATE.value, _l("Private: those who hold a role in it")),
        ],
        default=Visibility.PUBLIC.value,
    )
    inherits = OneOf(_l("Do the roles given in the rubrique above hold here too?"), default=USUAL)
    has_blog = SwitchField(
        _l("Blog"),
        description=_l(
            "With a blog it holds dated articles, which go to the news and the feeds. Without,"
            " it holds pages in a chosen order."
        ),
    )
    has_agenda = SwitchField(_l("Agenda"))
    is_temporary = SwitchField(
        _l("Temporary: for this school year only"),
    )

    def offer(self, current_icon: str | None = None, *, is_new: bool = False) -> None:
        """Give the choices; an icon that stands there stays among them."""
        known = dict(ICONS)
        if current_icon and current_icon not in known:
            known[current_icon] = current_icon
        self.icon.choices = [("", _l("None")), *known.items()]
        usual = [(USUAL, _l("As usual: yes for a public one, no for a private one"))]
        self.inherits.choices = [
            *(usual if is_new else []),
            (YES, _l("Yes, they hold here too")),
            (NO, _l("No, only the roles given here")),
        ]

    def show(self, rubrique: Rubrique) -> None:
        """Fill the form with what is stored."""
        for name, value in vars(settings_of(rubrique)).items():
            self[name].data = value
        self.icon.data = rubrique.icon or ""
        self.visibility.data = rubrique.visibility.value
        self.inherits.data = YES if rubrique.inherits else NO

    def settings(self) -> Settings:
        """Return what was decided, once the form is valid."""
        visibility = Visibility(self.visibility.data)
        usual = visibility is Visibility.PUBLIC
        return Settings(
            name=self.name.data or "",
            menu_name=self.menu_name.data or None,
            note=self.note.data or None,
            icon=self.icon.data or None,
            introduction=self.introduction.data or "",
            visibility=visibility,
            inherits=usual if self.inherits.data == USUAL else self.inherits.data == YES,
            has_blog=self.has_blog.data,
            has_agenda=self.has_agenda.data,
            is_temporary=self.is_temporary.data,
        )


class MoveForm(FlaskForm):
    """Where a rubrique shall stand."""

    state = HiddenField()
    seen = HiddenField()
    parent = ChoiceField(_l("Below"), default=ROOT)
    place = OneOf(
        _l("Place there"),
        choices=[
            SelectChoice("last", _l("After the others")),
            SelectChoice("first", _l("Before the others")),
        ],
        default="last",
    )

    def offer(self, places: Iterable[tuple[str, str]]) -> None:
        """Give the choices of a parent."""
        self.parent.choices = list(places)

    def parent_id(self) -> int | None:
        """Return the chosen parent, none for the roots."""
        return int(self.parent.data) if self.parent.data != ROOT else None


class KeyForm(FlaskForm):
    """Something for whoever holds a key."""

    key = HiddenField()

    def validate_key(self, field: HiddenField) -> None:
        """Refuse what is no key at all."""
        Readable()(self, field)
        if not field.data or len(field.data) > LONGEST_KEY:
            raise ValidationError(_l("Choose to whom."))

    def whom(self) -> str:
        """Return the key; whether the school knows it is asked by the view."""
        return self.key.data or ""


class GrantForm(KeyForm):
    """A role for a key; `former` is the role that was shown when it is changed or taken."""

    role = ChoiceField(
        _l("Role"), choices=[SelectChoice(role.value) for role in Role], default=Role.WRITER.value
    )
    former = HiddenField()
    seen = HiddenField()


class RightForm(KeyForm):
    """A right on the site for a key."""

    right = ChoiceField(_l("Right"), choices=[SelectChoice(right.value) for right in Right])


class LookForm(KeyForm):
    """With whose eyes to look, at what."""

    rubrique = ChoiceField(_l("What to look at"), default=ROOT)


class InheritForm(FlaskForm):
    """Whether the roles of the rubrique above hold here."""

    seen = HiddenField()
    inherits = OneOf(
        _l("Inheritance"), choices=[SelectChoice(YES, _l("Yes")), SelectChoice(NO, _l("No"))]
    )


def value_in_words(field: Any) -> str:
    """Return what a field holds, as a page says it."""
    if isinstance(field, SelectField):
        chosen = (choice[1] for choice in field.iter_choices() if choice[2])
        return str(next(chosen, field.data))
    if isinstance(field, SwitchField):
        return str(_l("yes") if field.data else _l("no"))
    return str(field.data or _l("nothing"))
