"""Whom something is for: a field of keys, chosen with buttons that need no script.

The buttons of `components/targets.html` send the whole form. `TargetsField.is_being_chosen` then
says that nothing is to be saved: the view shows its form again, filled. With a script they send the
picker alone, and `picker_answer` gives back the parts that change.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from flask import get_template_attribute
from flask_babel import gettext as _
from wtforms import Field

from app.access import rights, viewer
from app.extensions import db
from app.models import Group, Person
from app.queries.groups import nameable_groups, visible_groups
from app.queries.key_names import KeyNames, names_of
from app.queries.keys import GroupParts, groups_with_parts
from app.queries.offered import offered_keys, seen_keys
from app.queries.people import people_known_to
from app.queries.recipients import Reached, count_apart, count_reached
from app.rules.directory import sees_all
from app.rules.site_rights import Right
from app.rules.targets import Combined, combined
from app.target_choices import found_by_name, target_in_words, where_choices, who_choices

MOST_TARGETS = 60
MOST_SENT = 4 * MOST_TARGETS
LONGEST_KEY = 60
LONGEST_WORDS = 100
PARTS = ("chosen", "reach", "found")


class TargetsField(Field):
    """The keys of those whom something is for, each one that this viewer may choose.

    Repeated values under the field's name; `<name>-do` is the button that was pressed, and
    `<name>-who`, `<name>-where`, `<name>-words` are what stands in the picker. What is unknown is
    refused, and the others stay. Whether the viewer may reach them is asked by the view.
    """

    data: list[str]
    held: frozenset[str] = frozenset()
    """The keys that are stored: they stay, also those of groups that the viewer may not know."""
    command: str = ""
    who: str = ""
    where: str = ""
    words: str = ""
    said: str = ""
    """What the button that was pressed has done, in words."""
    notes: Mapping[str, str] = MappingProxyType({})
    """What a view has to say of some of the keys, in a word or two."""

    def process_data(self, value: Any) -> None:
        """Take the stored keys."""
        self.data = list(value or ())
        self.held = frozenset(self.data)

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read the keys and what stands in the picker, and do what its button says."""
        if formdata is not None:
            self.who, self.where, self.words, self.command = (
                _one_line(formdata.get(f"{self.name}-{part}"))
                for part in ("who", "where", "words", "do")
            )
            if self.command == "enter":  # a field was left by the key, no button was pressed
                self.command = "find" if self.words else ""
        super().process(formdata, *args, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent; raises ValueError when some of it cannot be chosen."""
        before = list(dict.fromkeys(valuelist[:MOST_SENT]))
        verb, _colon, key = self.command.partition(":")
        asked = [key] if key else self._combined() if verb == "add" else []
        known = choosable([one for one in (*before, *asked) if len(one) <= LONGEST_KEY], self.held)
        if verb == "remove":
            sent = [one for one in before if one not in asked]
        else:
            sent = list(dict.fromkeys([*before, *asked]))
        found = [one for one in sent if one in known]
        self.data = found[:MOST_TARGETS]
        self._tell(verb, [one for one in asked if one in known], before)
        if len(found) > MOST_TARGETS:
            raise ValueError(
                _("At most %(number)d can be chosen: the others are left out.", number=MOST_TARGETS)
            )
        if len(found) < len(sent):
            raise ValueError(
                _("One of those chosen no longer exists, or is not for you to choose: left out.")
            )

    @property
    def is_being_chosen(self) -> bool:
        """Whether a button of the picker sent the form: nothing is to be saved yet."""
        return bool(self.command)

    @property
    def refusals(self) -> Sequence[str]:
        """What could not be done, also while the form is not judged yet."""
        return [*(self.errors or self.process_errors)]

    @cached_property
    def reached(self) -> Reached:
        """How many people the keys reach."""
        return reached_by(self.data)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The keys that are chosen, each with its words."""
        return lines_of(self.data)

    @property
    def found(self) -> list[tuple[str, str, str]]:
        """What bears the words looked for and is not chosen yet: key, words, a note."""
        if not self.words or not self.command:
            return []
        found = found_by_name(viewer(), self._groups, self.words)
        return [line for line in found if line[0] not in self.data]

    @property
    def who_choices(self) -> dict[str, list[tuple[str, str, str]]]:
        """The populations to choose from: value, words, the part of a group that they are."""
        return who_choices()

    @property
    def where_choices(self) -> dict[str, list[tuple[str, str, str]]]:
        """The groups to choose from: value, words, the parts that they have."""
        return where_choices(self._groups)

    @cached_property
    def _groups(self) -> Sequence[GroupParts]:
        return groups_with_parts(
            db.session(), among=visible_groups(viewer(), all_of_them=_knows_all_groups())
        )

    def _combined(self) -> list[str]:
        """Return the keys of the population and the group that stand in the picker."""
        group = next((one for one in self._groups if str(one.id) == self.where), None)
        if not self.who or (self.where and group is None):
            self.said = _("Choose who, and where.")
            return []
        why, keys = combined(self.who, (group.id, group.parts) if group else None)
        name = group.name if group else ""
        if why is Combined.WHOLE_SCHOOL_ONLY:
            self.said = _("In a group, choose pupils, parents, teachers or everybody.")
        elif why is Combined.NOBODY_THERE:
            self.said = _("Nobody like this is in %(group)s: choose everybody in it.", group=name)
        elif why is Combined.EMPTY:
            self.said = _("Nobody is in %(group)s yet.", group=name)
        return keys

    def _tell(self, verb: str, asked: Sequence[str], before: Sequence[str]) -> None:
        changed = [one for one in asked if (one in before) is not (one in self.data)]
        whom = ", ".join(words for _key, words in lines_of(changed))
        if whom and verb == "add":
            self.said = _("Added: %(whom)s.", whom=whom)
        elif whom and verb == "remove":
            self.said = _("Removed: %(whom)s.", whom=whom)
        elif asked and verb == "add":
            self.said = _("Chosen already.")


def lines_of(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return the keys, each with its words, in at most three queries."""
    names = known_names(keys)
    return [(key, target_in_words(key, names)) for key in keys]


def choosable(keys: Iterable[str], held: Collection[str] = ()) -> frozenset[str]:
    """Return those of the keys that the viewer may choose; groups that are `held` stay."""
    return offered_keys(db.session(), viewer(), keys, all_groups=_knows_all_groups(), held=held)


def countable(keys: Iterable[str]) -> frozenset[str]:
    """Return the keys of whom the viewer may be told how many they are, and who."""
    return seen_keys(db.session(), viewer(), keys, all_groups=_knows_all_groups())


def told_names(keys: Iterable[str]) -> KeyNames:
    """Return the names of keys, of groups those only that the viewer may know."""
    known = None
    if not _knows_all_groups():
        known = nameable_groups(viewer(), all_of_them=False).with_only_columns(Group.id)
    return names_of(db.session(), keys, known_groups=known)


def known_names(keys: Iterable[str]) -> KeyNames:
    """Return the same; a person whom somebody else has chosen is named to who may know her only."""
    names = told_names(keys)
    if not names.people or knows_all():
        return names
    among = people_known_to(viewer()).where(Person.id.in_(names.people))
    known = set(db.session.scalars(among.with_only_columns(Person.id)))
    nobody = str(_("Somebody whose name you may not see"))
    people = {id_: name if id_ in known else nobody for id_, name in names.people.items()}
    return replace(names, people=people)


def reached_by(keys: Iterable[str]) -> Reached:
    """Return how many people keys reach, as far as the viewer may know."""
    keys = frozenset(keys)
    counted = countable(keys)
    count = count_reached if knows_all() else count_apart
    return replace(count(db.session(), counted), unseen=len(keys - counted))


def knows_all() -> bool:
    """Tell whether the viewer knows everybody, so that no number tells him more."""
    return sees_all(viewer(), rights())


def _knows_all_groups() -> bool:
    return Right.DIRECTORY in rights()


def picker_answer(field: TargetsField) -> str:
    """Return the parts of a picker that change, for its script."""
    part = get_template_attribute("components/targets.html", "target_part")
    return "".join(f"<div data-targets-{name}>{part(field, name)}</div>" for name in PARTS)


def _one_line(text: str | None) -> str:
    """Return what was typed without what no keyboard types."""
    return "".join(one for one in (text or "") if one.isprintable()).strip()[:LONGEST_WORDS]
