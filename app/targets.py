"""The field of a form that holds the keys of those whom something is for."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from wtforms import Field, ValidationError

from app.extensions import db
from app.forms import LARGEST_ID
from app.models import Group, Person
from app.queries.key_names import ids_in
from app.rules.audience import MEMBERS, Duty, Function, Part, Profile, group_key, user_key

MOST_TARGETS = 100


class TargetsField(Field):
    """Keys of members, each checked to be there; a form sends them as values of one name."""

    data: list[str]

    def process_data(self, value: Any) -> None:
        """Take stored keys."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the keys that were sent, each once."""
        self.data = [key for key in dict.fromkeys(valuelist) if key]

    def pre_validate(self, form: Any) -> None:
        """Refuse a key that names nobody in the school."""
        if len(self.data) > MOST_TARGETS:
            raise ValidationError(_("At most %(number)s can be chosen.", number=MOST_TARGETS))
        if not set(self.data) <= _existing(self.data):
            raise ValidationError(_("One of those chosen is no longer there. Choose anew."))


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
