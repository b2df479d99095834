"""Addresses and numbers of people, as French texts write them, and what only looks like them."""

import time

import pytest

from app.text.check import CheckedArticle, check
from app.text.kinds import Kind
from app.text.personal_data import allowed_in, contact_of, personal_data

SCHOOL = allowed_in(["ce.0319999a@ac-exemple.example"], ["05 36 49 00 12"], ["12 rue du Confluent"])


@pytest.mark.parametrize(
    "text",
    [
        "05 36 49 00 12", "05.36.49.00.12", "05-36-49-00-12", "0536490012", "+33 5 36 49 00 12",
        "+33536490012", "0033 5 36 49 00 12", "+33 (0)5 36 49 00 12",
        "05\u00a036\u00a049\u00a000\u00a012", "05\u202f36\u202f49\u202f00\u202f12",
    ],
)  # fmt: skip
def test_finds_a_telephone_number(text: str) -> None:
    [found] = personal_data(f"Appelez le {text}.", None)
    assert (found.kind, found.key) == (Kind.PHONE_NUMBER, "0536490012")
    assert found.end - found.start == len(text)
    assert personal_data(text, None, SCHOOL) == []


@pytest.mark.parametrize(
    "text",
    [
        "12 rue du Moulin",
        "3 bis, avenue Jean-Jaurès",
        "12 rue du Moulin, 31990 Rivemont",
        "14 allée Paul-Sabatier 31000 Toulouse",
        "4 place de la Mairie",
        "12, chemin des vignes",
        "7 cours Victor-Hugo",
        "1 ter impasse de l’Église",
        "28 bd. Lazare-Carnot",
    ],
)
def test_finds_a_postal_address(text: str) -> None:
    [found] = personal_data(f"Elle habite {text}. Venez !", None)
    assert found.kind is Kind.POSTAL_ADDRESS
    assert f"Elle habite {text}"[found.start : found.end] == text.rstrip(".")


@pytest.mark.parametrize("text", ["x.y@a-b.example", "léa@école.fr", "a+b@c.d.e.fr"])
def test_finds_a_mail_address(text: str) -> None:
    [found] = personal_data(f"Écrivez à {text}.", None)
    assert (found.kind, found.key) == (Kind.MAIL_ADDRESS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Appelle le 3018 ou le 119.",
        "Rendez-vous à 10 h 30, place du Pont.",
        "Rendez-vous à 10h30 place du Pont.",
        "Il reste 20 places, et 4 cours par semaine.",
        "ISBN 978-2-07-061275-8",
        "FR76 3000 6000 0112 3456 7890 189",
        "SIRET 193 199 990 00017",
        "148 reçus sur 159, 1 284 € le 14/03/2026",
        "Du 01 02 2026 au 05 06 2026",
        "toto@localhost",
        "De la 2 à la 5 : rue fermée",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert personal_data(text, None) == []


def test_what_is_the_schools_own_is_left() -> None:
    text = (
        "12 rue du Confluent, 31990 Rivemont, 12, rue du Confluent, CE.0319999A@ac-exemple.example"
        " et 05 36 49 00 12, mais 12 rue du Confluent-Vieux et 05 36 49 00 13"
    )
    assert [one.key for one in personal_data(text, None, SCHOOL)] == [
        "12 rue du confluent vieux",
        "0536490013",
    ]


def test_links_of_mail_and_telephone_are_read() -> None:
    assert contact_of("mailto:A@b.fr?subject=x") == (Kind.MAIL_ADDRESS, "a@b.fr")
    assert contact_of("tel:+33612345678") == (Kind.PHONE_NUMBER, "0612345678")
    assert contact_of("https://a.fr/b@c.fr") is None
    body = (
        '<p><a href="mailto:a@b.fr">Écrire à la maman</a>'
        ' <a href="tel:0612345678">06 12 34 56 78</a></p>'
    )
    found = check(CheckedArticle("", "", body))
    assert [(one.kind, one.element) for one in found] == [
        (Kind.MAIL_ADDRESS, ("a", 1)),
        (Kind.PHONE_NUMBER, None),
    ]


def test_what_is_said_twice_is_told_once() -> None:
    body = "<p>06 12 34 56 78</p><p>06.12.34.56.78</p>"
    [finding] = check(CheckedArticle("", "", body))
    assert len(finding.spans) == 2


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "a@" * 100_000, "0 " * 100_000, "12 rue " * 30_000, "1 " * 100_000,
     "12 place de " * 20_000, "a." * 100_000, "a@" + "a." * 100_000, "12 rue de la " * 20_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_hostile_texts_take_bounded_time(text: str) -> None:
    started = time.process_time()
    personal_data(text, None)
    assert time.process_time() - started < 2
