"""Outlines: anchors that are stable, unique and never those of the page around."""

import time

from app.text.headings import Heading, outline


def test_headings_get_anchors_from_what_they_say():
    html, headings = outline("<h2>L’été à <em>Bordeaux</em></h2><p>a</p><h3>Menu &amp; prix</h3>")
    assert html == (
        '<h2 id="section-l-ete-a-bordeaux">L’été à <em>Bordeaux</em></h2><p>a</p>'
        '<h3 id="section-menu-prix">Menu &amp; prix</h3>'
    )
    assert headings == [
        Heading("section-l-ete-a-bordeaux", "L’été à Bordeaux", 2),
        Heading("section-menu-prix", "Menu & prix", 3),
    ]


def test_headings_that_say_the_same_are_numbered():
    _, headings = outline("<h2>Menu</h2><h3>Menu</h3><h2>Menu 2</h2><h2>Menu</h2>")
    assert [heading.id for heading in headings] == [
        "section-menu",
        "section-menu-2",
        "section-menu-2-2",
        "section-menu-3",
    ]


def test_anchors_that_are_there_stay_and_keep_their_name():
    html, headings = outline(
        '<h2>Menu</h2><h2 id="section-menu">Carte</h2><h2 id="section-menu">Encore</h2>'
    )
    assert [heading.id for heading in headings] == [
        "section-menu-2",
        "section-menu",
        "section-encore",
    ]
    assert html.count('id="section-menu"') == 1


def test_anchors_of_the_page_itself_are_replaced():
    html, _ = outline('<h2 id="contenu" class="align-left">Menu</h2>')
    assert html == '<h2 id="section-menu" class="align-left">Menu</h2>'


def test_other_levels_and_empty_headings_stay_out():
    html = "<h4>a</h4><h2></h2><h3><br></h3><p>h2</p>"
    assert outline(html) == (html, [])


def test_a_second_outline_changes_nothing():
    once, headings = outline("<h2>Menu</h2><h2>Menu</h2><h3>🎉</h3>")
    assert outline(once) == (once, headings)


def test_thousands_of_headings_that_say_the_same_are_no_trouble():
    """Twice as many took four times as long: a long text of them kept each reader half a minute."""
    started = time.process_time()
    _, headings = outline("<h2>a</h2>" * 20_000)
    assert time.process_time() - started < 3
    assert (headings[1].id, headings[-1].id) == ("section-a-2", "section-a-20000")
