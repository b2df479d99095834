"""Many contributions changed at once, through the pages, as without script."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import Article, Batch, Job, Person
from app.rules.workflow import Status
from tests.batch_kit import newsroom_with
from tests.factories import NOW
from tests.visits import Browser, browser, saved, signed_in

pytestmark = pytest.mark.usefixtures("demo_day")

LIST = "/publication/contributions"


@pytest.fixture
def ids(app: Flask) -> dict[str, int]:
    """A newsroom with more online articles than a page shows."""
    return newsroom_with(app, 60)


@pytest.fixture
def few(app: Flask) -> dict[str, int]:
    """The same with three articles."""
    return newsroom_with(app, 3)


def press(visitor: Browser, shown: html.HtmlElement, selector: str, **more: object) -> str:
    """Send the form of a button with what its page holds; return where it leads."""
    [button] = shown.cssselect(selector)
    form = button.getparent()
    while form.tag != "form":
        form = form.getparent()
    fields = [
        (field.get("name"), field.get("value", ""))
        for field in form.cssselect("input[type=hidden]")
    ]
    if button.get("name"):
        fields.append((button.get("name"), button.get("value")))
    for name, value in more.items():
        fields += [(name, str(one)) for one in (value if isinstance(value, list) else [value])]
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    answer = visitor.post(form.get("action"), data=data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def page_of(visitor: Browser, address: str) -> html.HtmlElement:
    """Return a page, parsed."""
    answer = visitor.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def work(app: Flask) -> None:
    """Let the worker do all that is due."""
    with app.app_context():
        while run_due(HANDLERS, lambda: False):
            pass
        db.session.remove()


def statuses(app: Flask) -> dict[Status, int]:
    """Count the articles by status."""
    with saved(app) as session:
        rows = session.execute(select(Article.status, func.count()).group_by(Article.status))
        return dict(rows.all())


def button(endpoint_end: str) -> str:
    """Return the selector of the button that posts to an address."""
    return f"form[action$='/{endpoint_end}'] button"


def test_all_that_a_filter_finds_is_deleted_and_comes_back(app: Flask, ids: dict[str, int]) -> None:
    visitor = signed_in(app, ids["moderator"])
    found = page_of(visitor, f"{LIST}?q=sortie+1")
    address = press(visitor, found, "button[value=trash]", all="y")
    preview = page_of(visitor, address)
    assert "15 contributions seront mises à la corbeille" in preview.text_content()
    assert statuses(app) == {Status.ONLINE: 60}
    assert press(visitor, preview, button("confirmation")) == address
    progress = page_of(visitor, address)
    assert "0 contribution sur 15" in progress.text_content().replace("\u00a0", " ")
    assert progress.cssselect(f"[data-progress] a[href='{address}']")
    work(app)
    done = page_of(visitor, address)
    assert statuses(app) == {Status.ONLINE: 45, Status.TRASHED: 15}
    press(visitor, done, button("annulation"))
    work(app)
    assert "a été annulé" in page_of(visitor, address).text_content()
    assert statuses(app) == {Status.ONLINE: 60}
    assert len(page_of(visitor, "/publication/travaux").cssselect("tbody tr")) == 1


def test_a_page_and_single_rows_can_be_chosen(app: Flask, ids: dict[str, int]) -> None:
    visitor = signed_in(app, ids["moderator"])
    found = page_of(visitor, LIST)
    whole = press(visitor, found, "button[value=unpublish]", page="y")
    assert "50 contributions" in page_of(visitor, whole).text_content()
    ticked = [box.get("value") for box in found.cssselect("input[name=article]")[:3]]
    # Without "the whole page" the rows that the page showed do not count.
    some = press(visitor, found, "button[value=unpublish]", article=ticked)
    assert "3 contributions" in page_of(visitor, some).text_content()
    none = press(visitor, found, "button[value=unpublish]")
    assert none == LIST
    assert "Choisissez d’abord" in page_of(visitor, none).text_content()


def test_a_move_to_a_private_rubrique_leaves_the_public_pages(
    app: Flask, ids: dict[str, int]
) -> None:
    visitor = signed_in(app, ids["moderator"])
    assert "Sortie 5" in browser(app).get("/rss.xml").get_data(as_text=True)
    address = press(visitor, page_of(visitor, LIST), "button[value=move]", all="y")
    asking = page_of(visitor, address)
    assert not asking.cssselect(button("confirmation"))
    press(visitor, asking, button("destination"), target=ids["private"])
    preview = page_of(visitor, address)
    assert "60 contributions en ligne quitteront les pages publiques" in preview.text_content()
    press(visitor, preview, button("confirmation"))
    work(app)
    nobody = browser(app)
    for public in ("/", "/rss.xml", "/recherche?q=sortie", "/sitemap.xml"):
        assert "Sortie 5" not in nobody.get(public).get_data(as_text=True), public
    assert statuses(app) == {Status.ONLINE: 60}


def test_another_author_is_looked_for_by_name(app: Flask, ids: dict[str, int]) -> None:
    visitor = signed_in(app, ids["moderator"])
    address = press(visitor, page_of(visitor, LIST), "button[value=change_author]", page="y")
    found = page_of(visitor, f"{address}?qui=PUBLISH")
    assert [box.get("value") for box in found.cssselect("input[name=target]")] == [
        str(ids["publisher"])
    ]
    assert not page_of(visitor, f"{address}?qui=visitor").cssselect("input[name=target]")
    press(visitor, found, button("destination"), target=ids["publisher"])
    press(visitor, page_of(visitor, address), button("confirmation"))
    work(app)
    with saved(app) as session:
        given = select(func.count()).where(Article.author_id == ids["publisher"])
        assert session.scalar(given) == 50


@pytest.mark.parametrize("target", ["", "x", "0", "99999", "9" * 10])
def test_a_target_that_may_not_be_chosen_is_asked_again(
    app: Flask, few: dict[str, int], target: str
) -> None:
    visitor = signed_in(app, few["moderator"])
    for action in ("move", "change_author"):
        address = press(visitor, page_of(visitor, LIST), f"button[value={action}]", page="y")
        token = page_of(visitor, address).cssselect("[name=csrf_token]")[0].get("value")
        answer = visitor.post(
            f"{address}/destination", data={"csrf_token": token, "target": target}
        )
        assert answer.status_code == 422
        refused = visitor.post(f"{address}/confirmation", data={"csrf_token": token})
        assert refused.status_code == 400


def test_a_batch_is_its_authors_only(app: Flask, few: dict[str, int]) -> None:
    visitor = signed_in(app, few["moderator"])
    address = press(visitor, page_of(visitor, LIST), "button[value=trash]", page="y")
    other = signed_in(app, few["manager"])
    token = page_of(other, LIST).cssselect("[name=csrf_token]")[0].get("value")
    assert other.get(address).status_code == 404
    for end in ("confirmation", "abandon", "annulation", "destination"):
        answer = other.post(f"{address}/{end}", data={"csrf_token": token})
        assert answer.status_code == 404, end
        assert visitor.post(f"{address}/{end}").status_code == 400, "without a token"
    assert statuses(app) == {Status.ONLINE: 3}


def test_a_double_click_confirms_once_and_a_given_up_preview_is_gone(
    app: Flask, few: dict[str, int]
) -> None:
    visitor = signed_in(app, few["moderator"])
    address = press(visitor, page_of(visitor, f"{LIST}?q=sortie"), "button[value=trash]", page="y")
    preview = page_of(visitor, address)
    for _ in range(2):
        assert press(visitor, preview, button("confirmation")) == address
    assert press(visitor, preview, button("abandon")) == address
    with saved(app) as session:
        assert session.scalar(select(func.count()).where(Job.kind == "batch")) == 1
    second = press(visitor, page_of(visitor, LIST), "button[value=trash]", page="y")
    back = press(visitor, page_of(visitor, second), button("abandon"))
    assert back == LIST
    assert visitor.get(second).status_code == 404
    with saved(app) as session:
        assert session.scalar(select(func.count()).select_from(Batch)) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"action": "approve", "all": "y"}, 400),
        ({"action": ""}, 400),
        ({"action": "trash", "article": [str(n) for n in range(1, 600)]}, 400),
        ({"action": "trash", "article": ["x", "-1", "0", "1e3", "١", "9" * 40]}, 303),
    ],
)
def test_odd_forms_do_nothing(
    app: Flask, few: dict[str, int], fields: dict[str, object], status: int
) -> None:
    visitor = signed_in(app, few["moderator"])
    token = page_of(visitor, LIST).cssselect("[name=csrf_token]")[0].get("value")
    answer = visitor.post("/publication/travaux", data={"csrf_token": token, **fields})
    assert answer.status_code == status
    with saved(app) as session:
        assert session.scalar(select(func.count()).select_from(Batch)) == 0


def test_who_is_suspended_meanwhile_changes_nothing(app: Flask, few: dict[str, int]) -> None:
    visitor = signed_in(app, few["moderator"])
    address = press(visitor, page_of(visitor, LIST), "button[value=trash]", all="y")
    press(visitor, page_of(visitor, address), button("confirmation"))
    with saved(app) as session:
        session.get_one(Person, few["moderator"]).suspended_at = NOW
    work(app)
    assert statuses(app) == {Status.ONLINE: 3}


def test_results_are_read_page_by_page_and_by_outcome(app: Flask, ids: dict[str, int]) -> None:
    visitor = signed_in(app, ids["moderator"])
    address = press(visitor, page_of(visitor, LIST), "button[value=publish]", all="y")
    first = page_of(visitor, f"{address}?resultat=refused")
    assert "déjà en ligne" in first.text_content()
    [following] = first.cssselect("a[rel=next]")
    second = page_of(visitor, following.get("href"))
    rows = [len(one.cssselect("tbody tr")) for one in (first, second)]
    assert rows == [50, 10]
    for odd in ("resultat=rien", "apres=x", "apres=-1", f"apres={'9' * 30}"):
        assert visitor.get(f"{address}?{odd}").status_code == 404
