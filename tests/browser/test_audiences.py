"""One story for each audience: the editor, the head of the school, the visitor, the feed reader."""

import re

import feedparser
import pytest
from playwright.sync_api import expect

from tests.browser.newsroom import approve, news_of, publish, submit
from tests.browser.people import Cast, Person
from tests.browser.test_batch_story import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_the_editor_publishes_mends_deletes_and_restores(cast: Cast, title: str) -> None:
    editor = publish(cast, title, "Rendez-vous au gynmase.")
    editor.follow("Le voir comme les lecteurs")
    editor.sees("Rendez-vous au gynmase.")
    editor.page.go_back()
    editor.follow("Modifier")
    editor.write("Texte", "Rendez-vous au gymnase.")
    editor.tick("Modification mineure")
    editor.press("Mettre la modification en ligne")
    editor.is_told("Le nouveau texte est en ligne")
    visitor = cast.visitor()
    assert news_of(visitor) == title
    editor.press("Mettre à la corbeille…")
    editor.press("Mettre à la corbeille")
    editor.is_told("à la corbeille")
    assert news_of(visitor) != title
    editor.open_area("Publication", "Corbeille")
    line = editor.main.get_by_role("listitem").filter(has_text=title)
    editor.hand.press(line.get_by_role("button", name="Restaurer"))
    editor.is_told("Restauré")
    assert news_of(visitor) == title


def test_the_head_reads_on_monday_what_waits(cast: Cast, title: str) -> None:
    writer, chief = cast.member("b.keller"), cast.member("h.castagne")
    submit(writer, title)
    chief.open_area("Publication", "Tableau de bord")
    expect(chief.page.get_by_role("region", name=re.compile("^À valider"))).to_contain_text(title)
    approve(chief, title)
    writer.open_area("Publication", "Tableau de bord")
    expect(writer.page.get_by_role("complementary", name="Avis")).to_contain_text(title)
    chief.open_area("Site", "Journal")
    line = chief.main.get_by_role("row").filter(has_text=title)
    expect(line.filter(has_text="a validé")).to_contain_text("Hélène Castagné")


def test_a_visitor_reads_what_is_online_and_nothing_else(cast: Cast, title: str) -> None:
    visitor = cast.visitor()
    editor = publish(cast, title)
    assert news_of(visitor) == title
    visitor.follow(title)
    visitor.is_at(title)
    editor.press("Retirer de la publication…")
    editor.press("Retirer de la publication")
    editor.is_told("Retiré")
    visitor.page.reload()
    visitor.is_at("Page introuvable")
    visitor.does_not_see(title)
    assert news_of(visitor) != title


def test_a_feed_reader_is_told_of_what_everybody_may_read(cast: Cast, title: str) -> None:
    reader, writer, chief = cast.visitor(), cast.member("l.ferrer"), cast.member("h.castagne")
    submit(writer, title)
    assert title not in feed(reader)
    approve(chief, title)
    assert feed(reader)[0] == title
    move_to_private(chief, title)
    assert title not in feed(reader)


def feed(reader: Person) -> list[str]:
    """Return the titles of the school's feed, as a program reads them."""
    answer = reader.page.request.get(reader.visit.site + "/rss.xml")
    parsed = feedparser.parse(answer.body())
    assert not parsed.bozo
    return [entry.title for entry in parsed.entries]


def move_to_private(chief: Person, title: str) -> None:
    """Move an article into a rubrique that visitors do not see."""
    chief.open_area("Publication", "Contributions")
    chief.hand.tick(chief.main.get_by_role("checkbox", name=f"Choisir : {title}", exact=True))
    chief.press("Changer de rubrique")
    chief.choose("Nouvelle rubrique", "Espace des personnels")
    chief.press("Voir ce que cela change")
    chief.sees("1 contribution")
    chief.press("Confirmer")
    wait_for(chief, "Ce lot est terminé")
