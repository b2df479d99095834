"""What the files change in the directory that is there.

An import looks after people and groups of the académie that have an identifier. Accounts of the
school, free groups, duties and mail addresses that are there stay as they are.
"""

from array import array
from collections.abc import Mapping

from app.directory.arrival import Arrival, ComingGroup, ComingPerson
from app.directory.faults import Faults, Why
from app.directory.known import Known, KnownGroup, KnownPerson
from app.directory.layout import File
from app.directory.plan import Changes, Plan
from app.directory.renames import Overlap
from app.models import GroupKind


def compare(arrival: Arrival, known: Known, same: Mapping[str, int]) -> Plan:
    """Return what the files change; `same` are new identifiers of groups that were found again.

    The memberships and ties of the arrival are used up. Raises Refused when a login or a name of
    the files is that of somebody, or of a group, that an import leaves alone.
    """
    comparison = _Comparison(arrival, same)
    comparison.groups(known)
    comparison.people(known)
    comparison.memberships(known)
    comparison.ties(known)
    comparison.faults.check()
    return comparison.plan


class _Comparison:
    """A plan in the making."""

    def __init__(self, arrival: Arrival, same: Mapping[str, int]) -> None:
        self.arrival = arrival
        self.same = same
        self.faults = Faults()
        self.plan = Plan(array("q", bytes(8 * len(arrival.people))), [0] * len(arrival.groups))
        self.place_of: dict[int, int] = {}
        """The place of each known person that the files tell of."""
        self.group_place: dict[int, int] = {}
        self.leaving: set[int] = set()

    def groups(self, known: Known) -> None:
        """Find the groups again: by identifier, by what was confirmed, by kind and name."""
        arrival, plan = self.arrival, self.plan
        there = {group.id: group for group in known.groups()}
        plan.group_names = {group.id: group.name for group in there.values()}
        plan.levels = {id_: one.level_id for id_, one in there.items() if one.level_id is not None}
        ours = {id_: one for id_, one in there.items() if one.kind is not GroupKind.FREE}
        by_id = {one.external_id: one for one in ours.values() if one.external_id}
        for place, group in enumerate(arrival.groups):
            found = by_id.get(group.external_id) or ours.get(self.same.get(group.external_id, 0))
            if found is not None:
                self._match_group(place, found)
        named = {
            (one.kind, one.name): one for id_, one in ours.items() if id_ not in self.group_place
        }
        for place, group in enumerate(arrival.groups):
            found = named.get((group.kind, group.name))
            if not plan.group_ids[place] and found is not None:
                self._match_group(place, found)
        self._compare_groups(there)
        plan.ended = [
            one for one in by_id.values() if one.id not in self.group_place and not one.has_ended
        ]

    def people(self, known: Known) -> None:
        """Find the people again: by identifier, else by the login of who has none yet."""
        arrival, plan = self.arrival, self.plan
        without_id: list[KnownPerson] = []
        for person in known.people():
            place = arrival.person_at.get(person.external_id or "")
            holder = arrival.logins.get(person.login)
            is_adopted = holder is not None and person.is_academic and not person.external_id
            if place is not None and person.is_academic:
                self._match(place, person)
            elif place is not None:
                self._conflict(Why.NOT_ACADEMIC, "identifiant", person.external_id or "")
            elif is_adopted:
                without_id.append(person)
            elif person.is_academic and person.external_id and not person.has_left:
                self._leave(person)
            gives_it_away = place is not None and arrival.people[place].login
            if holder is not None and holder != place and not (is_adopted or gives_it_away):
                self._conflict(Why.LOGIN_TAKEN, "connexion", person.login)
        for person in without_id:
            place = arrival.logins[person.login]
            if plan.person_ids[place]:
                self._conflict(Why.LOGIN_TAKEN, "connexion", person.login)
            else:
                self._match(place, person)

    def memberships(self, known: Known) -> None:
        """Compare who belongs to which group, and see groups again that have another name."""
        arrival, plan = self.arrival, self.plan
        plan.joining = arrival.memberships
        ended = {group.id for group in plan.ended}
        overlap = Overlap(arrival, plan.group_ids, self._level_of_place())
        for person_id, group_id, part in known.memberships():
            person, group = self.place_of.get(person_id), self.group_place.get(group_id)
            if group_id in ended:
                overlap.see(group_id, person)
                plan.parting.append((person_id, group_id, part))
                plan.known_bonds["memberships"] += person is not None
            elif group is not None and person_id in self.leaving:
                plan.parting.append((person_id, group_id, part))
            elif group is not None and person is not None:
                plan.known_bonds["memberships"] += 1
                number = arrival.membership(person, group, part)
                if number in plan.joining:
                    plan.joining.remove(number)
                else:
                    plan.parting.append((person_id, group_id, part))
        plan.renames = overlap.found(plan.ended)
        moved = {arrival.membership_of(number)[0] for number in plan.joining}
        places = (self.place_of.get(person_id) for person_id, _group_id, _part in plan.parting)
        plan.lost_bonds["memberships"] = sum(
            place is not None and place not in moved for place in places
        )

    def ties(self, known: Known) -> None:
        """Compare who watches over whom."""
        plan = self.plan
        plan.tied = self.arrival.ties
        for adult_id, pupil_id, kind in known.ties():
            adult, pupil = self.place_of.get(adult_id), self.place_of.get(pupil_id)
            if adult_id in self.leaving or pupil_id in self.leaving:
                plan.untied.append((adult_id, pupil_id))
            elif adult is not None and pupil is not None:
                plan.known_bonds["ties"] += 1
                wanted = plan.tied.pop(self.arrival.tie(adult, pupil), None)
                if wanted is None:
                    plan.untied.append((adult_id, pupil_id))
                elif wanted is not kind:
                    plan.retied[adult_id, pupil_id] = wanted
        watched = {self.arrival.tie_of(number)[1] for number in plan.tied}
        plan.lost_bonds["ties"] = sum(
            not self.leaving & {adult_id, pupil_id} and self.place_of[pupil_id] not in watched
            for adult_id, pupil_id in plan.untied
        )

    def _match_group(self, place: int, group: KnownGroup) -> None:
        if group.id not in self.group_place:
            self.plan.group_ids[place] = group.id
            self.group_place[group.id] = place

    def _compare_groups(self, there: Mapping[int, KnownGroup]) -> None:
        arrival, plan = self.arrival, self.plan
        level_place = self._level_of_place()
        names = {one.name: one.id for one in there.values() if one.id not in self.group_place}
        ids = {one.external_id for one in there.values() if one.id not in self.group_place}
        for place, group in enumerate(arrival.groups):
            if group.name in names:
                self.faults.add(File.GROUPS, Why.NAME_TAKEN, None, "nom", group.name)
            if group.external_id in ids:
                self.faults.add(
                    File.GROUPS, Why.NOT_ACADEMIC, None, "identifiant", group.external_id
                )
            found = there.get(plan.group_ids[place])
            if found is None:
                continue
            level = level_place.get(place)
            level_id = None if level is None else plan.group_ids[level]
            changes = _changes_of_group(found, group)
            if found.level_id != level_id:
                before = plan.group_names.get(found.level_id or 0, "")
                changes["level"] = before, "" if level is None else arrival.groups[level].name
            if changes:
                plan.changed_groups[found.id] = changes
            if found.has_ended:
                plan.returning_groups.append(place)

    def _level_of_place(self) -> dict[int, int]:
        at = self.arrival.group_at
        groups = enumerate(self.arrival.groups)
        return {place: at[group.level] for place, group in groups if group.level in at}

    def _match(self, place: int, person: KnownPerson) -> None:
        plan = self.plan
        plan.person_ids[place] = person.id
        self.place_of[person.id] = place
        changes = _changes_of_person(person, self.arrival.people[place])
        if changes:
            plan.changed[person.id] = changes
        if person.has_left:
            plan.returning.append(place)
        else:
            plan.known.update(person.profiles)

    def _leave(self, person: KnownPerson) -> None:
        self.leaving.add(person.id)
        self.plan.leaving.append(person)
        self.plan.known.update(person.profiles)
        self.plan.lost.update(person.profiles)

    def _conflict(self, why: Why, column: str, value: str) -> None:
        self.faults.add(File.PEOPLE, why, None, column, value)


def _changes_of_person(known: KnownPerson, coming: ComingPerson) -> Changes:
    changes: Changes = {}
    pairs = (
        ("external_id", known.external_id or "", coming.external_id),
        ("login", known.login, coming.login or known.login),
        ("last_name", known.last_name, coming.last_name),
        ("first_name", known.first_name, coming.first_name),
        ("title", known.title or "", coming.title),
    )
    for name, before, after in pairs:
        if before != after:
            changes[name] = before, after
    if known.functions != coming.functions:
        changes["functions"] = " ".join(sorted(known.functions)), " ".join(sorted(coming.functions))
    if coming.email and not known.keeps_mail:
        changes["email"] = "", coming.email
    return changes


def _changes_of_group(known: KnownGroup, coming: ComingGroup) -> Changes:
    pairs = {
        "external_id": (known.external_id or "", coming.external_id),
        "name": (known.name, coming.name),
        "kind": (known.kind.value, coming.kind.value),
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
