"""The field of a form that holds the keys of those whom something is for."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from wtforms import Field

from app.extensions import db
from app.forms import LARGEST_ID
from app.models import Group, GroupKind, Person
from app.queries.key_names import ids_in, names_of
from app.queries.keys import by_kind, groups_with_parts
from app.rules.audience import MEMBERS, Duty, Function, Part, Profile, group_key, user_key
from app.wording import key_in_words

MOST_TARGETS = 60


class TargetsField(Field):
    """Keys, each checked to be there; a form sends them as values of one name."""

    data: list[str]
    is_being_chosen = False
    """Whether a button of the picker sent the form: nothing is to be saved yet."""

    def process_data(self, value: Any) -> None:
        """Take stored keys."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent; raises ValueError when some of it cannot be chosen."""
        sent = [key for key in dict.fromkeys(valuelist) if key]
        existing = _existing(sent)
        found = [key for key in sent if key in existing]
        self.data = found[:MOST_TARGETS]
        if len(self.data) < len(sent):
            raise ValueError(_("Some of those chosen are no longer there: left out."))

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The keys to choose from, by what they are; those chosen that are none of them first."""
        words = {
            GroupKind.LEVEL: _("Levels"),
            GroupKind.CLASS: _("Classes"),
            GroupKind.TEACHING: _("Teaching groups"),
            GroupKind.FREE: _("Free groups"),
        }
        keys = {
            _("Profiles"): [MEMBERS, *(f"profile:{one}" for one in Profile)],
            _("Functions"): [f"function:{one}" for one in Function],
            _("In charge of something"): [f"duty:{one}" for one in Duty],
        }
        for kind, groups in by_kind(groups_with_parts(db.session())).items():
            keys[words[kind]] = [group_key(one.id, part) for one in groups for part in one.parts]
        known = {key for of_kind in keys.values() for key in of_kind}
        keys = {_("Chosen"): [key for key in self.data if key not in known], **keys}
        names = names_of(db.session(), known.union(self.data))
        return [
            (kind, [(key, key_in_words(key, names)) for key in found])
            for kind, found in keys.items()
            if found
        ]


def _existing(keys: list[str]) -> set[str]:
    group_ids, person_ids = (
        [id_ for id_ in ids_in(keys, kind) if id_ <= LARGEST_ID] for kind in ("group", "user")
    )
    groups = select(Group.id).where(Group.id.in_(group_ids), Group.ended_at.is_(None))
    people = select(Person.id).where(Person.id.in_(person_ids), Person.is_active)
    return (
        {MEMBERS}
        | {f"profile:{one}" for one in Profile}
        | {f"function:{one}" for one in Function}
        | {f"duty:{one}" for one in Duty}
        | {group_key(id_, part) for id_ in db.session.scalars(groups) for part in Part}
        | {user_key(id_) for id_ in db.session.scalars(people)}
    )
