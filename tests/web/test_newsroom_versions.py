"""Earlier texts: who reads them, and how a moderator erases one."""

import pytest
from lxml import html
from sqlalchemy import select

from app.models import LogEntry, Revision
from app.rules.roles import Role
from tests.factories import NOW
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def addresses(desk: Desk, article_id: int) -> list[str]:
    """Return the address of each text of an article, the first one first."""
    with saved(desk.app) as session:
        ids = session.scalars(
            select(Revision.id).where(Revision.article_id == article_id).order_by(Revision.number)
        )
        return [f"/publication/articles/{article_id}/versions/{id_}" for id_ in ids]


@pytest.mark.parametrize("name", [*Role, "stranger", "colleague"])
def test_an_earlier_text_is_read_by_those_who_work_on_the_article(desk: Desk, name: str) -> None:
    article_id = desk.write("writer", ("writer", "save"))
    first, _ = addresses(desk, article_id)
    works = name in ("writer", "moderator", "manager")
    assert desk.browsers[name].get(first).status_code == (200 if works else 404)
    erased = desk.post(name, f"{first}/effacer", reason="Un nom.").status_code
    if name in ("moderator", "manager"):
        assert erased == 303
    else:
        assert erased == (403 if works else 404)


def test_the_text_of_another_article_is_not_found_through_one_s_own(desk: Desk) -> None:
    own, other = desk.write("writer"), desk.write("publisher")
    text = addresses(desk, other)[0].rpartition("/")[2]
    address = f"/publication/articles/{own}/versions/{text}"
    assert desk.browsers["writer"].get(address).status_code == 404
    assert desk.browsers["moderator"].get(address).status_code == 404
    assert desk.post("moderator", f"{address}/effacer", reason="x").status_code == 404


def test_erasing_leaves_the_row_the_journal_and_nothing_of_the_text(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "save"), title="Lou Martin")
    first, _ = addresses(desk, article_id)
    page = desk.at("moderator", first)
    fields = forms_of(page)[f"{first}/effacer"]
    assert desk.browsers["moderator"].post(f"{first}/effacer", data=fields).status_code == 422
    answer = desk.browsers["moderator"].post(
        f"{first}/effacer", data=fields | {"reason": "Le nom d’un élève."}
    )
    assert answer.status_code == 303
    shown = desk.at("writer", first)
    assert "Lou Martin" not in words(shown.cssselect("main article")[0])
    assert "effacé" in words(shown.find(".//main"))
    with saved(desk.app) as session:
        row = session.get_one(Revision, int(first.rpartition("/")[2]))
        assert (row.title, row.summary, row.body, row.erased_at) == ("…", "", "", NOW)
        last = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
        assert last is not None
        assert (last.action, last.details["reason"]) == ("erase", "Le nom d’un élève.")
    again = desk.post("moderator", f"{first}/effacer", reason="Encore.")
    assert again.status_code == 409
    assert html.fromstring(again.text).cssselect(".notice.is-alert")


def test_the_newest_and_the_online_text_are_not_erased(desk: Desk) -> None:
    article_id = desk.write("writer", ("chief", "publish"), ("writer", "save"))
    for address in addresses(desk, article_id):
        assert f"{address}/effacer" not in forms_of(desk.at("moderator", address))
        answer = desk.post("moderator", f"{address}/effacer", reason="Un nom.")
        assert answer.status_code == 409
