"""How an author signs where visitors read: staff by name, pupils and parents unrecognisable."""

from dataclasses import dataclass
from enum import StrEnum

from app.rules.audience import Profile

STAFF = frozenset({Profile.TEACHER, Profile.STAFF, Profile.LOCAL_AUTHORITY})
"""The "Personnels": those who sign with their full name."""


class SignatureKind(StrEnum):
    """What a signature says; all but the first two are fixed labels, which the edge translates."""

    STAFF = "staff"
    PUPIL = "pupil"
    PARENT = "parent"
    MEMBER = "member"
    FORMER = "former"


@dataclass(frozen=True)
class Author:
    """Who wrote, as the directory knows him; `classes` are a pupil's, by their short names."""

    first_name: str
    last_name: str
    profiles: frozenset[Profile]
    classes: tuple[str, ...] = ()
    has_left: bool = False


@dataclass(frozen=True)
class Signature:
    """What a byline shows: `text` as it is, or the label of its kind where `text` is empty."""

    kind: SignatureKind
    text: str = ""


def signature(author: Author | None) -> Signature:
    """Return how an author signs for visitors; none is one whose account no longer exists.

    Staff: "Hélène Castagné"; a pupil: "Lou, 4B"; a parent: a label, "Parent d’élève". A teacher who
    is also a parent signs as a teacher. Whoever has none of these profiles (an invited account, the
    technical administrator) signs as a member of the school, and who has left as a former member.
    """
    if author is None or author.has_left:
        return Signature(SignatureKind.FORMER)
    elif author.profiles & STAFF:
        return Signature(SignatureKind.STAFF, _joined(" ", author.first_name, author.last_name))
    elif Profile.PUPIL in author.profiles:
        return Signature(SignatureKind.PUPIL, _joined(", ", author.first_name, *author.classes[:1]))
    elif Profile.PARENT in author.profiles:
        return Signature(SignatureKind.PARENT)
    else:
        return Signature(SignatureKind.MEMBER)


def _joined(separator: str, *words: str) -> str:
    return separator.join(word.strip() for word in words if word.strip())
