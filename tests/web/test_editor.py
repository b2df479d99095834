"""The form with the editor: what the scripts are told, and the policy of that page alone."""

import json

import pytest

from app.text.policy import CLASSES, kept
from tests.visits import browser
from tests.web.newsroom_kit import NEW, Desk, blank, send_new

pytestmark = pytest.mark.usefixtures("demo_day")

RELAXED = "style-src-attr 'unsafe-inline'"
EMBED = "/publication/integration"
VIDEO = "https://framatube.org/w/abc"


def test_only_pages_with_the_editor_let_it_set_sizes(desk: Desk) -> None:
    address = send_new(desk, "writer")
    refused = desk.post("writer", NEW, **{**blank(desk, "writer"), "title": ""})
    assert refused.status_code == 422
    writing = [
        refused,
        *(desk.browsers["writer"].get(path) for path in (NEW, f"{address}/modifier")),
    ]
    paths = ("/", address, "/publication/", "/style.css", EMBED)
    others = [desk.browsers["writer"].get(path) for path in paths]
    others += [
        browser(desk.app).get(f"{address}/modifier"),
        desk.browsers["visitor"].get(f"{address}/modifier"),
        desk.browsers["writer"].get("/static/js/editor/start.js"),
    ]
    for answer in writing:
        policy = answer.headers["Content-Security-Policy"]
        assert RELAXED in policy
        assert policy.replace(f"{RELAXED}; ", "").count("unsafe") == 0
    for answer in others:
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_scripts_are_told_what_the_sanitiser_keeps(desk: Desk) -> None:
    address = send_new(desk, "writer", body="Samedi 9 h.\r\n\r\nVenez & courez !")
    [area] = desk.at("writer", f"{address}/modifier").cssselect("textarea[data-editor]")
    settings = json.loads(area.get("data-settings"))
    assert settings["kept"] == kept()
    assert set(settings["classes"]) == CLASSES
    assert area.text.strip() == "Samedi 9 h.\n\nVenez & courez !"
    assert area.get("data-html") == "<p>Samedi 9 h.</p><p>Venez &amp; courez !</p>"


def test_a_refused_text_comes_back_as_it_was_typed_and_as_html(desk: Desk) -> None:
    fields = {**blank(desk, "writer"), "title": "", "body": f"<h1>Un</h1>\n{VIDEO}<script>"}
    answer = desk.post("writer", NEW, **fields)
    assert answer.status_code == 422
    shown = answer.get_data(as_text=True)
    assert 'data-html="&lt;h2&gt;Un&lt;/h2&gt;' in shown
    assert f"&lt;h1&gt;Un&lt;/h1&gt;\n{VIDEO}&lt;script&gt;" in shown


@pytest.mark.parametrize(
    ("asked", "src"),
    [
        (VIDEO, "https://framatube.org/videos/embed/abc"),
        ("https://evil.example/w/abc", None),
        ("", None),
        ("x" * 100_000, None),
        ("https://[", None),
    ],
)
def test_the_site_says_how_an_address_is_shown(desk: Desk, asked: str, src: str | None) -> None:
    answer = desk.browsers["writer"].get(EMBED, query_string={"adresse": asked})
    assert answer.status_code == 200
    assert answer.json is not None
    found = answer.json["embed"]
    assert (found and found["src"]) == src


def test_only_those_who_write_somewhere_may_ask(desk: Desk) -> None:
    assert desk.browsers["visitor"].get(EMBED).status_code == 403
    assert browser(desk.app).get(EMBED).status_code == 302
