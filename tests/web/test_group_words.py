"""What stands before the name of a group in a sentence: a class, a level, a club."""

import pytest
from flask import Flask

from app.announced import why
from app.models import GroupKind
from app.queries.key_names import KeyNames, NamedGroup
from app.rules.announcement_reading import Child, Reason
from app.rules.audience import Part
from app.wording import key_in_words, part_of_group

LEVEL, CLASS, FREE = GroupKind.LEVEL, GroupKind.CLASS, GroupKind.FREE


@pytest.mark.parametrize(
    ("part", "name", "kind", "words"),
    [
        (Part.PARENT, "4B", CLASS, "Parents de 4B"),
        (Part.PARENT, "Niveau 3e", LEVEL, "Parents du niveau 3e"),
        (Part.PUPIL, "3EME GENERALE", LEVEL, "Élèves du niveau 3EME GENERALE"),
        (Part.PUPIL, "Niveau", LEVEL, "Élèves du niveau Niveau"),
        (Part.TEACHER, "4LATIN", GroupKind.TEACHING, "Enseignants du groupe 4LATIN"),
        (Part.MEMBER, "Éco-délégués", FREE, "Membres du groupe Éco-délégués"),
        (Part.MEMBER, "groupe Théâtre", FREE, "Membres du groupe Théâtre"),
    ],
)
def test_a_part_of_a_group(app: Flask, part: Part, name: str, kind: GroupKind, words: str) -> None:
    with app.test_request_context():
        assert part_of_group(part, name, kind) == words
        names = KeyNames(groups={7: NamedGroup(name, kind)})
        assert key_in_words(f"group:7/{part}", names) == words


@pytest.mark.parametrize(
    ("part", "child", "name", "kind", "words"),
    [
        (Part.PARENT, "Lou", "4B", CLASS, "Parce que Lou est en 4B"),
        (Part.PARENT, "Lou", "Niveau 4e", LEVEL, "Parce que Lou est en 4e"),
        (Part.PARENT, "Lou", "La Gazette", FREE, "Parce que Lou est dans le groupe La Gazette"),
        (Part.TEACHER, "", "Niveau 3e", LEVEL, "Parce que vous enseignez en 3e"),
        (Part.PUPIL, "", "Niveau 3e", LEVEL, "Parce que vous êtes élève en 3e"),
        (Part.MEMBER, "", "CVC", FREE, "Parce que vous êtes membre du groupe CVC"),
    ],
)
def test_why_an_announcement_reaches_somebody(
    app: Flask, part: Part, child: str, name: str, kind: GroupKind, words: str
) -> None:
    key = f"group:7/{part}"
    through = Child(child, part, frozenset({7})) if child else None
    with app.test_request_context():
        assert why([Reason(key, through)], {key: NamedGroup(name, kind)}) == words
