"""Broken files are refused with the place and the reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.directory.faults import MOST, Fault, Refused, Why
from app.directory.layout import COLUMNS, LARGEST_FILE, File
from app.rules.audience import Function, Guardianship, Part
from app.text.spreadsheet import BOM, defused
from tests.directory_kit import read, write

PEOPLE = File.PEOPLE
HEAD = ";".join(COLUMNS[PEOPLE])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path)


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        read(folder)
    return refused.value.faults


def test_reads_what_is_right(folder: Path) -> None:
    arrival = read(folder)
    assert [person.login for person in arrival.people] == ["lou", "v.dubosc", "m.estrade"]
    assert arrival.people[2].functions == {Function.ENS}
    assert arrival.people[2].title == "professeure d’EPS"
    members = sorted(arrival.membership_of(number) for number in arrival.memberships)
    assert members == [(0, 1, Part.PUPIL), (0, 2, Part.PUPIL), (2, 1, Part.TEACHER)]
    assert [(*arrival.tie_of(number), kind) for number, kind in arrival.ties.items()] == [
        (1, 0, Guardianship.LEGAL)
    ]


def test_columns_may_stand_in_another_order_and_lines_may_be_empty(folder: Path) -> None:
    text = BOM + 'lien;adulte;eleve\n"legal";2;1\n;;\n\n'
    (folder / File.GUARDIANS).write_text(text)
    assert len(read(folder).ties) == 1


def test_what_was_defused_is_itself_again(folder: Path) -> None:
    titles = ["=1+1", "-5", "@x", "'=1", "'", "''-", "l’autre", "'abc"]
    lines = [f"{n};;Nom;Prénom;ENS;{defused(title)};" for n, title in enumerate(titles)]
    write(folder, people=lines, memberships=[], guardians=[])
    assert [person.title for person in read(folder).people] == titles


def replace(file: File, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / file).read_bytes()
        assert old in data
        (folder / file).write_bytes(data.replace(old, new))

    return change


def to_encoding(file: File, name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / file).write_bytes((folder / file).read_text().replace("’", "'").encode(name))

    return change


def cut(file: File, left: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / file).write_bytes((folder / file).read_bytes()[:-left])

    return change


def remove(folder: Path) -> None:
    (folder / PEOPLE).unlink()


def grow(folder: Path) -> None:
    with (folder / PEOPLE).open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)


def empty(folder: Path) -> None:
    (folder / PEOPLE).write_bytes(b"")


BROKEN = [
    (remove, (PEOPLE, Why.MISSING_FILE, None, "")),
    (grow, (PEOPLE, Why.TOO_LARGE, None, "")),
    (empty, (PEOPLE, Why.NO_HEADER, None, "")),
    (to_encoding(PEOPLE, "utf-16"), (PEOPLE, Why.UTF16, 1, "")),
    (to_encoding(PEOPLE, "utf-16-le"), (PEOPLE, Why.UTF16, 1, "")),
    (to_encoding(PEOPLE, "cp1252"), (PEOPLE, Why.CP1252, 3, "prenom")),
    (replace(PEOPLE, b"Marion", b"M\x81"), (PEOPLE, Why.NOT_UTF8, 4, "prenom")),
    (replace(PEOPLE, b"Marion", b"M\0"), (PEOPLE, Why.UNREADABLE, 4, "prenom")),
    (replace(PEOPLE, b"Marion", b"M\x07"), (PEOPLE, Why.UNREADABLE, 4, "prenom")),
    (cut(PEOPLE, 12), (PEOPLE, Why.CUT, 4, "")),
    (cut(PEOPLE, 2), (PEOPLE, Why.CUT, 4, "")),
    (replace(PEOPLE, b"Marion", b'"Marion'), (PEOPLE, Why.CUT, 4, "")),
    (replace(PEOPLE, b"Marion", b'"M"x'), (PEOPLE, Why.QUOTES, 4, "")),
    (replace(PEOPLE, b";titre", b";metier"), (PEOPLE, Why.UNKNOWN_COLUMN, 1, "metier")),
    (replace(PEOPLE, b";titre", b""), (PEOPLE, Why.MISSING_COLUMN, 1, "titre")),
    (replace(PEOPLE, b";titre", b";nom;titre"), (PEOPLE, Why.DOUBLE_COLUMN, 1, "nom")),
    (replace(PEOPLE, b";", b","), (PEOPLE, Why.UNKNOWN_COLUMN, 1, HEAD.replace(";", ",")[:80])),
    (replace(PEOPLE, b";ENS;", b";ENS;x;"), (PEOPLE, Why.CELLS, 4, "")),
    (replace(PEOPLE, b"Marion", b"x" * 10_001), (PEOPLE, Why.FIELD_TOO_LONG, 4, "prenom")),
    (replace(PEOPLE, b"Marion", b"x" * 201), (PEOPLE, Why.FIELD_TOO_LONG, 4, "prenom")),
    (
        replace(PEOPLE, b"Marion", b"x" * 10 * 1_048_576),
        (PEOPLE, Why.FIELD_TOO_LONG, 4, "prenom"),
    ),
    (
        replace(PEOPLE, b"Marion", b'"' + b"xxxxxxx\n" * 100_000 + b'"'),
        (PEOPLE, Why.FIELD_TOO_LONG, 4, ""),
    ),
    (replace(PEOPLE, b"3;m.e", b"1;m.e"), (PEOPLE, Why.TWICE, 4, "identifiant")),
    (replace(PEOPLE, b"m.estrade", b"LOU"), (PEOPLE, Why.LOGIN_TWICE, 4, "connexion")),
    (replace(PEOPLE, b"m.estrade", b"m estrade"), (PEOPLE, Why.BAD_LOGIN, 4, "connexion")),
    (replace(PEOPLE, b"@exemple", b""), (PEOPLE, Why.BAD_MAIL, 3, "courriel")),
    (replace(PEOPLE, b"Marion", b""), (PEOPLE, Why.EMPTY, 4, "prenom")),
    (replace(PEOPLE, b";ENS;", b";ENS PROF;"), (PEOPLE, Why.UNKNOWN_CODE, 4, "fonctions")),
    (replace(File.GROUPS, b"LAT;4L", b"4B;4L"), (File.GROUPS, Why.TWICE, 4, "identifiant")),
    (replace(File.GROUPS, b"4LATIN", b"4B"), (File.GROUPS, Why.NAME_TWICE, 4, "nom")),
    (replace(File.GROUPS, b"classe", b"cours"), (File.GROUPS, Why.UNKNOWN_CODE, 3, "type")),
    (replace(File.GROUPS, b";N4", b";N5"), (File.GROUPS, Why.NO_LEVEL, 3, "niveau")),
    (replace(File.GROUPS, b";N4", b";LAT"), (File.GROUPS, Why.NO_LEVEL, 3, "niveau")),
    (
        replace(File.GROUPS, b"enseignement;", b"enseignement;N4"),
        (File.GROUPS, Why.LEVEL_OF_NO_CLASS, 4, "niveau"),
    ),
    (
        replace(File.MEMBERSHIPS, b"3;4B", b"9;4B"),
        (File.MEMBERSHIPS, Why.NOBODY, 3, "personne"),
    ),
    (
        replace(File.MEMBERSHIPS, b"LAT", b"GREC"),
        (File.MEMBERSHIPS, Why.NO_GROUP, 4, "groupe"),
    ),
    (
        replace(File.MEMBERSHIPS, b"professeur", b"teacher"),
        (File.MEMBERSHIPS, Why.UNKNOWN_CODE, 3, "part"),
    ),
    (
        replace(File.MEMBERSHIPS, b"1;LAT", b"1;4B"),
        (File.MEMBERSHIPS, Why.TWICE, 4, "personne"),
    ),
    (
        replace(File.GUARDIANS, b"2;1;legal", b"1;1;legal"),
        (File.GUARDIANS, Why.ONESELF, 2, "eleve"),
    ),
    (replace(File.GUARDIANS, b"2;1;legal", b"2;8;legal"), (File.GUARDIANS, Why.NOBODY, 2, "eleve")),
    (
        replace(File.GUARDIANS, b"legal", b"parent"),
        (File.GUARDIANS, Why.UNKNOWN_CODE, 2, "lien"),
    ),
]


@pytest.mark.parametrize(
    ("spoil", "expected"), BROKEN, ids=[f"{n}-{one[1][1]}" for n, one in enumerate(BROKEN)]
)
def test_a_broken_file_is_refused(
    folder: Path,
    spoil: Callable[[Path], None],
    expected: tuple[File, Why, int | None, str],
) -> None:
    spoil(folder)
    found = [(fault.file, fault.why, fault.line, fault.column) for fault in faults(folder)]
    assert expected in found
    assert all(file == expected[0] for file, *_rest in found)


def test_no_more_faults_are_told_than_anybody_reads(folder: Path) -> None:
    write(folder, people=["1;;Nom;Prénom;ENS;;"] * (MOST + 50))
    assert len(faults(folder)) == MOST
