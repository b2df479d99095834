"""Whom something is for: keys read out of a form, each one that the school knows."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import SelectMultipleField, ValidationError

from app.extensions import db
from app.models import Group, Person
from app.queries.key_names import ids_in, names_of
from app.queries.keys import groups_with_parts
from app.rules.audience import MEMBERS, Duty, Function, Part, Profile, group_key
from app.wording import duty_name, key_in_words, part_of_group, profile_name

MOST = 100
PLAIN = frozenset(
    {
        MEMBERS,
        *(f"profile:{one}" for one in Profile),
        *(f"function:{one}" for one in Function),
        *(f"duty:{one}" for one in Duty),
    }
)


class TargetsField(SelectMultipleField):
    """Some keys, sent as repeated values; none that the school does not know is taken."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        """Make a field that starts empty."""
        kwargs.setdefault("default", ())
        super().__init__(label, validate_choice=False, **kwargs)

    @property
    def is_being_chosen(self) -> bool:
        """Whether a button of the picker sent the form; this one has none."""
        return False

    def process_data(self, value: Any) -> None:
        """Take stored keys."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent, each key once."""
        self.data = list(dict.fromkeys(valuelist))[: MOST + 1]

    def pre_validate(self, form: Any) -> None:
        """Refuse a key of nobody."""
        if len(self.data or ()) > MOST:
            raise ValidationError(_l("Choose 100 targets at the most."))
        if unknown_keys(self.data or ()):
            raise ValidationError(_l("One of these no longer exists. Choose again from the list."))

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        """Return what can be chosen, and what is chosen, by what it is."""
        found: dict[str, list[tuple[str, str]]] = {
            _("Profiles"): [(MEMBERS, _("Everybody who is signed in"))]
            + [(f"profile:{one}", profile_name(one)) for one in Profile],
            _("In charge of something"): [(f"duty:{one}", duty_name(one)) for one in Duty],
        }
        for group in groups_with_parts(db.session()):
            keys = [
                (group_key(group.id, one), part_of_group(one, group.name)) for one in group.parts
            ]
            found.setdefault(_("Levels, classes and groups"), []).extend(keys)
        known = {key for keys in found.values() for key, _words in keys}
        others = [key for key in self.data or () if key not in known]
        if others:
            names = names_of(db.session(), others)
            found[_("Others")] = [(key, key_in_words(key, names)) for key in others]
        return found


def unknown_keys(keys: Any) -> list[str]:
    """Return those of some keys that name nobody: what is no key, and groups that have ended."""
    groups, people = ids_in(keys, "group"), ids_in(keys, "user")
    found = select(Group.id).where(Group.id.in_(groups), Group.ended_at.is_(None))
    active = select(Person.id).where(Person.id.in_(people), Person.is_active)
    known = set(PLAIN)
    for id_ in db.session.scalars(found) if groups else ():
        known |= {group_key(id_, part) for part in Part}
    known |= {f"user:{id_}" for id_ in (db.session.scalars(active) if people else ())}
    return [key for key in keys if key not in known]
