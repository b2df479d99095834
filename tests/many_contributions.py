"""Very many contributions at once: in every state, of several people, in several rubriques."""

from datetime import timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.actions.contributors import note_contributors
from app.models import Article, Decision, NewestText, Person, Revision, Rubrique
from app.rules.audience import Function
from app.rules.roles import Role
from app.rules.workflow import Status
from app.text.stems import fold, sort_key
from tests.factories import NOW, make_person, make_rubrique
from tests.filling import count_rows

SUBJECTS = ("Sortie au musée", "Menu de la semaine", "Conseil d’école", "Carnaval 100 %", "Cross")


def fill(session: Session, total: int) -> Person:
    """Store so many articles, and return somebody who manages all of their rubriques.

    Many share a title, a moment or an author, so that lists have equal keys to tell apart; some
    have lost their author. Everything follows from the number of an article.
    """
    chief = make_person(session, Function.DIR, last_name="Castagné")
    writers = [make_person(session, last_name=name) for name in ("Vidal", "Élie", "Aït", "Vidal")]
    grants = {f"user:{chief.id}": Role.MANAGER} | {f"user:{one.id}": Role.WRITER for one in writers}
    root = make_rubrique(session, "Vie scolaire", grants=grants)
    rubriques = [root] + [
        make_rubrique(session, name, parent=root, has_blog=name != "Règlement")
        for name in ("Actualités", "Écologie", "Règlement", "6e")
    ]
    numbers = range(1, total + 1)
    session.execute(insert(Article), [_article(number, rubriques, writers) for number in numbers])
    session.execute(insert(Revision), [_revision(number, chief) for number in numbers])
    count_rows(session)
    of_article = select(Revision.id).where(Revision.article_id == Article.id).scalar_subquery()
    session.execute(update(Article).values(newest_revision_id=of_article))
    for remainder, values in _STATES.items():
        online = {"online_revision_id": Article.id} if values["status"] is Status.ONLINE else {}
        approved = {"approved_by_id": chief.id} if remainder in APPROVED else {}
        session.execute(
            update(Article)
            .where(Article.id % 10 == remainder)
            .values(**values, **online, **approved)
        )
    note_contributors(session)
    session.execute(
        insert(NewestText),
        [{"article_id": number, "text": fold(f"{_title(number)} du texte")} for number in numbers],
    )
    count_rows(session)
    return chief


_STATES: dict[int, dict[str, object]] = {
    0: {"status": Status.PENDING, "waiting_since": NOW - timedelta(days=2)},
    1: {"status": Status.ONLINE, "starts_at": NOW + timedelta(days=3)},
    2: {"status": Status.ONLINE, "ends_at": NOW - timedelta(hours=1)},
    3: {"status": Status.ONLINE, "waiting_since": NOW - timedelta(days=1)},
    4: {"status": Status.TRASHED, "trashed_at": NOW},
    **{remainder: {"status": Status.ONLINE} for remainder in (6, 7, 8)},
}
"""By the last figure of an article's number; 5 and 9 stay drafts, of which 9 was refused."""
APPROVED = (6, 7)


def _title(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)]} {number % 700}"


def _article(number: int, rubriques: list[Rubrique], writers: list[Person]) -> dict[str, object]:
    moment = NOW - timedelta(hours=number % 9_000 + 2)
    author = None if number % 11 == 0 else writers[number % len(writers)].id
    return {
        "id": number,
        "rubrique_id": rubriques[number % len(rubriques)].id,
        "author_id": author,
        "status": Status.DRAFT,
        "created_at": moment,
        "changed_at": moment,
        "starts_at": moment,
        "bumped_at": moment,
        "title_key": sort_key(_title(number)),
        "is_illustrated": number % 3 == 0,
    }


def _revision(number: int, chief: Person) -> dict[str, object]:
    refused = number % 10 == 9
    decided = refused or number % 10 in APPROVED
    return {
        "id": number,
        "article_id": number,
        "number": 1,
        "created_at": NOW - timedelta(days=30),
        "title": _title(number),
        "body": "<p>Du texte.</p>",
        "decision": (Decision.REFUSED if refused else Decision.APPROVED) if decided else None,
        "decided_at": NOW if decided else None,
        "decided_by_id": chief.id if decided else None,
        "reason": "À revoir" if refused else None,
    }
