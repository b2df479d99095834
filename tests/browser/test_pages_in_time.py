"""A page turns at its moment without anybody's help, and an earlier one comes back."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.days import typed_moment
from app.models import Layout, PageKind
from tests.browser.composing_kit import (
    begin,
    come_near,
    draft_anew,
    open_settings,
    panel,
    put_back,
    school_time,
)
from tests.browser.people import Cast, Person
from tests.browser.school import School
from tests.visits import saved

pytestmark = [pytest.mark.browser, pytest.mark.long]
PAGE = PageKind.PUBLIC_HOME


def rename(chief: Person, old: str, new: str) -> None:
    """Give a tile of the draft another title."""
    open_settings(chief, old)
    chief.write("Titre affiché (facultatif)", new)
    chief.press("Garder dans le brouillon")
    expect(panel(chief)).to_be_hidden()


def test_a_page_turns_at_its_moment(school: School, cast: Cast, title: str) -> None:
    with put_back(school.app, PAGE):
        draft_anew(school.app, PAGE)
        chief = begin(cast)
        rename(chief, "Pronote", title)
        chief.follow("Publier la page…")
        chief.hand.pick(chief.main.get_by_role("radio", name="À un moment à venir"))
        moment = school_time(school.app).replace(second=0, microsecond=0) + timedelta(minutes=10)
        chief.main.get_by_role("textbox", name="Moment").fill(typed_moment(moment))
        chief.press("Publier")
        chief.is_told("La page s’affichera à partir du")
        chief.sees("Une autre composition s’affichera")
        visitor = cast.visitor()
        visitor.go("/")
        visitor.does_not_see(title)
        come_near(school.app, moment, timedelta(seconds=5))
        visitor.go("/")
        visitor.does_not_see(title)
        visitor.page.wait_for_timeout(6_000)
        visitor.go("/")
        visitor.sees(title)


def test_the_page_of_last_week_comes_back(school: School, cast: Cast, title: str) -> None:
    with put_back(school.app, PAGE):
        draft_anew(school.app, PAGE)
        week_ago = school_time(school.app) - timedelta(days=7)
        with saved(school.app) as session:
            last = session.scalars(
                select(Layout).where(Layout.page == PAGE).order_by(Layout.published_at.desc())
            ).first()
            assert last is not None
            assert last.published_at is not None
            assert last.published_at < week_ago
        chief = begin(cast)
        rename(chief, "Pronote", title)
        chief.follow("Publier la page…")
        chief.press("Publier")
        chief.is_told("La page est publiée")
        visitor = cast.visitor()
        visitor.go("/")
        visitor.sees(title)
        chief.follow("Historique")
        chief.is_at("Historique : Page d’accueil")
        rows = chief.main.locator(".lines > li")
        expect(rows.first).to_contain_text("En ligne")
        chief.hand.press(rows.nth(1).get_by_role("link"))
        chief.sees("Par rapport à la page en ligne")
        chief.press("La mettre en ligne tout de suite")
        chief.is_told("La composition est de nouveau en ligne")
        visitor.go("/")
        visitor.does_not_see(title)
        visitor.sees("Pronote")
        chief.follow("Historique")
        expect(rows.first).to_contain_text("reprend la page du")
        expect(rows.first).to_contain_text("Hélène Castagné")
