"""The four files of a directory: their names, columns and codes (docs/directory-import.md)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from app.models import GroupKind
from app.rules.audience import Guardianship, Part

LARGEST_FILE = 64 * 1_048_576
LONGEST_FIELD = 10_000
"""Characters; names, logins and codes are held to less."""
LONGEST_NAME = 200


class File(StrEnum):
    """A file by its name, in the order in which they are read."""

    PEOPLE = "personnes.csv"
    GROUPS = "groupes.csv"
    MEMBERSHIPS = "appartenances.csv"
    GUARDIANS = "responsables.csv"


COLUMNS: Mapping[File, Sequence[str]] = {
    File.PEOPLE: (
        "identifiant",
        "connexion",
        "nom",
        "prenom",
        "fonctions",
        "titre",
        "courriel",
    ),
    File.GROUPS: ("identifiant", "nom", "type", "niveau"),
    File.MEMBERSHIPS: ("personne", "groupe", "part"),
    File.GUARDIANS: ("adulte", "eleve", "lien"),
}

KINDS: Mapping[str, GroupKind] = {
    "niveau": GroupKind.LEVEL,
    "classe": GroupKind.CLASS,
    "enseignement": GroupKind.TEACHING,
}
PARTS: Mapping[str, Part] = {
    "eleve": Part.PUPIL,
    "professeur": Part.TEACHER,
    "membre": Part.MEMBER,
}
TIES: Mapping[str, Guardianship] = {
    "legal": Guardianship.LEGAL,
    "en_charge": Guardianship.IN_CHARGE,
    "accompagnant": Guardianship.COMPANION,
}
