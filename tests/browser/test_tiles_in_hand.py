"""A tile is taken to its place: drawn with a mouse or a finger, or walked there with the arrows."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from app.models import PageKind
from tests.browser.composing_kit import CHIEF, SAID, begin, draft_anew, names, put_back
from tests.browser.hands import Mouse, wait_for_scripts
from tests.browser.looks import IS_DRAWN
from tests.browser.people import Cast, Person
from tests.browser.school import School

pytestmark = pytest.mark.browser
PAGE = PageKind.PUBLIC_HOME


@pytest.fixture
def chief(school: School) -> Iterator[Person]:
    """The head before the home page; its draft is given up at the end."""
    cast = Cast(school.looks, Mouse())
    with put_back(school.app, PAGE):
        draft_anew(school.app, PAGE)
        yield begin(cast)
    cast.leave()


def middle(one: Locator, share: float = 0.5) -> tuple[float, float]:
    """Return a point of an element, in the window."""
    one.scroll_into_view_if_needed()
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * share, box["y"] + min(box["height"] / 2, 60)


def handle(person: Person, place: int) -> Locator:
    return person.main.locator(".plot").nth(place).locator(".plot__handle")


def test_a_tile_is_drawn_to_its_place_with_the_mouse(chief: Person) -> None:
    before = names(chief)
    place, other = len(before) - 1, len(before) - 2
    mouse = chief.page.mouse
    mouse.move(*middle(handle(chief, place)))
    mouse.down()
    target = chief.main.locator(".plot").nth(other).bounding_box()
    assert target is not None
    mouse.move(target["x"] + 5, target["y"] + 10, steps=5)
    expect(chief.main.locator(".plot").nth(other)).to_have_class(re.compile("is-before"))
    expect(chief.page.locator(".drawn")).to_contain_text(f"place {other + 1} sur {len(before)}")
    mouse.up()
    expect(chief.page.locator(SAID)).to_contain_text(
        f"« {before[place]} » est maintenant en position {other + 1}"
    )
    assert names(chief) == [*before[:other], before[place], *before[other:-1]]


@pytest.mark.long
def test_escape_puts_a_tile_back_that_is_drawn(chief: Person) -> None:
    before = names(chief)
    mouse = chief.page.mouse
    mouse.move(*middle(handle(chief, 3)))
    mouse.down()
    mouse.move(*middle(chief.main.locator(".plot").nth(1)), steps=5)
    chief.page.keyboard.press("Escape")
    mouse.up()
    expect(chief.page.locator(SAID)).to_contain_text(
        f"{before[3]} reste en place 4 sur {len(before)}"
    )
    expect(chief.page.locator(".drawn")).to_have_count(0)
    assert names(chief) == before


@pytest.mark.long
def test_a_tile_walks_with_the_arrows_and_each_step_is_said(chief: Person) -> None:
    before = names(chief)
    said, keyboard, total = chief.page.locator(SAID), chief.page.keyboard, len(before)
    handle(chief, 1).focus()
    keyboard.press("Space")
    expect(said).to_contain_text(f"{before[1]} est prise, place 2 sur {total}")
    keyboard.press("ArrowRight")
    expect(said).to_contain_text(f"{before[1]}, place 3 sur {total}")
    keyboard.press("ArrowDown")
    expect(said).to_contain_text(f"{before[1]}, place 4 sur {total}")
    assert names(chief)[3] == before[1]
    keyboard.press("Escape")
    expect(said).to_contain_text(f"{before[1]} reste en place 2 sur {total}")
    assert names(chief) == before
    keyboard.press("Space")
    keyboard.press("ArrowRight")
    keyboard.press("Space")
    expect(said).to_contain_text(f"« {before[1]} » est maintenant en position 3 sur {total}")
    assert names(chief) == [before[0], before[2], before[1], *before[3:]]
    expect(handle(chief, 2)).to_be_focused()


@pytest.mark.long
def test_a_tile_is_drawn_with_a_finger_and_the_page_scrolls_with_it(school: School) -> None:
    with put_back(school.app, PAGE):
        draft_anew(school.app, PAGE)
        visit = school.looks.come_in(
            390, 844, has_touch=True, is_mobile=True, storage_state=school.open_session(CHIEF)
        )
        phone = Person(visit, Mouse())
        phone.go("/site/page-accueil")
        phone.press("Commencer à composer")
        expect(phone.main.locator(".plots")).to_be_visible()
        wait_for_scripts(phone.page)
        before = names(phone)
        touch = visit.page.context.new_cdp_session(visit.page)

        def finger(kind: str, *points: tuple[float, float]) -> None:
            touch.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
            )

        x, y = middle(handle(phone, 2))
        scrolled = visit.page.evaluate("scrollY")
        finger("touchStart", (x, y))
        finger("touchMove", (x, y + 20))
        finger("touchMove", (x + 60, 830))
        visit.page.wait_for_function("from => scrollY > from + 1200", arg=scrolled)
        finger("touchMove", (x + 60, 420))
        label = visit.page.locator(".drawn")
        expect(label).to_contain_text(before[2])
        visit.page.evaluate(IS_DRAWN)
        shown = label.inner_text()
        finger("touchEnd")
        expect(phone.page.locator(SAID)).to_contain_text(f"« {before[2]} » est maintenant")
        after = names(phone)
        assert after != before
        assert f"place {after.index(before[2]) + 1} sur {len(before)}" in shown
        visit.page.context.close()
        assert visit.complaints == []
