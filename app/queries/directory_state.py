"""The directory as a comparison with files reads it, and as files: streamed, never all at once."""

import hashlib
from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.directory.known import KnownGroup, KnownPerson
from app.models import (
    Group,
    GroupKind,
    Guardian,
    Membership,
    Person,
    PersonDuty,
    PersonFunction,
    Source,
)
from app.rules.audience import Function, Guardianship, Part

Row = TypeVar("Row", bound=tuple[Any, ...])

AT_ONCE = 2_000
"""Rows that are fetched together."""


class Snapshot:
    """What is there, and its digest once all of it was read (`app.directory.known.Known`)."""

    def __init__(self, session: Session) -> None:
        """Read in this session; its transaction is the moment that is seen."""
        self._session = session
        self._hash = hashlib.sha256()
        self._functions: dict[str, frozenset[Function]] = {"": frozenset()}

    @property
    def digest(self) -> str:
        """What was read so far: another directory has another one."""
        return self._hash.hexdigest()

    def groups(self) -> Iterator[KnownGroup]:
        """Yield all groups."""
        statement = select(
            Group.id, Group.external_id, Group.name, Group.kind, Group.level_id, Group.ended_at
        ).order_by(Group.id)
        for id_, external_id, name, kind, level_id, ended_at in self._rows(statement):
            yield self._seen(
                KnownGroup(id_, external_id, name, kind, level_id, ended_at is not None)
            )

    def people(self) -> Iterator[KnownPerson]:
        """Yield all people."""
        codes = func.aggregate_strings(type_coerce(PersonFunction.function, String()), " ")
        statement = (
            select(
                Person.id,
                Person.external_id,
                Person.login,
                Person.last_name,
                Person.first_name,
                Person.title,
                _keeps_mail(),
                Person.source,
                Person.left_at.is_not(None),
                func.coalesce(codes, ""),
            )
            .outerjoin(PersonFunction, PersonFunction.person_id == Person.id)
            .group_by(Person.id)
            .order_by(Person.id)
        )
        for id_, key, login, last, first, title, keeps, source, gone, codes in self._rows(
            statement
        ):
            functions, is_ours = self._functions_of(codes), source is Source.ACADEMIC
            found = KnownPerson(
                id_, key, login, last, first, title, keeps, is_ours, gone, functions
            )
            # An account that is opened meanwhile is no other directory.
            self._seen(found._replace(keeps_mail=True))
            yield found

    def memberships(self) -> Iterator[tuple[int, int, Part]]:
        """Yield (person id, group id, part), but those of free groups."""
        statement = (
            select(Membership.person_id, Membership.group_id, Membership.part)
            .join(Group, Group.id == Membership.group_id)
            .where(Group.kind != GroupKind.FREE)
            .order_by(Membership.person_id, Membership.group_id, Membership.part)
        )
        for person_id, group_id, part in self._rows(statement):
            yield self._seen((person_id, group_id, part))

    def ties(self) -> Iterator[tuple[int, int, Guardianship]]:
        """Yield (adult id, pupil id, kind)."""
        statement = select(Guardian.adult_id, Guardian.pupil_id, Guardian.kind).order_by(
            Guardian.adult_id, Guardian.pupil_id
        )
        for adult_id, pupil_id, kind in self._rows(statement):
            yield self._seen((adult_id, pupil_id, kind))

    def _rows(self, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
        streamed = statement.execution_options(yield_per=AT_ONCE)
        return iter(self._session.execute(streamed))

    def _seen(self, row: Row) -> Row:
        told = (sorted(cell) if isinstance(cell, frozenset) else cell for cell in row)
        self._hash.update("\x1f".join(map(str, told)).encode())
        return row

    def _functions_of(self, codes: str) -> frozenset[Function]:
        if codes not in self._functions:
            self._functions[codes] = frozenset(Function(code) for code in codes.split())
        return self._functions[codes]


def _keeps_mail() -> ColumnElement[bool]:
    """Tell who has an address, an open account or a duty.

    By another address the password could be asked for, and the account taken over.
    """
    return or_(
        Person.email.is_not(None),
        Person.password_hash.is_not(None),
        exists().where(PersonDuty.person_id == Person.id),
    )
