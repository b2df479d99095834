"""The picture of the high tile: sent, framed by mouse and keyboard, published; an animation."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from app.models import PageKind
from tests.browser.composing_kit import draft_anew, put_back
from tests.browser.people import Cast, Person
from tests.browser.school import School
from tests.browser.test_every_page import RUN_AXE

pytestmark = [pytest.mark.browser, pytest.mark.long]

PATIENCE = 60_000
"""Milliseconds until a picture is cut, on a busy machine."""


@pytest.fixture(autouse=True)
def page_comes_back(school: School) -> Iterator[None]:
    """The draft is a new one; what was there, and what is online, comes back at the end."""
    with put_back(school.app, PageKind.PUBLIC_HOME):
        draft_anew(school.app, PageKind.PUBLIC_HOME)
        yield


def photo(size: tuple[int, int], file_format: str = "JPEG", frames: int = 1) -> Any:
    """Return a file as a field takes it: red on top, blue below; an animation turns around."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, size[1] // 2, *size))
    others = [picture.rotate(180) for _ in range(frames - 1)]
    target = io.BytesIO()
    more = {"save_all": True, "append_images": others, "duration": 400, "loop": 0}
    picture.save(target, file_format, **(more if frames > 1 else {}))
    kind = file_format.lower()
    return {"name": f"rive.{kind}", "mimeType": f"image/{kind}", "buffer": target.getvalue()}


def open_high_tile(cast: Cast) -> Person:
    chief = cast.member("h.castagne")
    chief.open_area("Site", "Page d’accueil")
    chief.is_at("Composer : Page d’accueil")
    begin = chief.main.get_by_role("button", name="Commencer à composer")
    if begin.count():
        chief.press("Commencer à composer")
    plot = chief.main.locator(".plot").filter(has_text="Tuile haute").first
    chief.hand.press(plot.locator(".plot__name"))
    expect(chief.main.locator("[data-library]").first).to_be_visible()
    return chief


def part(place: Locator) -> list[float]:
    """Return what the form says of the frame: left, top, right, bottom."""
    return [float(one) for one in place.locator("[data-box]").input_value().split(",") if one]


def test_a_picture_is_framed_with_a_mouse_and_by_keyboard(
    school: School, cast: Cast, axe: str
) -> None:
    chief = open_high_tile(cast)
    page, place = chief.page, chief.main.locator("[data-tile-picture]").first
    place.locator("input[type=file]").set_input_files([photo((2600, 1400))])
    expect(place.locator("[data-told]")).to_contain_text("gardée quand", timeout=PATIENCE)
    frame = place.locator("[data-frame]")
    selection = frame.locator("cropper-selection")
    expect(selection).to_be_visible()
    says = place.locator("[data-says]")
    expect(says).to_contain_text("2600 × 594")
    assert part(place) == pytest.approx([0, 0.288, 1, 0.712], abs=0.001), "the middle"
    selection.scroll_into_view_if_needed()
    box = selection.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 60, steps=8)
    page.mouse.up()
    drawn = part(place)
    assert drawn[1] < 0.28, "it went up"
    frame.focus()
    page.keyboard.press("-")
    page.keyboard.press("Shift+ArrowUp")
    typed = part(place)
    assert typed[1] < drawn[1]
    assert typed[2] - typed[0] == pytest.approx(0.99, abs=0.002)
    for key in ["-"] * 20:
        page.keyboard.press(key)
    expect(says).to_contain_text("paraîtra floue")
    for key in ["+"] * 15:
        page.keyboard.press(key)
    expect(says).not_to_contain_text("paraîtra floue")
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []
    place.get_by_label("Texte alternatif").first.fill("La rive au printemps")
    chief.press("Garder dans le brouillon")
    chief.is_told("est gardée dans le brouillon")
    shown = chief.main.locator(".hero > picture:not(.hero__moving) img").first
    expect(shown).not_to_have_js_property("naturalWidth", 0)
    assert "/hero." in shown.evaluate("one => one.currentSrc")
    chief.follow("Publier la page…")
    chief.press("Publier")
    chief.is_told("La page est publiée")
    visitor = cast.visitor()
    visitor.go("/")
    picture = visitor.main.locator(".hero img").first
    expect(picture).to_have_attribute("alt", "La rive au printemps")
    expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_an_animation_is_stopped_by_its_reader(school: School, cast: Cast) -> None:
    chief = open_high_tile(cast)
    place = chief.main.locator("[data-tile-picture]").first
    place.locator("input[type=file]").set_input_files([photo((1050, 240), "GIF", 3)])
    expect(place.locator("[data-told]")).to_contain_text("gardée quand", timeout=PATIENCE)
    expect(place.locator("[data-says]")).to_contain_text("1050 × 240")
    place.get_by_label("Texte alternatif").first.fill("La rive tourne")
    chief.press("Garder dans le brouillon")
    chief.is_told("est gardée dans le brouillon")
    expect(chief.main.locator(".plot__know").first).to_contain_text("Trop petite")
    chief.follow("Publier la page…")
    chief.press("Publier")
    chief.is_told("La page est publiée")
    visitor = cast.visitor()
    visitor.page.emulate_media(reduced_motion="no-preference")
    visitor.go("/")
    moving = visitor.main.locator(".hero__moving img")
    expect(moving).to_be_visible()
    expect(moving).to_have_js_property("naturalWidth", 1050)
    assert "hero-moving" in moving.evaluate("one => one.currentSrc")
    visitor.main.get_by_label("Arrêter l’animation").check()
    expect(moving).to_be_hidden()
    visitor.page.emulate_media(reduced_motion="reduce")
    visitor.go("/")
    assert "hero-moving" not in moving.evaluate("one => one.currentSrc")
    expect(visitor.main.get_by_label("Arrêter l’animation")).to_be_hidden()
