"""The files of a large school, for a measurement and for tests of it."""

from collections.abc import Iterator
from pathlib import Path

from app.directory.layout import COLUMNS, File

FIRST = ("Zoé", "Maël", "Lou", "Inès", "Noé", "Aïcha", "Tom", "Léna", "Hugo", "Thu", "Élise")
LAST = (
    "Le Goff",
    "N’Diaye",
    "Dubosc",
    "El Amrani",
    "Nguyễn",
    "D’Almeida",
    "Sanchez-Roux",
    "Péreira",
)
OF_CLASS = 26
LEVELS = 4


def write_school(folder: Path, people: int, *, moved: bool = False) -> Path:
    """Write a school of so many people: of 20, nine are pupils, ten parents and one a teacher.

    `moved` is the same school later: one in fifty left, as many came, names and classes changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = {
        File.PEOPLE: _people(people, moved=moved),
        File.GROUPS: _groups(people),
        File.MEMBERSHIPS: _memberships(people, moved=moved),
        File.GUARDIANS: _guardians(people, moved=moved),
    }
    for file, told in lines.items():
        with (folder / file).open("w", encoding="utf-8-sig") as target:
            target.write(";".join(COLUMNS[file]) + "\n")
            target.writelines(f"{line}\n" for line in told)
    return folder


def _id(number: int, *, moved: bool) -> str:
    """Return an identifier; in the moved school, one in fifty is another person."""
    return f"B{number}" if moved and number % 50 == 7 else f"A{number}"


def _people(people: int, *, moved: bool) -> Iterator[str]:
    for number in range(people):
        code = "ELV" if number % 20 < 9 else "TUT" if number % 20 < 19 else "ENS"
        last = LAST[number * 7 % len(LAST)] + (" Martin" if moved and number % 100 == 3 else "")
        first = f"{FIRST[number * 5 % len(FIRST)]} {number // 997}"
        title = "professeure de lettres" if code == "ENS" else ""
        id_ = _id(number, moved=moved)
        yield f"{id_};{id_.lower()}.x;{last};{first};{code};{title};"


def _classes(people: int) -> int:
    return max(LEVELS, people * 9 // 20 // OF_CLASS)


def _groups(people: int) -> Iterator[str]:
    for level in range(LEVELS):
        yield f"N{level};Niveau {level};niveau;"
    for number in range(_classes(people)):
        yield f"C{number};Classe {number};classe;N{number % LEVELS}"
        yield f"G{number};Groupe {number};enseignement;"


def _memberships(people: int, *, moved: bool) -> Iterator[str]:
    classes = _classes(people)
    for number in range(people):
        id_, place = _id(number, moved=moved), number // 20
        if number % 20 < 9:
            where = (place + (1 if moved and number % 60 == 0 else 0)) % classes
            yield f"{id_};C{where};eleve"
            yield f"{id_};G{where};eleve"
        elif number % 20 == 19:
            for further in range(5):
                yield f"{id_};C{(place + further) % classes};professeur"


def _guardians(people: int, *, moved: bool) -> Iterator[str]:
    for number in range(people):
        child = number - 9
        if 9 <= number % 20 < 18:
            yield f"{_id(number, moved=moved)};{_id(child, moved=moved)};legal"
