"""What narrows the list of people: a form whose answers stand in the address."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import BooleanField, Form, SearchField, SelectField
from wtforms.validators import Length, Optional

from app.days import first_moment
from app.forms import ChoiceField, DayField, Readable
from app.models import Group, GroupKind, Source
from app.queries.directory import PeopleFilter, State
from app.queries.ties import Finder
from app.rules.audience import Duty, Function, Part, Profile
from app.rules.directory import STAFF, groups_of
from app.templating import long_date
from app.wording import duty_name, function_name, group_kind_name, profile_name

Choice = TypeVar("Choice", bound=StrEnum)
ANY_STATE = "tous"
SOURCES = {"academie": Source.ACADEMIC, "etablissement": Source.LOCAL}
_SHORT = [Length(max=100, message=_l("A name has at most 100 characters.")), Readable()]


class PeopleForm(Form):
    """The filters of the list; names are those of the address."""

    q = SearchField(_l("Name"), _SHORT, description=_l("Whole or in part, in any order."))
    profile = ChoiceField(_l("Profile"), name="profil", default="")
    duty = ChoiceField(_l("In charge of"), name="charge", default="")
    group = ChoiceField(_l("Level, class or group"), name="groupe", default="")
    function = ChoiceField(_l("Function"), name="fonction", default="")
    source = ChoiceField(_l("Source"), name="source", default="")
    state = ChoiceField(_l("State of the account"), name="etat", default=State.ACTIVE.value)
    never = BooleanField(_l("Has never logged in"), name="jamais")
    unused = DayField(_l("Not logged in since"), [Optional()], name="depuis")

    def offer(self, finder: Finder, groups: Mapping[GroupKind, Sequence[Group]]) -> None:
        """Let the list be narrowed by what this viewer may know of people."""
        every = finder.sees_all
        profiles = [one for one in Profile if every or one in _profiles_known(finder)]
        self.profile.choices = [
            ("", _l("All profiles")), *((one.value, profile_name(one)) for one in profiles)
        ]  # fmt: skip
        self.duty.choices = [("", _l("Anything")), *((one.value, duty_name(one)) for one in Duty)]
        self.group.choices = {"": [("", pgettext("group", "All"))]} | {
            group_kind_name(kind): [(str(one.id), one.name) for one in found]
            for kind, found in groups.items()
        }
        if not every:
            for name in ("function", "source", "state", "never", "unused"):
                del self[name]
            return
        self.function.choices = [
            ("", _l("All functions")), *((one.value, function_name(one)) for one in Function)
        ]  # fmt: skip
        self.source.choices = [
            ("", _l("All")),
            *((key, source_name(one)) for key, one in SOURCES.items()),
        ]
        states = {
            State.ACTIVE: _l("In use"),
            State.SUSPENDED: _l("Suspended"),
            State.LEFT: _l("Left"),
        }
        self.state.choices = [
            *((one.value, words) for one, words in states.items()),
            (ANY_STATE, pgettext("account", "All")),
        ]

    @property
    def more(self) -> list[str]:
        """The names of the fields beyond the simple search, as far as this viewer has them."""
        return [name for name in self._fields if name != "q"]

    def wanted(self) -> PeopleFilter:
        """Return what a valid form asks for."""
        state = self._answer("state") or State.ACTIVE.value
        unused = self.unused.data if "unused" in self else None
        return PeopleFilter(
            words=self.q.data or "",
            profile=_as(Profile, self._answer("profile")),
            function=_as(Function, self._answer("function")),
            duty=_as(Duty, self._answer("duty")),
            group_id=int(self._answer("group") or 0) or None,
            source=SOURCES.get(self._answer("source")),
            state=None if state == ANY_STATE else State(state),
            never_used="never" in self and self.never.data,
            unused_since=first_moment(unused) if unused else None,
        )

    def at_work(self) -> Iterator[tuple[str, str]]:
        """Yield the filters that narrow the list: the name in the address, and in words."""
        if self.q.data:
            yield "q", _("“%(words)s”", words=self.q.data)
        for field in self:
            is_default = field.data in ("", None, field.default)
            if isinstance(field, SelectField) and not is_default:
                yield field.name, f"{field.label.text}\u00a0: {_chosen(field)}"
        if "never" in self and self.never.data:
            yield "jamais", str(self.never.label.text)
        if "unused" in self and self.unused.data:
            yield "depuis", _("Not logged in since %(day)s", day=long_date(self.unused.data))

    def _answer(self, name: str) -> str:
        return str(self[name].data or "") if name in self else ""


def source_name(source: Source) -> str:
    """Return where an account comes from (guide p. 38)."""
    words: dict[Source, str] = {Source.ACADEMIC: _("Académie"), Source.LOCAL: _("School")}
    return words[source]


def _profiles_known(finder: Finder) -> set[Profile]:
    """Return the profiles that anybody known to this viewer may have."""
    viewer = finder.viewer
    is_parent = "profile:parent" in viewer.keys
    knows_families = is_parent or groups_of(viewer, Part.TEACHER, Part.MEMBER)
    knows_pupils = knows_families or groups_of(viewer, Part.PUPIL)
    pupils = {Profile.PUPIL} if knows_pupils else set()
    return {*STAFF} | pupils | ({Profile.PARENT} if knows_families else set())


def _as(kind: type[Choice], text: str) -> Choice | None:
    return kind(text) if text else None


def _chosen(field: SelectField) -> str:
    return next(str(choice[1]) for choice in field.iter_choices() if choice[2])
