"""Fill an empty database with the demo school, in one transaction, telling how far it is."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.checks import CHECK_JOB
from app.actions.contributors import note_contributors
from app.actions.jobs import enqueue
from app.demo.accounts import store_delegates, store_guests_end, store_logins
from app.demo.articles import Site, article_ids, store_articles
from app.demo.bulk import store_plain
from app.demo.groups import store_groups
from app.demo.home import store_home, store_settings, store_site_rights
from app.demo.keys import Keys
from app.demo.media import store_collection, store_files
from app.demo.menus import weekly_menus
from app.demo.messages import store_announcements, store_events
from app.demo.noise import older_articles
from app.demo.people import invent_people, store_people
from app.demo.roster import Roster
from app.demo.rubriques import rubrique_names, store_rubriques
from app.demo.services import store_services
from app.demo.texts import CLOCK, articles
from app.models import Article, Group, Person, Revision, Rubrique, Setting
from app.rules.audience import Function
from app.storage import Storage

SEED = 2026
STEPS = ("people", "groups", "rubriques", "pictures", "articles", "older articles", "home page")
NUMBERED = (Person, Group, Rubrique, Article, Revision)
"""The tables whose rows are stored with their ids."""
Progress = Callable[[str], None]


def seed(session: Session, storage: Storage, progress: Progress) -> None:
    """Store the demo school; the caller commits. `progress` is told the name of each step."""
    random = Random(SEED)
    tell = iter(STEPS)

    progress(next(tell))
    roster = invent_people(random)
    store_people(session, roster)
    people = {someone.login: someone.id for someone in roster.people}

    progress(next(tell))
    keys = Keys(store_groups(session, roster, random), people)
    store_logins(session, keys, datetime.now(UTC))
    store_guests_end(session)
    store_delegates(session, keys)

    progress(next(tell))
    rubriques = store_rubriques(session, keys)

    progress(next(tell))
    pictures = store_collection(session, storage, CLOCK.astimezone(UTC))
    files = store_files(session, storage, CLOCK.astimezone(UTC))

    progress(next(tell))
    texts = articles()
    site = Site(
        rubriques=rubriques,
        rubrique_names=rubrique_names(),
        people=people,
        articles=article_ids(texts),
        titles={text.about["id"]: text.about["title"] for text in texts},
        pictures=pictures,
        files=files,
    )
    store_articles(session, texts, site)
    store_events(session, site)
    store_announcements(session, keys, site)

    progress(next(tell))
    menus = weekly_menus(rubriques["menus"], people["s.roumegoux"], pictures["cantine"].id)
    places = [rubriques["archives"], rubriques["actualites"]]
    older = older_articles(random, places, _writers(roster), pictures)
    store_plain(session, menus + older)
    note_contributors(session)

    progress(next(tell))
    store_settings(session)
    store_site_rights(session, keys)
    store_services(session, keys)
    store_home(session, site)
    enqueue(session, CHECK_JOB)
    offset = CLOCK - datetime.now(UTC)
    session.add(Setting(name="clock_offset_seconds", value=offset.total_seconds()))
    _continue_counters(session)


def _writers(roster: Roster) -> Sequence[int]:
    return [someone.id for someone in roster.having(Function.ENS, Function.DOC)]


def _continue_counters(session: Session) -> None:
    """Let PostgreSQL number new rows after those that were stored with their ids."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in NUMBERED:
        counter = func.pg_get_serial_sequence(f'"{table.__tablename__}"', "id")
        highest = select(func.max(table.id)).scalar_subquery()
        session.execute(select(func.setval(counter, highest)))
