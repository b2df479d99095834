"""The journal: who reads it, what it says, how it is narrowed, paged and exported."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import insert

from app.actions.log import record
from app.extensions import db
from app.models import LogEntry
from blueprints.site.journal import EXPORTED_AT_ONCE
from tests.factories import NOW, make_article, make_rubrique
from tests.statements import recorded
from tests.visits import saved, signed_in
from tests.web.journal_school import School, export, lines, make_school, read, write

DAY = timedelta(days=1)
PARIS_DAYS = {"du": "2026-03-20", "au": "2026-03-21"}


@pytest.fixture
def school(app: Flask, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr("app.clock.frozen", NOW)
    return make_school(app)


def test_it_says_who_did_what_to_what(app: Flask, school: School) -> None:
    told = {"from": "draft", "to": "online"}
    write(app, NOW, school.lou, "submit", "article", school.article, **told)
    write(app, NOW + DAY, None, "purge", "rubrique", 77)
    write(app, NOW + 2 * DAY, school.head, "grant.give", "rubrique", 78, key="members")
    write(app, NOW + 3 * DAY, school.head, "invented", "thing", 3, odd=[1, 2])
    found = lines(signed_in(app, school.head))
    assert "Hélène Castagne invented" in found[0]
    assert "Hélène Castagne a donné un rôle" in found[1]
    assert "pour : Toutes les personnes connectées" in found[1].replace("\xa0", " ")
    assert "Le site ou un compte supprimé a supprimé définitivement une rubrique" in found[2]
    assert "Rubrique n° 77" in found[2].replace("\xa0", " ")
    assert "Lou Dubosc a soumis un article" in found[3]
    assert "Ordre du jour secret" in found[3]
    assert "brouillon → en ligne" in found[3].replace("\xa0", " ")


def test_the_right_to_read_it_opens_no_rubrique(app: Flask, school: School) -> None:
    """Neither the title nor what changed in what one may not read, on the page and in the file."""
    write(app, NOW, school.lou, "save", "article", school.article, title="Titre secret")
    reader = signed_in(app, school.reader)
    [found] = lines(reader)
    assert "Lou Dubosc a modifié un texte" in found
    assert "Article n°" in found.replace("\xa0", " ")
    exported = export(reader).get_data(as_text=True)
    for text in (found, exported):
        assert "secret" not in text
    whole = lines(signed_in(app, school.head))[-1]
    assert "titre : Titre secret" in whole.replace("\xa0", " ")


def test_it_tells_no_draft_of_what_one_only_reads(app: Flask, school: School) -> None:
    """A public article may carry a change that is refused: its title and the reason stay inside."""
    with saved(app) as session:
        article_id = make_article(session, make_rubrique(session), "Le cross").id
    told = {"title": "Le cross est annulé", "reason": "Rien n’est décidé."}
    write(app, NOW, school.head, "refuse_change", "article", article_id, **told)
    reader = signed_in(app, school.reader)
    [found] = lines(reader)
    assert "Le cross" in found
    for text in (found, export(reader).get_data(as_text=True)):
        assert "annulé" not in text
        assert "décidé" not in text
    assert "Rien n’est décidé." in lines(signed_in(app, school.head))[-1]


def test_only_those_with_the_right_see_it(app: Flask, school: School) -> None:
    pupil = signed_in(app, school.lou)
    assert pupil.get("/site/journal").status_code == 403
    assert export(pupil).status_code == 403
    assert signed_in(app, school.reader).get("/site/journal").status_code == 200
    menu = html.fromstring(signed_in(app, school.reader).get("/site/journal").data)
    assert [a.get("href") for a in menu.cssselect(".subnav a")] == ["/site/", "/site/journal"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"lou", "head", "site", "grant"}),
        ({"personne": "dubosc"}, {"lou"}),
        ({"personne": "lou DUB"}, {"lou"}),
        ({"personne": "%"}, set()),
        ({"personne": "helene"}, {"head", "grant"}),
        ({"action": "article.save"}, {"lou"}),
        ({"action": "grant.give"}, {"grant"}),
        ({"action": "rubrique.purge"}, {"site"}),
        ({"objet": "rubrique"}, {"site", "grant"}),
        (PARIS_DAYS, {"lou", "head"}),
        ({"du": "2026-03-22"}, {"site", "grant"}),
        ({"au": "2026-03-20"}, {"lou"}),
        ({"personne": "castagne", "objet": "article"}, {"head"}),
    ],
)
def test_it_is_narrowed(
    app: Flask, school: School, asked: dict[str, str], expected: set[str]
) -> None:
    """Days are those of Paris: 23:30 on the 19th by UTC is the 20th."""
    start = datetime.fromisoformat("2026-03-19T23:30+00:00")
    write(app, start, school.lou, "save", "article", school.article, mark="lou")
    write(app, start + DAY, school.head, "create", "article", school.article, mark="head")
    write(app, start + 2 * DAY, None, "purge", "rubrique", 5, mark="site")
    write(app, start + 3 * DAY, school.head, "grant.give", "rubrique", 5, mark="grant")
    head = signed_in(app, school.head)
    found = lines(head, **asked)
    assert {
        line.replace("\xa0", " ").rsplit("mark : ")[-1].split()[0] for line in found
    } == expected
    rows = read(export(head, **asked).get_data(as_text=True))[1:]
    marks = {
        row[-1].replace("\xa0", " ").removeprefix("mark : ") for row in rows if "mark" in row[-1]
    }
    assert marks == expected


@pytest.mark.parametrize(
    "asked",
    [
        {"du": "hier"},
        {"du": "2026-02-30"},
        {"du": "0001-01-01"},
        {"au": "9999-12-31"},
        {"du": "2026-03-22", "au": "2026-03-21"},
        {"action": "article.invented"},
        {"objet": "<script>"},
        {"personne": "x" * 101},
        {"personne": "a\x00b"},
    ],
)
def test_odd_filters_are_explained(app: Flask, school: School, asked: dict[str, str]) -> None:
    answer = signed_in(app, school.head).get("/site/journal", query_string=asked)
    assert answer.status_code == 400
    page = html.fromstring(answer.get_data(as_text=True))
    assert page.cssselect(".error-summary li")
    assert page.findtext(".//title").startswith("Erreur")


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "1",
        "2026-03-24T10:00:00Z~",
        "2026-03-24T10:00:00~1",
        "1~1",
        "2026-03-24T10:00:00Z~٣",
    ],
)
def test_a_key_of_another_shape_is_not_found(app: Flask, school: School, key: str) -> None:
    head = signed_in(app, school.head)
    for direction in ("avant", "apres"):
        assert head.get("/site/journal", query_string={direction: key}).status_code == 404


def test_it_is_read_page_by_page(app: Flask, school: School) -> None:
    """Forward and back, each line once, also where many lines have the same moment."""
    with saved(app) as session:
        for number in range(120):
            record(
                session, NOW + timedelta(seconds=number // 30), school.lou, "save", "job", number
            )
    head = signed_in(app, school.head)
    address, seen, pages = "/site/journal?objet=job", [], []
    while address:
        page = html.fromstring(head.get(address).get_data(as_text=True))
        seen += [row.text_content() for row in page.cssselect("tbody td[data-label=Objet]")]
        pages.append(address)
        address = next((a.get("href") for a in page.cssselect("a[rel=next]")), "")
    assert [text.split()[-1] for text in seen] == [str(number) for number in reversed(range(120))]
    assert len(pages) == 3
    back = html.fromstring(head.get(pages[-1]).get_data(as_text=True)).cssselect("a[rel=prev]")
    page = html.fromstring(head.get(back[0].get("href")).get_data(as_text=True))
    numbers = [r.text_content().split()[-1] for r in page.cssselect("tbody td[data-label=Objet]")]
    assert numbers == [str(number) for number in reversed(range(20, 70))]


def test_the_number_of_queries_does_not_grow(app: Flask, school: School) -> None:
    head = signed_in(app, school.head)
    counts = []
    for _ in range(2):
        with recorded(db.engine) as sent:
            assert head.get("/site/journal").status_code == 200
        counts.append(len([words for words in sent if words.startswith(("SELECT", "WITH"))]))
        with saved(app) as session:
            for number in range(60):
                kind = ("article", "rubrique", "person")[number % 3]
                record(session, NOW, school.lou, "save", kind, school.article + number)
    assert counts[0] == counts[1]


def test_of_many_lines_a_page_is_read_and_a_file_written_in_parts(
    app: Flask, school: School
) -> None:
    with saved(app) as session:
        session.execute(
            insert(LogEntry),
            [
                {
                    "at": NOW - timedelta(minutes=5 * number),
                    "actor_id": school.lou,
                    "action": "save",
                    "subject": "job",
                    "subject_id": number,
                    "details": {},
                }
                for number in range(5_000)
            ],
        )
    head = signed_in(app, school.head)
    assert len(lines(head)) == 50
    assert len(lines(head, du="2026-03-21", au="2026-03-22")) == 50
    assert lines(head, personne="castagne") == []
    exported = read(export(head, du="2026-03-21", au="2026-03-22").get_data(as_text=True))
    numbers = [int(row[4].split()[-1]) for row in exported[1:]]
    assert len(numbers) == 2 * 24 * 12 > EXPORTED_AT_ONCE
    assert numbers == sorted(numbers)
