"""The colour of the school and its logo: what they give, and what is refused."""

import io
import random
from typing import Any

import pytest
from flask import Flask
from lxml import html
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from app.models import LogEntry, Media, MediaForm, MediaUse
from app.palette import DARK_FLOORS, LIGHT_FLOORS, derive
from app.rules.quotas import MO
from blueprints.site.palette_words import PROPOSALS, TOKENS, shades
from tests.files_sent import padded, pdf
from tests.visits import Browser, browser, saved
from tests.web.settings_kit import PAGE, set_to, stored
from tests.web.site_pages import form_on, text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")
LOOK, LOGO = f"{PAGE}/apparence", f"{PAGE}/apparence/logo"


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def colour(client: Browser, **values: str) -> TestResponse:
    """Send the form of the colour."""
    return client.post(LOOK, data={**form_on(client.get(LOOK), LOOK), **values})


def logo(client: Browser, data: bytes | None = None, **values: Any) -> TestResponse:
    """Send the form of the logo."""
    fields: dict[str, Any] = {**form_on(client.get(LOOK), LOGO), **values}
    fields["logo"] = FileStorage(io.BytesIO(data or b""), "logo.png" if data else "")
    body, _, boundary = stream_encode_multipart(fields, use_tempfile=False)
    return client.post(
        LOGO,
        data=body.getvalue(),  # type: ignore[attr-defined]
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def drawn(size: tuple[int, int] = (600, 300)) -> bytes:
    """Return a picture with a clear ground, as logos are."""
    target = io.BytesIO()
    Image.new("RGBA", size, (200, 20, 60, 0)).save(target, "PNG")
    return target.getvalue()


def test_a_colour_is_saved_and_worn_at_once(school: School) -> None:
    client = school.come("head")
    before = client.get("/style.css").text
    assert colour(client, colour="#8A2E57").status_code == 303
    assert stored(school.app) == {"colour": "#8a2e57"}
    sheet = client.get("/style.css").text
    assert sheet != before
    for name, value in derive("#8a2e57").light.items():
        assert f"--{name}: {value};" in sheet


@pytest.mark.parametrize("wrong", ["", "teal", "#fff", "#0b6b6g", "#0b6b6e;}", "url(x)"])
def test_what_is_no_colour_is_refused(school: School, wrong: str) -> None:
    client = school.come("head")
    for more in ({}, {"do": "look"}, {"propose": wrong}):
        answer = colour(client, colour=wrong, **more)
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert stored(school.app) == {}


@pytest.mark.parametrize("asked", [{"do": "look", "colour": "#1f5fa8"}, {"propose": "#1f5fa8"}])
def test_a_look_shows_what_a_colour_gives_and_saves_nothing(
    school: School, asked: dict[str, str]
) -> None:
    answer = colour(school.come("head"), **asked)
    assert answer.status_code == 200
    assert form_on(answer, LOOK)["colour"] == "#1f5fa8"
    page = html.document_fromstring(answer.get_data(as_text=True))
    fills = {one.get("fill") for one in page.cssselect(".palette__worn svg *")}
    palette = derive("#1f5fa8")
    for shade in (palette.light, palette.dark):
        assert {shade["school"], shade["ground"], shade["ink"], shade["on-school"]} <= fills
    assert len(page.cssselect(".palette__measures tbody tr")) == 2 * len(TOKENS)
    assert stored(school.app) == {}


def test_what_is_measured_reaches_what_is_promised_for_any_colour() -> None:
    chance = random.Random(2026)
    some = [f"#{chance.randrange(1 << 24):06x}" for _ in range(300)]
    for one in (*some, *PROPOSALS, "#000000", "#ffffff", "#ffff00"):
        for shade, floors in zip(shades(one), (LIGHT_FLOORS, DARK_FLOORS), strict=True):
            assert len(shade.measures) == len(floors)
            for _name, measure in shade.measures:
                assert measure.ratio >= measure.floor, (one, measure)


def test_two_windows_with_a_colour(school: School) -> None:
    client = school.come("head")
    fields = form_on(client.get(LOOK), LOOK)
    assert colour(school.come("admin"), colour="#3f6b2e").status_code == 303
    answer = client.post(LOOK, data={**fields, "colour": "#a13a2b"})
    assert answer.status_code == 409
    assert "C’est maintenant #3f6b2e" in text_of(answer)
    again = form_on(answer, LOOK)
    assert again["colour"] == "#a13a2b"
    assert client.post(LOOK, data=again).status_code == 303
    assert stored(school.app)["colour"] == "#a13a2b"


def shown_logo(client: Browser, page: str = "/contact") -> html.HtmlElement | None:
    """Return the logo at the head of a page, if there is one; its files are there."""
    document = html.document_fromstring(client.get(page).get_data(as_text=True))
    found = document.cssselect(".masthead .identity__logo img")
    assert bool(found) is not bool(document.cssselect(".masthead .identity__mark"))
    if not found:
        return None
    sources = [one.get("srcset").split()[0] for one in document.cssselect(".identity__logo source")]
    for address in (found[0].get("src"), *sources):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"].startswith("public")
    return found[0]


def test_a_logo_is_shown_at_the_head_of_every_page(school: School) -> None:
    client, visitor = school.come("head"), browser(school.app)
    assert shown_logo(visitor) is None
    assert logo(client, drawn(), alt="Trois rivières").status_code == 303
    for who, page in ((visitor, "/"), (visitor, "/contact"), (client, "/site/"), (client, LOOK)):
        image = shown_logo(who, page)
        assert image is not None
        assert (image.get("alt"), image.get("width"), image.get("height")) == (
            "Trois rivières",
            "480",
            "240",
        )
    assert logo(client, alt="").status_code == 303
    image = shown_logo(visitor)
    assert image is not None
    assert image.get("alt") == ""
    assert logo(client, remove="y").status_code == 303
    assert shown_logo(visitor) is None
    with saved(school.app) as session:
        assert session.scalar(select(func.count()).select_from(Media)) == 1, "it stays"
        assert session.scalar(select(func.count()).select_from(MediaUse)) == 0
        about = select(LogEntry.details).where(LogEntry.subject == "setting")
        told = session.scalars(about.order_by(LogEntry.id)).all()
    assert [one["after"] for one in told] == [
        {"logo": "logo", "alt": "Trois rivières"},
        {"logo": "logo", "alt": ""},
        {"logo": None},
    ]


def test_another_logo_takes_the_place_of_the_first(school: School) -> None:
    client = school.come("head")
    assert logo(client, drawn()).status_code == 303
    assert logo(client, drawn((300, 900))).status_code == 303
    image = shown_logo(client)
    assert image is not None
    assert (image.get("width"), image.get("height")) == ("80", "240")
    assert logo(client).status_code == 303, "nothing is sent: it stays"
    assert shown_logo(client) is not None


def test_a_picture_that_was_not_cut_as_a_logo_is_shown_whole(school: School) -> None:
    """As after another file took its place in the library."""
    client = school.come("head")
    assert logo(client, drawn()).status_code == 303
    with saved(school.app) as session:
        for form in session.execute(
            select(MediaForm).where(MediaForm.name.like("logo-%"))
        ).scalars():
            session.delete(form)
    assert shown_logo(client) is not None


@pytest.mark.parametrize(
    "data",
    [b"nothing", pdf(), padded(drawn(), 2 * MO + 1), b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["bytes", "pdf", "heavy", "svg"],
)
def test_what_is_no_picture_is_refused(school: School, data: bytes) -> None:
    client = school.come("head")
    answer = logo(client, data, alt="Trois rivières")
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert form_on(answer, LOGO)["alt"] == "Trois rivières"
    with saved(school.app) as session:
        assert session.scalar(select(func.count()).select_from(Media)) == 0
    assert shown_logo(client) is None


def test_two_windows_with_a_logo(school: School) -> None:
    client = school.come("head")
    fields: dict[str, Any] = form_on(client.get(LOOK), LOGO)
    assert logo(school.come("admin"), drawn()).status_code == 303
    fields |= {"alt": "Autre", "logo": (io.BytesIO(drawn((90, 90))), "logo.png")}
    answer = client.post(LOGO, data=fields, content_type="multipart/form-data")
    assert answer.status_code == 409
    assert form_on(answer, LOGO)["alt"] == "Autre"
    with saved(school.app) as session:
        assert session.scalar(select(func.count()).select_from(Media)) == 1, "nothing was taken"


def test_nobody_else_sends_anything(school: School) -> None:
    for name in ("manager", "teacher", "parent"):
        client = school.come(name)
        token = form_on(client.get("/contact"), "/deconnexion")["csrf_token"]
        for page in (LOOK, LOGO):
            answer = client.post(page, data={"csrf_token": token, "colour": "#000000"})
            assert answer.status_code == 403
    assert stored(school.app) == {}


def test_a_colour_that_is_stored_wrong_is_not_the_end_of_the_page(school: School) -> None:
    set_to(school.app, colour="#1F5FA8")
    assert school.come("head").get(LOOK).status_code == 200
