"""Carry out what files change in the directory: statements over many rows, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from app.actions.directory_groups import write_groups
from app.actions.log import record
from app.directory.arrival import Arrival, ComingPerson
from app.directory.plan import Plan
from app.models import (
    Guardian,
    Membership,
    Person,
    PersonFunction,
    Source,
    UserSession,
)
from app.rules.audience import Function
from app.text.logins import new_login
from app.text.person_keys import person_keys

CHUNK = 1_000
"""Rows of a statement."""

Tell = Callable[[int, int], None]
Item = TypeVar("Item")


def write_plan(
    session: Session,
    now: datetime,
    actor_id: int | None,
    arrival: Arrival,
    plan: Plan,
    tell: Tell,
    import_id: int | None = None,
) -> None:
    """Do all of it, in the caller's transaction; `tell` hears how far it is, of how much.

    Who leaves keeps the account's row, so that the texts he wrote keep an author, without any way
    in: sessions end, groups and ties are gone. Who is new has no password yet.
    """
    counts = {
        "added": len(plan.new_people),
        "changed": len(plan.changed),
        "leaving": len(plan.leaving),
        "returning": len(plan.returning),
    }
    total = sum(counts.values()) + len(plan.joining) + len(plan.tied) + len(plan.parting)
    writer = _Writer(session, arrival, plan, lambda done: tell(done, total))
    writer.write_leaving([one.id for one in plan.leaving])
    writer.write_changes()
    writer.write_new_people()
    write_groups(session, arrival, plan)
    writer.write_memberships()
    writer.write_ties()
    record(session, now, actor_id, "import", "directory", import_id, **counts)


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Yield lists of at most so many items."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


class _Writer:
    """A plan that is being carried out."""

    def __init__(
        self, session: Session, arrival: Arrival, plan: Plan, tell: Callable[[int], None]
    ) -> None:
        self.session = session
        self.arrival = arrival
        self.plan = plan
        self.tell = tell
        self.done = 0

    def write_leaving(self, ids: Sequence[int]) -> None:
        """Let people go: from this transaction on they cannot log in."""
        for part in chunks(ids):
            self._do(update(Person).where(Person.id.in_(part)).values(left_at=datetime.now(UTC)))
            self._do(delete(UserSession).where(UserSession.person_id.in_(part)))
            self._do(delete(Membership).where(Membership.person_id.in_(part)))
            tied = or_(Guardian.adult_id.in_(part), Guardian.pupil_id.in_(part))
            self._do(delete(Guardian).where(tied))
            self._told(len(part))

    def write_changes(self) -> None:
        """Change people; logins by way of others, since two people may exchange theirs."""
        plan, people = self.plan, self.arrival.people
        place_of = {id_: place for place, id_ in enumerate(plan.person_ids) if id_ in plan.changed}
        logins = [id_ for id_, changes in plan.changed.items() if "login" in changes]
        for part in chunks(logins):
            self._each(Person, [{"row": id_, "login": f" {id_}"} for id_ in part])
        for part in chunks(plan.changed):
            by_fields: dict[frozenset[str], list[dict[str, Any]]] = {}
            for id_ in part:
                values = _changed_values(people[place_of[id_]], plan.changed[id_])
                if values:
                    by_fields.setdefault(frozenset(values), []).append({"row": id_} | values)
            for rows in by_fields.values():
                self._each(Person, rows)
            others = [id_ for id_ in part if "functions" in plan.changed[id_]]
            self._do(delete(PersonFunction).where(PersonFunction.person_id.in_(others)))
            self._insert_functions({id_: people[place_of[id_]].functions for id_ in others})
            self._told(len(part))
        for part in chunks(plan.returning):
            ids = [plan.person_ids[place] for place in part]
            self._do(update(Person).where(Person.id.in_(ids)).values(left_at=None))
            self._told(len(part))

    def write_new_people(self) -> None:
        """Add people; a login that the files do not give is made of the name."""
        people, new = self.arrival.people, self.plan.new_people
        taken: set[str] = set()
        if any(not people[place].login for place in new):
            taken = set(self.session.scalars(select(Person.login))) | self.arrival.logins.keys()
        for part in chunks(new):
            rows = [_row(people[place], taken) for place in part]
            self.session.execute(insert(Person).execution_options(render_nulls=True), rows)
            wanted = [people[place].external_id for place in part]
            found = select(Person.external_id, Person.id).where(Person.external_id.in_(wanted))
            ids = dict(self.session.execute(found).all())
            for place in part:
                self.plan.person_ids[place] = ids[people[place].external_id]
            self._insert_functions(
                {ids[people[place].external_id]: people[place].functions for place in part}
            )
            self._told(len(part))

    def write_memberships(self) -> None:
        """Take people out of groups and into groups."""
        plan, leaving = self.plan, {one.id for one in self.plan.leaving}
        for part in chunks(row for row in plan.parting if row[0] not in leaving):
            self._delete_each(
                Membership,
                [
                    {"a_person_id": person, "a_group_id": group, "a_part": side}
                    for person, group, side in part
                ],
            )
            self._told(len(part))
        for numbers in chunks(sorted(plan.joining), 5 * CHUNK):
            rows = []
            for number in numbers:
                person, group, side = self.arrival.membership_of(number)
                rows.append(
                    {
                        "person_id": plan.person_ids[person],
                        "group_id": plan.group_ids[group],
                        "part": side,
                    }
                )
            self.session.execute(insert(Membership), rows)
            self._told(len(rows))

    def write_ties(self) -> None:
        """Change who watches over whom."""
        plan, leaving = self.plan, {one.id for one in self.plan.leaving}
        gone = [*plan.retied, *(pair for pair in plan.untied if not leaving & set(pair))]
        for part in chunks(gone):
            self._delete_each(
                Guardian, [{"a_adult_id": adult, "a_pupil_id": pupil} for adult, pupil in part]
            )
        new = [
            (plan.person_ids[adult], plan.person_ids[pupil], kind)
            for number, kind in sorted(plan.tied.items())
            for adult, pupil in [self.arrival.tie_of(number)]
        ]
        new += [(adult, pupil, kind) for (adult, pupil), kind in plan.retied.items()]
        for rows in chunks(new, 5 * CHUNK):
            self.session.execute(
                insert(Guardian),
                [
                    {"adult_id": adult, "pupil_id": pupil, "kind": kind}
                    for adult, pupil, kind in rows
                ],
            )
            self._told(len(rows))

    def _insert_functions(self, functions: dict[int, frozenset[Function]]) -> None:
        rows = [
            {"person_id": id_, "function": function}
            for id_, codes in functions.items()
            for function in sorted(codes)
        ]
        if rows:
            self.session.execute(insert(PersonFunction), rows)

    def _each(self, table: type[Person], rows: list[dict[str, Any]]) -> None:
        """Give each row its values; all rows have the same columns."""
        values: dict[str, Any] = {
            name: bindparam(f"to_{name}") for name in rows[0] if name != "row"
        }
        statement = update(table.__table__).where(table.id == bindparam("row")).values(values)  # type: ignore[arg-type]
        given = [{"row": row["row"]} | {f"to_{name}": row[name] for name in values} for row in rows]
        self.session.connection().execute(statement, given)

    def _delete_each(self, table: type[Membership | Guardian], rows: list[dict[str, Any]]) -> None:
        columns = [table.__table__.c[name.removeprefix("a_")] for name in rows[0]]
        same = [column == bindparam(f"a_{column.name}") for column in columns]
        self.session.connection().execute(delete(table.__table__).where(*same), rows)  # type: ignore[arg-type]

    def _do(self, statement: Any) -> None:
        self.session.execute(statement.execution_options(synchronize_session=False))

    def _told(self, number: int) -> None:
        self.done += number
        self.tell(self.done)


def _row(one: ComingPerson, taken: set[str]) -> dict[str, Any]:
    login = one.login
    if not login:
        is_pupil = Function.ELV in one.functions
        login = new_login(one.first_name, one.last_name, taken, is_pupil=is_pupil)
        taken.add(login)
    return {
        "login": login,
        "first_name": one.first_name,
        "last_name": one.last_name,
        **person_keys(one.first_name, one.last_name),
        "title": one.title or None,
        "email": one.email or None,
        "external_id": one.external_id,
        "source": Source.ACADEMIC,
    }


def _changed_values(one: ComingPerson, changes: dict[str, tuple[str, str]]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: after or None for name, (_before, after) in changes.items() if name != "functions"
    }
    if values.keys() & {"first_name", "last_name"}:
        values |= person_keys(one.first_name, one.last_name)
    return values
