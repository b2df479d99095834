"""The demo school has the numbers, rights and expected results that its description states."""

from collections import Counter
from datetime import UTC

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.access import now
from app.demo.texts import CLOCK, articles
from app.extensions import db
from app.models import (
    Article,
    Group,
    GroupKind,
    Guardian,
    Membership,
    Person,
    PersonFunction,
    Revision,
    Rubrique,
)
from app.queries.articles import newest_in
from app.queries.cards import cards
from app.queries.events import coming, readable_events
from app.queries.site_rights import rights_of
from app.queries.viewers import viewer_of
from app.rules.audience import ANONYMOUS, Function, Guardianship, Viewer
from app.rules.pages import PageKind, composed_with
from app.text.excerpts import plain_text

pytestmark = pytest.mark.usefixtures("demo")


def person(login: str) -> Viewer:
    person_id = db.session.scalars(select(Person.id).where(Person.login == login)).one()
    return viewer_of(db.session(), person_id)


def rubrique_ids(*names: str) -> list[int]:
    found = dict(
        db.session.execute(
            select(Rubrique.name, Rubrique.id).where(Rubrique.parent_id.is_(None))
        ).all()
    )
    return [found[name] for name in names]


def test_counts_its_people() -> None:
    functions = Counter(db.session.scalars(select(PersonFunction.function)))
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1849
    assert functions == {
        Function.ELV: 612,
        Function.TUT: 1148,
        Function.ENS: 45,
        Function.DOC: 1,
        Function.DIR: 2,
        Function.EVS: 14,
        Function.ETA: 6,
        Function.COL: 16,
        Function.ACA: 4,
    }


def test_counts_its_families() -> None:
    ties = db.session.execute(select(Guardian.adult_id, Guardian.pupil_id, Guardian.kind)).all()
    legal = [tie for tie in ties if tie.kind is Guardianship.LEGAL]
    per_pupil = Counter(Counter(tie.pupil_id for tie in legal).values())
    assert len(legal) == 1190
    assert len({tie.adult_id for tie in legal}) == 1134
    assert len(ties) - len(legal) == 14
    assert per_pupil == {2: 578, 1: 34}


def test_counts_its_groups() -> None:
    sizes = dict(
        db.session.execute(
            select(Group.name, func.count())
            .join(Membership)
            .where(Membership.part.in_(["pupil", "member"]))
            .group_by(Group.name)
        ).all()
    )
    classes = db.session.scalars(select(Group.name).where(Group.kind == GroupKind.CLASS)).all()
    assert len(classes) == 24
    assert sum(sizes[name] for name in classes) == 612
    assert {sizes[name] for name in classes} == {25, 26}
    assert sizes["Voyage Barcelone 4e – élèves"] == 49
    assert sizes["Voyage Barcelone 4e – parents"] == 93
    assert sizes["La Gazette"] == 11
    assert sizes["Conseil d’administration"] == 30


@pytest.mark.parametrize(
    "name", ["N’Diaye", "Le Goff", "El Amrani", "Castel-Durand", "Péreira", "Castagné"]
)
def test_keeps_names_as_they_are_written(name: str) -> None:
    assert db.session.scalar(select(Person.id).where(Person.last_name == name).limit(1))


def test_shows_the_expected_news() -> None:
    blogs = rubrique_ids("Actualités", "Vie scolaire", "Association sportive", "CDI")
    news = cards(db.session(), newest_in(ANONYMOUS, now(), blogs, 6), now())
    assert [card.title for card in news] == [
        title(id_) for id_ in ("A39", "A32", "A36", "A34", "A33", "A28")
    ]


def test_shows_the_expected_events() -> None:
    names = ("Vie scolaire", "Actualités", "Orientation et brevet", "Espace des personnels")
    ids = rubrique_ids(*names, "Association sportive", "CDI")
    events = db.session.scalars(coming(readable_events(ANONYMOUS, ids), now()).limit(5)).all()
    assert [event.starts_at.astimezone(CLOCK.tzinfo).strftime("%d/%m") for event in events] == [
        "02/04",
        "28/05",
        "26/06",
        "29/06",
        "30/06",
    ]


def test_has_bodies_of_the_right_length() -> None:
    lengths = {text.about["id"]: len(plain_text(text.body).split()) for text in articles()}
    assert len(lengths) >= 51
    assert {id_: words for id_, words in lengths.items() if not 80 <= words <= 250} == {}


def test_keeps_its_noise_in_the_past() -> None:
    texts = len({text.about["id"] for text in articles() if "revision_of" not in text.about})
    limit = CLOCK.replace(year=2025, month=9, day=1, hour=0)
    older = db.session.scalars(
        select(Article.starts_at)
        .join(Revision, Revision.id == Article.online_revision_id)
        .where(Article.id > texts, Revision.title.not_like("Menus du%"))
    ).all()
    assert len(older) == 2000
    assert max(older) < limit.astimezone(UTC)


def test_head_manages_everything(demo: FlaskClient) -> None:
    assert person("h.castagne").manages_everywhere
    assert person("k.benali").manages_everywhere
    assert person("admin").manages_everywhere
    assert not person("a.vidal").manages_everywhere


def title(id_: str) -> str:
    return next(str(text.about["title"]) for text in articles() if text.about["id"] == id_)


@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("n.pujol", [PageKind.PUBLIC_HOME]),
        ("a.vidal", [PageKind.PUBLIC_HOME]),
        ("h.castagne", list(PageKind)),
        ("k.benali", list(PageKind)),
        ("admin", list(PageKind)),
        ("l.ferrer", []),
    ],
)
def test_the_editors_of_the_home_page_compose_the_public_one(
    login: str, pages: list[PageKind]
) -> None:
    assert composed_with(rights_of(db.session(), person(login))) == pages
