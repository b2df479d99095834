"""What the pages of groups are asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, SearchField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from app.forms import ChoiceField, Readable, SwitchField, TextField, on_one_line
from app.models import GroupKind
from app.queries.group_members import Candidates
from app.queries.groups import GroupFilter
from app.queries.key_names import ids_in
from app.rules.audience import Part, Profile
from app.wording import group_kind_name, profile_name

LONGEST_NAME = 200
LONGEST_QUESTION = 100
LONGEST_LIST = 200_000
MOST_LINES = 2_000
MINE, MANAGED = "miens", "geres"
KINDS = {
    "niveaux": GroupKind.LEVEL,
    "classes": GroupKind.CLASS,
    "enseignement": GroupKind.TEACHING,
    "libres": GroupKind.FREE,
}
"""The kinds by the word in the address."""

_SHORT = [Length(max=LONGEST_QUESTION, message=_l("100 characters at most.")), Readable()]


class GroupsForm(Form):
    """What narrows the list of groups; it stands in the address."""

    q = SearchField(_l("Name of the group"), _SHORT)
    kind = ChoiceField(_l("Type"), name="type", default="")
    whose = ChoiceField(_l("Which groups"), name="quels", default="")

    def offer(self) -> None:
        """Give the choices."""
        kinds = [(word, group_kind_name(kind)) for word, kind in KINDS.items()]
        self.kind.choices = [("", _l("All types")), *kinds]
        self.whose.choices = [
            ("", _l("All groups")),
            (MINE, _l("Groups in which I am")),
            (MANAGED, _l("Groups that I manage")),
        ]

    def wanted(self) -> GroupFilter:
        """Return what a valid form asks for."""
        return GroupFilter(
            words=self.q.data or "",
            kind=KINDS.get(self.kind.data or ""),
            is_mine=self.whose.data == MINE,
            is_managed=self.whose.data == MANAGED,
        )

    def asked(self) -> dict[str, Any]:
        """Return what narrows the list, as the address says it."""
        return {field.name: field.data for field in self if field.data}


class GroupForm(FlaskForm):
    """What is decided of a free group; `state` is what it was when the form was shown."""

    state = HiddenField()
    name = TextField(
        _l("Name"),
        filters=[on_one_line],
        validators=[
            DataRequired(_l("Give the group a name.")),
            Length(max=LONGEST_NAME, message=_l("A name has at most 200 characters.")),
            Readable(),
        ],
    )
    is_visible = SwitchField(
        _l("Visible"),
        default=True,
        description=_l(
            "Its members and the staff see it in the directory. Otherwise only its managers and"
            " those who look after the directory see it."
        ),
    )


class CandidatesForm(Form):
    """A search for people to put into a group; it stands in the address."""

    q = SearchField(_l("Name"), _SHORT)
    profile = ChoiceField(_l("Profile"), name="profil", default="")
    group = ChoiceField(_l("Class or group"), name="groupe", default="")

    def offer(self, groups: Iterable[tuple[str, str]]) -> None:
        """Give the choices; `groups` are keys of parts of groups with their words."""
        profiles = [(one.value, profile_name(one)) for one in Profile]
        self.profile.choices = [("", _l("All profiles")), *profiles]
        self.group.choices = [("", _l("All classes and groups")), *groups]

    def wanted(self) -> Candidates:
        """Return what a valid form asks for."""
        key = self.group.data or ""
        [group_id] = ids_in([key], "group") or [0]
        return Candidates(
            words=self.q.data or "",
            profile=Profile(self.profile.data) if self.profile.data else None,
            group=(group_id, Part(key.rpartition("/")[2])) if group_id else None,
        )

    def asked(self) -> dict[str, Any]:
        """Return what narrows the search, as the address says it."""
        return {field.name: field.data for field in self if field.data}


class LinesForm(FlaskForm):
    """People on lines, by login or by name."""

    lines = TextAreaField(
        _l("One person a line"),
        description=_l(
            "A login, or first and last name in any order: copy a column of a spreadsheet."
            " 2,000 lines at most."
        ),
        validators=[
            DataRequired(_l("Write at least one name or login.")),
            Length(max=LONGEST_LIST, message=_l("This list is too long. Send it in two parts.")),
            Readable(),
        ],
    )

    def validate_lines(self, field: TextAreaField) -> None:
        """Refuse more lines than are read at once."""
        if len(self.names()) > MOST_LINES:
            raise ValidationError(_l("At most 2,000 lines at once. Send the list in two parts."))

    def names(self) -> Sequence[str]:
        """Return the lines that hold something."""
        lines = (on_one_line(line) for line in (self.lines.data or "").splitlines())
        return [line for line in lines if line]
