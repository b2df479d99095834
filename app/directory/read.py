"""Read the four files and check that they fit together."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from app.directory.arrival import Arrival, ComingGroup, ComingPerson
from app.directory.faults import Faults, Why
from app.directory.layout import KINDS, LONGEST_NAME, PARTS, TIES, File
from app.directory.table import Row, Table, Tell
from app.models import GroupKind
from app.rules.audience import Function

_LOGIN = re.compile(r"[^\s;\x00-\x1f]{1,100}")
_MAIL = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,180}")

Value = TypeVar("Value")


def read_directory(folder: Path, tell: Tell) -> Arrival:
    """Return what the files of a folder tell; raises Refused with all faults that are told.

    What refers to people is not looked at while these are wrong: it would be wrong everywhere.
    """
    reading = _Reading(folder, tell)
    reading.people()
    reading.groups()
    reading.faults.check()
    reading.memberships()
    reading.ties()
    reading.faults.check()
    return reading.arrival


class _Reading:
    """Files on their way to an arrival."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder = folder
        self.tell = tell
        self.faults = Faults()
        self.arrival = Arrival()
        self._functions: dict[str, frozenset[Function]] = {}

    def people(self) -> None:
        """Read the people."""
        file, found = File.PEOPLE, self.arrival
        for line, (id_, login, last, first, codes, title, mail) in self._table(file):
            login = login.lower()
            functions = self._functions_of(codes, line)
            self._need(file, line, identifiant=id_, nom=last, prenom=first, fonctions=codes)
            if len(title) > LONGEST_NAME:
                self.faults.add(file, Why.FIELD_TOO_LONG, line, "titre")
            if id_ in found.person_at:
                self.faults.add(file, Why.TWICE, line, "identifiant", id_)
            if login and not _LOGIN.fullmatch(login):
                self.faults.add(file, Why.BAD_LOGIN, line, "connexion", login)
            elif login in found.logins:
                self.faults.add(file, Why.LOGIN_TWICE, line, "connexion", login)
            if mail and not _MAIL.fullmatch(mail):
                self.faults.add(file, Why.BAD_MAIL, line, "courriel", mail)
            found.person_at[id_] = len(found.people)
            if login:
                found.logins[login] = len(found.people)
            found.person_lines.append(line)
            found.people.append(ComingPerson(id_, login, last, first, functions, title, mail))

    def groups(self) -> None:
        """Read the groups, then see whether their levels are there."""
        file, found = File.GROUPS, self.arrival
        names: set[str] = set()
        lines: list[int] = []
        for line, (id_, name, code, level) in self._table(file):
            self._need(file, line, identifiant=id_, nom=name, type=code)
            kind = self._known(KINDS, code, file, line, "type") or GroupKind.TEACHING
            if id_ in found.group_at:
                self.faults.add(file, Why.TWICE, line, "identifiant", id_)
            if name and name in names:
                self.faults.add(file, Why.NAME_TWICE, line, "nom", name)
            if level and code in KINDS and kind is not GroupKind.CLASS:
                self.faults.add(file, Why.LEVEL_OF_NO_CLASS, line, "niveau", level)
            names.add(name)
            lines.append(line)
            found.group_at[id_] = len(found.groups)
            found.groups.append(ComingGroup(id_, name, kind, level))
        for line, group in zip(lines, found.groups, strict=True):
            place = found.group_at.get(group.level)
            is_level = place is not None and found.groups[place].kind is GroupKind.LEVEL
            if group.level and not is_level:
                self.faults.add(file, Why.NO_LEVEL, line, "niveau", group.level)

    def memberships(self) -> None:
        """Read who belongs to which group."""
        file, found = File.MEMBERSHIPS, self.arrival
        for line, (person, group, code) in self._table(file):
            self._need(file, line, personne=person, groupe=group, part=code)
            part = self._known(PARTS, code, file, line, "part")
            who = self._place(found.person_at, person, file, line, "personne")
            where = self._place(found.group_at, group, file, line, "groupe", Why.NO_GROUP)
            if part is None or who is None or where is None:
                continue
            number = found.membership(who, where, part)
            if number in found.memberships:
                self.faults.add(file, Why.TWICE, line, "personne", person)
            found.memberships.add(number)

    def ties(self) -> None:
        """Read who watches over whom."""
        file, found = File.GUARDIANS, self.arrival
        for line, (adult, pupil, code) in self._table(file):
            self._need(file, line, adulte=adult, eleve=pupil, lien=code)
            kind = self._known(TIES, code, file, line, "lien")
            who = self._place(found.person_at, adult, file, line, "adulte")
            whom = self._place(found.person_at, pupil, file, line, "eleve")
            if kind is None or who is None or whom is None:
                continue
            if who == whom:
                self.faults.add(file, Why.ONESELF, line, "eleve", pupil)
            number = found.tie(who, whom)
            if number in found.ties:
                self.faults.add(file, Why.TWICE, line, "adulte", adult)
            found.ties[number] = kind

    def _table(self, file: File) -> Iterator[Row]:
        return Table(self.folder, file, self.faults, self.tell).rows()

    def _functions_of(self, codes: str, line: int) -> frozenset[Function]:
        if codes not in self._functions:
            known = frozenset(Function)
            for code in codes.split():
                if code not in known:
                    self.faults.add(File.PEOPLE, Why.UNKNOWN_CODE, line, "fonctions", code)
                    return frozenset()
            self._functions[codes] = frozenset(Function(code) for code in codes.split())
        return self._functions[codes]

    def _need(self, file: File, line: int, **cells: str) -> None:
        for column, cell in cells.items():
            if not cell:
                self.faults.add(file, Why.EMPTY, line, column)
            elif len(cell) > LONGEST_NAME:
                self.faults.add(file, Why.FIELD_TOO_LONG, line, column)

    def _known(
        self, codes: Mapping[str, Value], code: str, file: File, line: int, column: str
    ) -> Value | None:
        if code and code not in codes:
            self.faults.add(file, Why.UNKNOWN_CODE, line, column, code)
        return codes.get(code)

    def _place(
        self,
        places: Mapping[str, int],
        id_: str,
        file: File,
        line: int,
        column: str,
        why: Why = Why.NOBODY,
    ) -> int | None:
        if id_ and id_ not in places:
            self.faults.add(file, why, line, column, id_)
        return places.get(id_)
