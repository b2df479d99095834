"""What stories of typing have in common: the state of a form, what the browser keeps, crashes."""

import re
from contextlib import suppress

from playwright.sync_api import Error, expect

from tests.browser.newsroom import draft
from tests.browser.people import Person

SAVED = re.compile(r"nregistré à \d+\sh")
TYPED = "Une heure de travail, tapée d’une traite."


def state(person: Person, words: str | re.Pattern[str]) -> None:
    """Expect the form to say whether what is typed in it is kept."""
    if isinstance(words, str):
        words = re.compile(re.escape(words).replace("\\ ", r"\s"))
    expect(person.main.locator("[data-shown]")).to_have_text(words, timeout=20_000)


def type_in(person: Person, words: str) -> None:
    """Write into the field of the text, and wait until the site has it."""
    with person.page.expect_response(
        lambda answer: (
            answer.url.endswith("/copie")
            and answer.ok
            and "presence" not in (answer.request.post_data or "")
        )
    ):
        person.write("Texte", words)
    state(person, SAVED)


def holds(person: Person, words: str) -> None:
    """Expect the field of the text to come to hold words, which the editor makes a paragraph."""
    paragraph = re.compile(rf"^\s*(<p>)?{re.escape(words)}(</p>)?\s*$")
    expect(person.main.get_by_label("Texte", exact=True).first).to_have_value(paragraph)


def keeps_here(person: Person, number: int) -> None:
    """Expect the browser to keep so many texts."""
    person.page.wait_for_function(
        "number => number === Object.keys(localStorage)"
        ".filter(name => name.startsWith('parvis-copy:')).length",
        arg=number,
        timeout=10_000,
    )


def crash(person: Person) -> None:
    """Let the page of somebody end as if the power had gone."""
    with suppress(Error):
        person.page.goto("chrome://crash")
    end(person)


def end(person: Person) -> None:
    """Close a page whose script asks again and again for what the site refuses."""
    person.page.close()
    hush(person)


def hush(*people: Person) -> None:
    """Forget that pages complained of the network, which was cut, or of a refusal."""
    for person in people:
        complaints = person.visit.complaints
        complaints[:] = [one for one in complaints if "Failed to load resource" not in one]


def change(writer: Person, title: str) -> str:
    """Write a draft and open its form; return its address."""
    draft(writer, title)
    writer.page.wait_for_load_state("networkidle")
    writer.follow("Modifier")
    writer.is_at("Modifier l’article")
    writer.page.wait_for_load_state("networkidle")
    return writer.page.url.removeprefix(writer.visit.site)
