"""Announcements at work: the list and the page of one, to each of those who work on them."""

from datetime import timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import delete

from app.actions.log import record
from app.models import Announcement, AnnouncementReading, GroupKind, Person, PersonDuty
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Duty, Function, Part
from tests.factories import NOW, make_article, make_group, make_person, make_rubrique
from tests.filling import count_rows
from tests.layouts import counted_queries
from tests.many_announcements import fill
from tests.reading_kit import make_announcement
from tests.visits import saved, signed_in

pytestmark = pytest.mark.usefixtures("demo_day")

LIST = "/communication/annonces"
MOST_QUERIES, MOST_OF_ONE = 15, 20
ADDRESSES = (
    "",
    "?tri=type",
    "?tri=-statut",
    "?tri=auteur",
    "?vue=terminees",
    "?vue=a-valider",
    "?auteur=estrade",
    "?cible=parents+4b",
)


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """A head, two teachers, a pupil of 4B, and three announcements, by their ids."""
    with saved(app) as session:
        people = {
            "head": make_person(session, Function.DIR, last_name="Castagné"),
            "teacher": make_person(session, Function.ENS, last_name="Estrade"),
            "colleague": make_person(session, Function.ENS, last_name="Keller"),
            "pupil": make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc"),
            "other": make_person(session, Function.ELV, first_name="Zoé", last_name="Le Goff"),
            "parent": make_person(session, Function.TUT, last_name="Nadal"),
        }
        people["head"].duties.append(PersonDuty(duty=Duty.HEAD))
        inside = [(people["teacher"], Part.TEACHER), (people["pupil"], Part.PUPIL)]
        group = make_group(session, "4B", *inside, kind=GroupKind.CLASS)
        sent = make_announcement(
            session,
            "Sortie au musée",
            f"group:{group.id}/pupil",
            "profile:parent",
            f"user:{people['other'].id}",
            author=people["teacher"],
            starts_at=NOW - timedelta(days=1),
        )
        sent.asks_acknowledgement = True
        waiting = make_announcement(
            session,
            "Réunion",
            "profile:parent",
            author=people["colleague"],
            severity=Severity.WARNING,
            status=AnnouncementStatus.PENDING,
        )
        draft = make_announcement(
            session, "Brouillon", author=people["colleague"], status=AnnouncementStatus.DRAFT
        )
        things = {**people, "4B": group, "sent": sent, "waiting": waiting, "draft": draft}
        return {name: one.id for name, one in things.items()}


def page_of(app: Flask, person_id: int, address: str = LIST, status: int = 200) -> html.HtmlElement:
    """Return a page as somebody sees it."""
    answer = signed_in(app, person_id).get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.get_data(as_text=True))


def titles(page: html.HtmlElement) -> list[str]:
    """Return the titles of the list, in order."""
    return [link.text_content() for link in page.cssselect(".list__title a")]


def said(page: html.HtmlElement) -> str:
    """Return the words of a page."""
    return " ".join(page.cssselect("main")[0].text_content().split())


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("head", {"Sortie au musée", "Réunion"}),
        ("teacher", {"Sortie au musée"}),
        ("colleague", {"Réunion", "Brouillon"}),
    ],
)
def test_each_sees_what_he_works_on(
    app: Flask, school: dict[str, int], who: str, expected: set[str]
) -> None:
    assert set(titles(page_of(app, school[who]))) == expected
    for name, title in (
        ("sent", "Sortie au musée"),
        ("waiting", "Réunion"),
        ("draft", "Brouillon"),
    ):
        status = 200 if title in expected else 404
        page_of(app, school[who], f"{LIST}/{school[name]}", status)


def test_families_do_not_come_in(app: Flask, school: dict[str, int]) -> None:
    for who in ("pupil", "parent"):
        page_of(app, school[who], LIST, 403)
        page_of(app, school[who], f"{LIST}/{school['sent']}", 403)
        areas = page_of(app, school[who], "/contact").cssselect("nav a")
        assert "Communication" not in {" ".join(one.text_content().split()) for one in areas}


def test_the_list_has_the_columns_of_the_guide(app: Flask, school: dict[str, int]) -> None:
    page = page_of(app, school["head"])
    heads = [" ".join(one.text_content().split()) for one in page.cssselect("thead th")]
    assert heads == ["Titre", "Type", "Période de publication", "Statut", "Refus", "Auteur"]
    [row] = [row for row in page.cssselect("tbody tr") if "Sortie" in row.text_content()]
    words = " ".join(row.text_content().split())
    for expected in ("Élèves de 4B", "Information", "Du lundi 23 mars, 10 h, au", "En ligne"):
        assert expected in words
    tabs = [" ".join(one.text_content().split()) for one in page.cssselect(".tabs a")]
    assert tabs[:4] == ["Toutes 2", "Brouillons 0", "Refusées 0", "À valider 1"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("vue=a-valider", ["Réunion"]),
        ("type=avertissement", ["Réunion"]),
        ("auteur=keller", ["Réunion"]),
        ("auteur=moi", []),
        ("cible=4b", ["Sortie au musée"]),
        ("cible=parents&tri=type", ["Réunion", "Sortie au musée"]),
        ("cible=%C3%A9leves+4B", ["Sortie au musée"]),
        ("cible=nulle+part", []),
        ("tri=auteur", ["Sortie au musée", "Réunion"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    app: Flask, school: dict[str, int], question: str, expected: list[str]
) -> None:
    page = page_of(app, school["head"], f"{LIST}?{question}")
    assert titles(page) == expected
    assert expected or "Voir toutes les annonces" in said(page)


@pytest.mark.parametrize("question", ["vue=autre", "tri=titre", "apres=x", "tri=type&apres=a~1"])
def test_what_is_no_address_of_the_list_is_not_found(
    app: Flask, school: dict[str, int], question: str
) -> None:
    page_of(app, school["head"], f"{LIST}?{question}", 404)


@pytest.mark.parametrize("question", ["cible=%00", f"auteur={'a' * 101}", "type=rumeur"])
def test_a_filter_that_cannot_be_is_shown_again(
    app: Flask, school: dict[str, int], question: str
) -> None:
    page = page_of(app, school["head"], f"{LIST}?{question}", 422)
    assert titles(page) == []
    assert page.cssselect("title")[0].text_content().startswith("Erreur")


def test_an_empty_list_teaches(app: Flask, school: dict[str, int]) -> None:
    with saved(app) as session:
        new = make_person(session, Function.ENS)
        make_group(session, "3A", (new, Part.TEACHER), kind=GroupKind.CLASS)
        new_id = new.id
    assert "en haut de la page d’accueil" in said(page_of(app, new_id))


def test_the_page_tells_whom_it_reaches_and_what_was_done(
    app: Flask, school: dict[str, int]
) -> None:
    with saved(app) as session:
        record(session, NOW, school["colleague"], "submit", "announcement", school["waiting"])
        record(session, NOW, school["head"], "create", "article", school["waiting"])
    words = said(page_of(app, school["head"], f"{LIST}/{school['waiting']}"))
    for expected in ("À valider", "1 personne concernée", "Parents", "Soumis à validation"):
        assert expected in words
    assert words.count("Castagné") == 0


def test_an_article_that_one_may_not_read_is_not_named(app: Flask, school: dict[str, int]) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(session)
        online = make_article(session, rubrique, "Lisible")
        later = make_article(session, rubrique, "Secret", starts_at=NOW + timedelta(days=1))
        first, second = (make_announcement(session, f"Lien {one.id}") for one in (online, later))
        first.link_article_id, second.link_article_id = online.id, later.id
        ids = first.id, second.id
    shown, hidden = (said(page_of(app, school["head"], f"{LIST}/{id_}")) for id_ in ids)
    assert "Lisible" in shown
    assert "Secret" not in hidden


def test_only_the_sender_reads_the_names_that_he_knows(app: Flask, school: dict[str, int]) -> None:
    with saved(app) as session:
        session.add(
            AnnouncementReading(
                announcement_id=school["sent"],
                person_id=school["parent"],
                seen_at=NOW,
                acknowledged_at=NOW,
            )
        )
        session.add(
            AnnouncementReading(
                announcement_id=school["sent"], person_id=school["pupil"], seen_at=NOW
            )
        )
    address = f"{LIST}/{school['sent']}"
    sender, head = (said(page_of(app, school[who], address)) for who in ("teacher", "head"))
    for words in (sender, head):
        assert "1 sur 3 personnes" in words
        assert "1 sur 1" in words
    assert "0 sur 2" in head
    assert "0 sur 1" in sender  # the other one is counted apart, as somebody who was named
    assert "Lou Dubosc" in sender
    assert "Lou Dubosc" not in head
    assert "Nadal" not in sender  # who has acknowledged
    assert sender.count("Goff") == 1  # known as a target that was chosen, not as a pupil taught


def test_five_thousand_take_as_many_queries_as_ten(app: Flask, school: dict[str, int]) -> None:
    keys = [f"group:{school['4B']}/parent", f"group:{school['4B']}/pupil", "profile:parent"]
    counts: dict[str, list[int]] = {}
    for total in (10, 5_000):
        with saved(app) as session:
            session.execute(delete(Announcement))
            authors = [session.get_one(Person, school[who]) for who in ("teacher", "head")]
            fill(session, total, authors, keys)
            count_rows(session)
        visitor = signed_in(app, school["head"])
        for address in [LIST + one for one in ADDRESSES] + [f"{LIST}/1"]:
            with counted_queries() as statements:
                assert visitor.get(address).status_code == 200, address
            counts.setdefault(address, []).append(len(statements))
    assert {address: both for address, both in counts.items() if both[0] != both[1]} == {}
    assert counts.pop(f"{LIST}/1")[0] <= MOST_OF_ONE
    assert max(many for _few, many in counts.values()) <= MOST_QUERIES, counts
