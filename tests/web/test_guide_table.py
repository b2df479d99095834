"""The guide’s table of roles (p. 41): each cell through HTTP, in both kinds of rubrique."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.models import Article
from app.rules.roles import REACH, Permission, Reach, Role
from app.rules.visibility import Visibility
from tests.visits import saved
from tests.web.newsroom_kit import NEW, Desk, make_desk

pytestmark = pytest.mark.usefixtures("demo_day")

Ask = Callable[[Desk, str, int], TestResponse]
DRAFT: tuple[tuple[str, str], ...] = ()
PENDING = (("chief", "submit"),)
ONLINE = (("chief", "publish"),)


def article_post(word: str) -> Ask:
    """Return the request of a button of an article's page."""
    return lambda desk, name, id_: desk.post(
        name, f"/publication/articles/{id_}/{word}", reason="Trop long."
    )


def site_post(rest: str) -> Ask:
    """Return the request of a form of a rubrique's management."""
    return lambda desk, name, _id: desk.post(name, f"/site/rubriques/{desk.rubrique_id}{rest}")


CONTENTS: dict[Permission, tuple[tuple[tuple[str, str], ...], Ask]] = {
    Permission.CHANGE: (DRAFT, article_post("modifier")),
    Permission.DELETE: (DRAFT, article_post("mettre-a-la-corbeille")),
    Permission.PUBLISH: (DRAFT, article_post("mettre-en-ligne")),
    Permission.UNPUBLISH: (ONLINE, article_post("retirer-de-la-publication")),
    Permission.APPROVE: (PENDING, article_post("valider")),
    Permission.REFUSE: (PENDING, article_post("refuser")),
}
"""What is asked of an article, and how that article came to be where it is asked."""
OF_RUBRIQUE: dict[Permission, Ask] = {
    Permission.VIEW: lambda desk, name, _id: desk.browsers[name].get(
        f"/rubriques/{desk.rubrique_id}-actualites"
    ),
    Permission.PROPOSE: lambda desk, name, _id: desk.post(
        name, NEW, rubrique_id=str(desk.rubrique_id), title="Le cross", creation_key=f"{name} 1"
    ),
    Permission.CREATE_RUBRIQUE: lambda desk, name, _id: desk.post(
        name, f"/site/rubriques/nouvelle?sous={desk.rubrique_id}"
    ),
    Permission.EDIT_RUBRIQUE: site_post(""),
    Permission.MANAGE_ACTORS: site_post("/acteurs"),
    Permission.DELETE_RUBRIQUE: site_post("/supprimer"),
}
"""What is asked of the rubrique itself; after the last one it is gone."""


def test_each_permission_of_the_table_is_asked_for() -> None:
    assert CONTENTS.keys() | OF_RUBRIQUE.keys() == set(Permission)


@pytest.mark.parametrize("name", [*Role, "stranger"])
@pytest.mark.parametrize("visibility", Visibility)
def test_each_cell_of_the_table(app: Flask, visibility: Visibility, name: str) -> None:
    desk = make_desk(app, visibility)
    sees = name != "stranger" or visibility is Visibility.PUBLIC
    for permission, (moves, ask) in CONTENTS.items():
        for own in (True, False):
            article_id = desk.write("chief", *moves)
            if own:
                _give(desk, article_id, name)
            before = desk.state(article_id)
            answer = ask(desk, name, article_id)
            reach = REACH[permission][Role(name)] if name in list(Role) else Reach.NONE
            if reach is Reach.ANY or (own and reach is Reach.OWN):
                assert answer.status_code not in (403, 404), (permission, own)
            else:
                assert answer.status_code in (403, 404), (permission, own)
                is_seen = (own or moves is ONLINE) and sees
                assert answer.status_code == (403 if is_seen else 404), (permission, own)
                assert desk.state(article_id) == before
    for permission, ask in OF_RUBRIQUE.items():
        answer = ask(desk, name, 0)
        if name in list(Role) and REACH[permission][Role(name)] is not Reach.NONE:
            assert answer.status_code not in (403, 404), permission
        elif permission is Permission.VIEW:
            assert answer.status_code == (200 if sees else 404)
        else:
            assert answer.status_code == (403 if sees else 404), permission


def _give(desk: Desk, article_id: int, name: str) -> None:
    with saved(desk.app) as session:
        session.get_one(Article, article_id).author_id = desk.people[name]
