"""The guide's table of roles, walked through the pages: what each shows, and what its POST does."""

import pytest
from flask import Flask

from app.models import Article
from app.rules.roles import Role, allows
from app.rules.visibility import Visibility
from app.rules.workflow import TRANSITIONS, Change, Stage, State, Transition, open_transitions
from blueprints.newsroom.looks import LOOKS, NAMES
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of, make_desk

pytestmark = [pytest.mark.usefixtures("demo_day"), pytest.mark.long_on_postgres]

WAYS: dict[State, tuple[tuple[str, str], ...]] = {
    State(Stage.DRAFT): (),
    State(Stage.REFUSED): (("chief", "submit"), ("chief", "refuse")),
    State(Stage.PENDING): (("chief", "submit"),),
    State(Stage.ONLINE): (("chief", "publish"),),
    State(Stage.ONLINE, Change.DRAFTED): (("chief", "publish"), ("chief", "save")),
    State(Stage.ONLINE, Change.PENDING): (
        ("chief", "publish"),
        ("chief", "save"),
        ("chief", "submit_change"),
    ),
    State(Stage.TRASHED): (("chief", "trash"),),
}
"""How an article comes into each state."""
WALKED = {
    Visibility.PUBLIC: tuple(WAYS),
    Visibility.PRIVATE: (State(Stage.DRAFT), State(Stage.ONLINE), State(Stage.TRASHED)),
}
"""A private rubrique changes who may read, which what was online and what was not tells."""
ONE_EACH = tuple({transition.permission: transition for transition in TRANSITIONS}.values())
"""A transition for each permission: whoever works on nothing is stopped before its name counts."""


@pytest.mark.parametrize("own", [True, False], ids=["own", "other"])
@pytest.mark.parametrize("name", [*Role, "stranger"])
@pytest.mark.parametrize("visibility", Visibility)
def test_each_page_offers_what_its_post_accepts(
    app: Flask, visibility: Visibility, name: str, own: bool
) -> None:
    desk = make_desk(app, visibility)
    role = Role(name) if name in list(Role) else _role_without_grant(visibility)
    for state in WALKED[visibility]:
        article_id = _article(desk, state, name if own else "colleague")
        address = f"/publication/articles/{article_id}"
        expected = _expected_status(state, role, own, visibility)
        page = desk.browsers[name].get(address)
        assert page.status_code == expected, (state, role, own)
        if expected != 200:
            for transition in ONE_EACH:
                assert _try(desk, name, article_id, transition) == expected
            continue
        words = {path.rpartition("/")[2] for path in forms_of(desk.at(name, address))}
        shown = words & NAMES.keys()
        assert shown == {LOOKS[one.name].word for one in open_transitions(state, role, own)}
        before = desk.state(article_id)
        for transition in TRANSITIONS:
            answer = _try(desk, name, article_id, transition)
            if LOOKS[transition.name].word in shown:
                assert answer == 303, transition.name
                article_id = _article(desk, state, name if own else "colleague")
            elif allows(transition.permission, role, own) and (own or not transition.author_only):
                assert answer == 409, transition.name
            else:
                assert answer == 403, transition.name
        assert desk.state(article_id) == before


def _try(desk: Desk, name: str, article_id: int, transition: Transition) -> int:
    """Press the button of a transition, shown or not; return the status of the answer."""
    word, start = LOOKS[transition.name].word, "2026-03-26T10:00"
    address = f"/publication/articles/{article_id}/{word}"
    return desk.post(name, address, reason="Trop long.", starts_at=start).status_code


def _role_without_grant(visibility: Visibility) -> Role | None:
    return Role.VISITOR if visibility is Visibility.PUBLIC else None


def _expected_status(state: State, role: Role | None, own: bool, visibility: Visibility) -> int:
    works = (own and role is not None) or role in (Role.MODERATOR, Role.MANAGER)
    if works:
        return 200
    is_readable = state.stage is Stage.ONLINE and role is not None
    return 403 if is_readable else 404


def _article(desk: Desk, state: State, author: str) -> int:
    """Bring a new article into a state, as the chief's; then it is the author's."""
    article_id = desk.write("chief", *WAYS[state])
    with saved(desk.app) as session:
        session.get_one(Article, article_id).author_id = desk.people[author]
    return article_id
