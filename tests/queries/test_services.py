"""Who sees a service: the query is the audience rule, and visitors see none."""

from random import Random

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import ServiceAudience, ServiceLink
from app.queries.services import by_group, read_services
from app.rules.audience import ANONYMOUS, Profile, Viewer, reaches
from app.rules.services import some_may_hold
from tests.layouts import counted_queries

KEYS = ("members", "profile:pupil", "profile:teacher", "function:DOC", "duty:cpe",
        "group:1/pupil", "group:1/parent", "group:11/pupil", "user:1", "user:11")  # fmt: skip


def test_the_query_agrees_with_the_rule(session: Session) -> None:
    random = Random(5)
    audiences = [random.sample(KEYS, random.randrange(4)) for _ in range(60)]
    store(session, audiences)
    for _ in range(40):
        keys = frozenset({"public", "members", *random.sample(KEYS, random.randrange(5))})
        viewer = Viewer(1, keys)
        expected = [f"Lien {n}" for n, one in enumerate(audiences) if reaches(one, viewer)]
        assert [one.title for one in read_services(session, viewer)] == expected


def test_nobody_sees_what_has_no_key_and_visitors_see_nothing(session: Session) -> None:
    store(session, [[], ["members"]])
    member = Viewer(1, frozenset({"public", "members"}))
    with counted_queries() as statements:
        assert [one.title for one in read_services(session, member)] == ["Lien 1"]
    assert len(statements) == 1
    with counted_queries() as statements:
        for nobody in (ANONYMOUS, Viewer(None, frozenset()), Viewer(3, frozenset({"user:3"}))):
            assert [one for one in read_services(session, nobody) if nobody.is_anonymous] == []
    assert len(statements) == 1, "asked for the one that is somebody only"


def test_a_key_for_visitors_cannot_be_stored(session: Session) -> None:
    with pytest.raises(IntegrityError):
        store(session, [["public"]])


def test_groups_stand_together_in_the_order_of_their_first() -> None:
    links = [ServiceLink(title=title, group=group) for title, group in ("aX", "bY", "cX", "d ")]
    found = {group: [one.title for one in held] for group, held in by_group(links).items()}
    assert list(found.items()) == [("X", ["a", "c"]), ("Y", ["b"]), (" ", ["d"])]


@pytest.mark.parametrize(
    ("profile", "key", "expected"),
    [
        (Profile.PUPIL, "group:4/pupil", True),
        (Profile.PUPIL, "group:4/parent", False),
        (Profile.PUPIL, "group:4/member", True),
        (Profile.PUPIL, "duty:cpe", False),
        (Profile.STAFF, "duty:cpe", True),
        (Profile.PARENT, "profile:pupil", False),
        (Profile.TEACHER, "function:DOC", True),
        (Profile.STAFF, "function:DOC", False),
        (Profile.PARENT, "user:9", True),
    ],
)
def test_who_may_see_it_beside(profile: Profile, key: str, expected: bool) -> None:
    assert some_may_hold(profile, key) is expected


def store(session: Session, audiences: list[list[str]]) -> None:
    """Store one link for each audience, in order."""
    for number, keys in enumerate(audiences):
        session.add(
            ServiceLink(
                title=f"Lien {number}",
                url="https://exemple.fr/",
                position=number + 1,
                audience=[ServiceAudience(key=key) for key in keys],
            )
        )
    session.flush()
