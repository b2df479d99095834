"""What an import of the directory may not do: it is no way past what protects accounts.

The pages of accounts ask the same (`rules/directory.py`, `rules/erasure.py`, `rules/duties.py`).
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.arrival import Arrival
from app.directory.faults import Faults, Why
from app.directory.layout import File
from app.directory.plan import Plan
from app.models import Person, PersonDuty
from app.queries.activation import holders_of_more
from app.queries.key_uses import people_in_charge
from app.queries.opened_by import keys_beyond
from app.queries.site_rights import rights_of
from app.rules.access_codes import GUARDED
from app.rules.audience import (
    PROFILE_OF,
    Duty,
    Function,
    Part,
    Profile,
    Viewer,
    group_key,
    user_key,
)
from app.rules.duties import may_give_more
from app.rules.erasure import KEPT_ALIVE
from app.rules.roles import Role

COLUMNS = {"login": "connexion", "functions": "fonctions", "email": "courriel"}
"""What opens an account, or is opened by it, and the column in which it stands."""
WHY_LAST = {Duty.HEAD: Why.LAST_HEAD, Duty.ADMIN: Why.LAST_ADMIN}
ASKED_AT_ONCE = 5_000


def check_protected(
    session: Session, arrival: Arrival, plan: Plan, importer: Viewer | None
) -> None:
    """Raise Refused when a plan does what is forbidden to who imports.

    To nobody is it allowed to let the last head or administrator go; that is all that is asked of
    the machine's administrator, for whom there is no viewer. Whoever is not of the highest leaves
    the accounts of those alone who may do more than he, and gives nobody more than he has.
    """
    faults = Faults()
    _check_last(session, plan, faults)
    if importer is not None and not may_give_more(importer):
        guard = _Guard(session, arrival, plan, importer, faults)
        guard.check_accounts()
        guard.check_functions()
        guard.check_groups()
        guard.check_own_ties()
    faults.check()


def _check_last(session: Session, plan: Plan, faults: Faults) -> None:
    leaving = {person.id: person.name for person in plan.leaving}
    for duty in sorted(KEPT_ALIVE):
        holders = set(
            session.scalars(
                select(PersonDuty.person_id)
                .join(Person, Person.id == PersonDuty.person_id)
                .where(PersonDuty.duty == duty, Person.is_active)
            )
        )
        if holders <= leaving.keys():
            for id_ in sorted(holders):
                faults.add(File.PEOPLE, WHY_LAST[duty], None, "", leaving[id_])


class _Guard:
    """What is asked of who has a delegated right on the directory."""

    def __init__(
        self, session: Session, arrival: Arrival, plan: Plan, importer: Viewer, faults: Faults
    ) -> None:
        self.session = session
        self.arrival = arrival
        self.plan = plan
        self.importer = importer
        self.faults = faults
        self.place_of = {id_: place for place, id_ in enumerate(plan.person_ids) if id_}
        self.own_place = self.place_of.get(importer.person_id or 0)

    def check_accounts(self) -> None:
        """Accounts of who may do more neither end nor come back, nor change what opens them."""
        plan = self.plan
        touched = {id_ for id_, changes in plan.changed.items() if COLUMNS.keys() & changes.keys()}
        leaving = {person.id for person in plan.leaving}
        returning = {plan.person_ids[place] for place in plan.returning}
        guarded = self._guarded(sorted(touched | leaving), returning)
        for person in plan.leaving:
            if person.id in guarded:
                self.faults.add(File.PEOPLE, Why.GUARDED_LEAVES, None, "", person.name)
        for id_ in sorted(guarded & returning):
            self._add(Why.GUARDED_CHANGES, self.place_of[id_], "identifiant")
        for id_ in sorted(guarded & touched):
            for name in COLUMNS.keys() & plan.changed[id_].keys():
                self._add(Why.GUARDED_CHANGES, self.place_of[id_], COLUMNS[name])

    def check_functions(self) -> None:
        """Nobody gets a function that opens more; who imports gets none at all.

        Who is new to the school reads and proposes as others of the same function do: else nobody
        but the head would bring new pupils in. Who is there already gets nothing of the kind.
        """
        every = [f"function:{one}" for one in Function] + [f"profile:{one}" for one in Profile]
        strict = keys_beyond(self.session, every, self.importer)
        mild = keys_beyond(self.session, every, self.importer, Role.PUBLISHER)
        for place, had in self._with_new_functions():
            if place == self.own_place:
                self._add(Why.YOURSELF_MORE, place, "fonctions")
                continue
            beyond = mild if had is None else strict
            had = had or frozenset()
            gained = self.arrival.people[place].functions - had
            profiles = {PROFILE_OF[one] for one in gained} - {PROFILE_OF[one] for one in had}
            keys = {f"function:{one}" for one in gained} | {f"profile:{one}" for one in profiles}
            if keys & beyond:
                self._add(Why.GIVES_MORE, place, "fonctions", " ".join(sorted(gained)))

    def check_groups(self) -> None:
        """Nobody comes into a group that opens more; who imports, nor into one that reads more."""
        joined: dict[str, str] = {}
        own: dict[str, str] = {}
        for number in self.plan.joining:
            place, group, part = self.arrival.membership_of(number)
            if place == self.own_place:
                own.update(self._keys_of(group, part))
            else:
                joined.update(self._keys_of(group, part))
        for group, changes in enumerate(self._levels_changed()):
            for part in Part if changes else ():
                joined.update(self._keys_of(group, part))
        for key in sorted(keys_beyond(self.session, joined, self.importer, Role.PUBLISHER)):
            self.faults.add(File.MEMBERSHIPS, Why.GROUP_GIVES_MORE, None, "groupe", joined[key])
        for key in sorted(keys_beyond(self.session, own, self.importer)):
            self.faults.add(File.MEMBERSHIPS, Why.YOURSELF_JOINS, None, "groupe", own[key])

    def check_own_ties(self) -> None:
        """Nobody makes himself the guardian of a pupil."""
        for number in self.plan.tied:
            adult, pupil = self.arrival.tie_of(number)
            if adult == self.own_place:
                name = self.arrival.people[pupil].external_id
                self.faults.add(File.GUARDIANS, Why.YOURSELF_TIED, None, "eleve", name)
        for adult_id, pupil_id in self.plan.retied:
            if adult_id == self.importer.person_id:
                name = self.arrival.people[self.place_of[pupil_id]].external_id
                self.faults.add(File.GUARDIANS, Why.YOURSELF_TIED, None, "eleve", name)

    def _guarded(self, ids: list[int], returning: set[int]) -> set[int]:
        duties = people_in_charge(self.session)
        found = {id_ for id_ in returning.union(ids) if not GUARDED.isdisjoint(duties.get(id_, ()))}
        rights = rights_of(self.session, self.importer)
        for start in range(0, len(ids), ASKED_AT_ONCE):
            some = ids[start : start + ASKED_AT_ONCE]
            found |= holders_of_more(self.session, some, rights)
        # Who has left holds no key: what was given to him alone waits for him.
        keys = {user_key(id_): id_ for id_ in returning}
        return found | {keys[key] for key in keys_beyond(self.session, keys, self.importer)}

    def _with_new_functions(self) -> Iterator[tuple[int, frozenset[Function] | None]]:
        """Yield the place of who gets functions, and those he had; none for who was not there."""
        plan = self.plan
        for place in [*plan.new_people, *plan.returning]:
            yield place, None
        returning = set(plan.returning)
        for id_, changes in plan.changed.items():
            place = self.place_of[id_]
            if "functions" in changes and place not in returning:
                had = frozenset(Function(code) for code in changes["functions"][0].split())
                if self.arrival.people[place].functions - had:
                    yield place, had

    def _keys_of(self, group: int, part: Part) -> Iterator[tuple[str, str]]:
        """Yield the keys of a group of the files and of its level, if they are there already."""
        arrival, ids = self.arrival, self.plan.group_ids
        level = arrival.group_at.get(arrival.groups[group].level)
        for place in (group, level):
            if place is not None and ids[place]:
                yield group_key(ids[place], part), arrival.groups[place].external_id

    def _levels_changed(self) -> Iterator[bool]:
        changed = self.plan.changed_groups
        return ("level" in changed.get(id_, ()) for id_ in self.plan.group_ids)

    def _add(self, why: Why, place: int, column: str, value: str = "") -> None:
        person = self.arrival.people[place]
        name = f"{person.first_name} {person.last_name}"
        self.faults.add(File.PEOPLE, why, self.arrival.person_lines[place], column, value or name)
