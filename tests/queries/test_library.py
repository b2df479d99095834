"""What each person finds in the library: what he may see, and never more."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import Media, MediaKind, MediaUse, Person, PersonDuty, Slot
from app.queries.keyset import Cursor
from app.queries.library import (
    MediaFilter,
    Sort,
    Tab,
    count_by_tab,
    matching,
    place_in,
    read_library,
    seen_media,
    twin_of,
)
from app.queries.media_places import changeable_media, may_replace, places_of
from app.rules.audience import Duty, Function
from app.rules.consent import ends_soon
from app.rules.licences import Licence
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW, make_article, make_person, make_rubrique

TODAY = date(2026, 3, 24)


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return make_newsroom(db.session())


def keep(session: Session, title: str = "Cross", **more: object) -> Media:
    values = {"kind": MediaKind.PICTURE, "filename": f"{title}.jpg", "mime_type": "image/jpeg"}
    values |= {"size": 1_000, "width": 1600, "height": 900, "created_at": NOW}
    if more.get("kind", MediaKind.PICTURE) is not MediaKind.PICTURE:
        values |= {"stored_name": "0" * 64 + ".pdf", "width": None, "height": None}
    media = Media(title=title, **(values | more))
    session.add(media)
    session.flush()
    return media


def use(session: Session, media: Media, **where: int | None) -> None:
    session.add(MediaUse(media_id=media.id, slot=Slot.BODY, **where))
    session.flush()


def titles(newsroom: Newsroom, name: str, tab: Tab | None = None, **wanted: object) -> set[str]:
    """Return the titles that one of the people finds, or those of a tab."""
    worker = newsroom.worker(name)
    if tab is None:
        found = seen_media(worker, NOW)
    else:
        found = matching(worker, MediaFilter(tab=tab, **wanted), NOW, TODAY)  # type: ignore[arg-type]
    return {media.title for media in newsroom.session.scalars(found)}


def test_each_sees_his_own_and_the_collection_and_nothing_else(newsroom: Newsroom) -> None:
    session = newsroom.session
    for name in ("writer", "publisher", "visitor"):
        keep(session, name, owner_id=newsroom.people[name].id)
    keep(session, "collection", in_collection=True)
    keep(session, "orphan")
    assert titles(newsroom, "writer") == {"writer", "collection"}
    assert titles(newsroom, "moderator") == {"collection"}
    assert titles(newsroom, "visitor") == {"visitor"}
    for tab in (Tab.COLLECTION, Tab.ALL, Tab.AT_WORK):
        assert titles(newsroom, "visitor", tab) == set()
    assert titles(newsroom, "writer", Tab.COLLECTION) == {"collection"}
    assert titles(newsroom, "writer", Tab.ALL) == set()


def test_a_pupil_who_writes_sees_his_own_and_the_collection(newsroom: Newsroom) -> None:
    session = newsroom.session
    lou = newsroom.people["lou"] = make_person(session, Function.ELV, first_name="Lou")
    newsroom.grant(lou, Role.WRITER)
    article = newsroom.write("publisher", "Brouillon d’une autre")
    hidden = keep(session, "hidden", owner_id=newsroom.people["publisher"].id)
    use(session, hidden, revision_id=article.newest_revision_id)
    keep(session, "collection", in_collection=True)
    keep(session, "hers", owner_id=lou.id)
    assert titles(newsroom, "lou") == {"hers", "collection"}


def test_pictures_of_an_unreadable_rubrique_are_not_found(newsroom: Newsroom) -> None:
    session = newsroom.session
    closed = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE, inherits=False)
    in_text, of_rubrique = keep(session, "text"), keep(session, "rubrique")
    article = make_article(session, closed)
    use(session, in_text, revision_id=article.online_revision_id)
    use(session, of_rubrique, rubrique_id=closed.id)
    for name in ("writer", "moderator", "manager"):
        assert titles(newsroom, name) == set()
        assert twin_of(session, newsroom.worker(name), NOW, "digest") is None
    closed.visibility = Visibility.PUBLIC
    session.flush()
    assert titles(newsroom, "writer") == {"text", "rubrique"}
    assert titles(newsroom, "visitor") == set()


def test_a_file_of_a_draft_is_found_by_those_who_work_on_it(newsroom: Newsroom) -> None:
    media = keep(newsroom.session)
    article = newsroom.write("writer")
    use(newsroom.session, media, revision_id=article.newest_revision_id)
    for name in ("writer", "moderator", "manager"):
        assert titles(newsroom, name) == titles(newsroom, name, Tab.AT_WORK) == {"Cross"}
    assert titles(newsroom, "publisher") == set()


@pytest.mark.parametrize("duty", [Duty.HEAD, Duty.DEPUTY])
def test_who_manages_everywhere_sees_all(newsroom: Newsroom, duty: Duty) -> None:
    from_all = {keep(newsroom.session, str(number)).title for number in range(3)}
    newsroom.people["head"] = chief(newsroom, duty)
    assert titles(newsroom, "head") == titles(newsroom, "head", Tab.ALL) == from_all


def chief(newsroom: Newsroom, duty: Duty = Duty.HEAD) -> Person:
    """Add somebody who manages everywhere."""
    person = make_person(newsroom.session, Function.DIR)
    person.duties.append(PersonDuty(duty=duty))
    newsroom.session.flush()
    return person


FILTERS: dict[str, dict[str, object]] = {
    "chêne": {"words": "CHENE"},
    "100 %": {"words": "100 %"},
    "a_b": {"words": "a_b"},
    "licensed": {"words": "zoe lou"},
    "document": {"kinds": frozenset({MediaKind.DOCUMENT})},
    "seen": {"people": True},
    "nobody": {"people": False},
    "ending": {"consent_ends": True},
    "used": {"unused": False, "words": "used"},
}
"""Filters by the title of the one file that each keeps."""


def shelf_of_kinds(newsroom: Newsroom) -> None:
    """Keep a file for each filter, all of the writer."""
    session, owner_id = newsroom.session, newsroom.people["writer"].id
    said = {"owner_id": owner_id, "licence": Licence.BY, "alt": "Une haie", "shows_people": None}
    keep(session, "chêne", **said)
    keep(session, "100 %", **said)
    keep(session, "100 euros", **said)
    keep(session, "a_b", **said)
    keep(session, "aXb", **said)
    keep(session, "licensed", **said | {"credit": "Zoé", "keywords": "Lou, 4B"})
    keep(session, "document", **said | {"kind": MediaKind.DOCUMENT, "alt": None})
    keep(session, "seen", **said | {"shows_people": True})
    keep(session, "nobody", **said | {"shows_people": False})
    ends = TODAY + timedelta(days=60)
    keep(session, "ending", **said | {"consent_ends_on": ends})
    keep(session, "later", **said | {"consent_ends_on": ends + timedelta(days=1)})
    keep(session, "bare", **said | {"licence": None, "alt": None})
    article = newsroom.write("writer")
    use(session, keep(session, "used", **said), revision_id=article.newest_revision_id)


@pytest.mark.parametrize("title", FILTERS)
def test_each_filter_keeps_what_it_says(newsroom: Newsroom, title: str) -> None:
    shelf_of_kinds(newsroom)
    assert titles(newsroom, "writer", Tab.MINE, **FILTERS[title]) == {title}


def test_what_is_missing_is_found(newsroom: Newsroom) -> None:
    shelf_of_kinds(newsroom)
    assert titles(newsroom, "writer", Tab.MINE, without_licence=True) == {"bare"}
    assert titles(newsroom, "writer", Tab.MINE, without_alt=True) == {"bare"}
    unsaid = titles(newsroom, "writer", Tab.MINE, people_unsaid=True)
    assert {"chêne", "bare"} <= unsaid
    assert not {"seen", "nobody", "document"} & unsaid
    unused = titles(newsroom, "writer", Tab.MINE, unused=True)
    assert unused == titles(newsroom, "writer", Tab.MINE) - {"used"}


def test_the_end_of_a_consent_is_the_same_in_both_languages(newsroom: Newsroom) -> None:
    owner_id = newsroom.people["writer"].id
    for days in (-400, -1, 0, 1, 59, 60, 61, 400):
        end = TODAY + timedelta(days=days)
        keep(newsroom.session, str(days), owner_id=owner_id, consent_ends_on=end)
    found = titles(newsroom, "writer", Tab.MINE, consent_ends=True)
    assert found == {
        title
        for title in titles(newsroom, "writer", Tab.MINE)
        if ends_soon(TODAY + timedelta(days=int(title)), TODAY)
    }


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("descending", [False, True])
def test_the_pages_are_the_whole_list_in_order(
    newsroom: Newsroom, sort: Sort, descending: bool
) -> None:
    session, worker = newsroom.session, newsroom.worker("writer")
    for number in range(23):
        keep(
            session,
            f"n° {number % 7}",
            size=number % 5,
            created_at=NOW - timedelta(hours=number % 4),
            owner_id=newsroom.people["writer"].id,
        )
    rows: list[Media] = []
    cursor = None
    while True:
        page = read_library(
            session,
            worker,
            MediaFilter(),
            sort,
            NOW,
            TODAY,
            descending=descending,
            cursor=cursor,
            size=5,
        )
        rows += page.rows
        if not page.has_next:
            break
        cursor = Cursor(*place_in(sort, page.rows[-1]))
    assert len({row.id for row in rows}) == len(rows) == 23
    assert count_by_tab(session, worker, MediaFilter(), NOW, TODAY)[Tab.MINE] == 23
    for one, other in pairwise(place_in(sort, row) for row in rows):
        assert other < one if descending else one < other


def test_who_may_change_a_file(newsroom: Newsroom) -> None:
    session = newsroom.session
    media = keep(session, owner_id=newsroom.people["publisher"].id)
    article = newsroom.write("writer")
    assert changers(newsroom, media) == {"publisher"}
    use(session, media, revision_id=article.newest_revision_id)
    assert changers(newsroom, media) == {"publisher", "moderator", "manager"}
    newsroom.people["head"] = chief(newsroom)
    media.in_collection = True
    session.flush()
    assert changers(newsroom, media) == {"head"}


def changers(newsroom: Newsroom, media: Media) -> set[str]:
    """Return who may change a file."""
    return {
        name
        for name in newsroom.people
        if newsroom.session.scalar(
            changeable_media(newsroom.worker(name)).where(Media.id == media.id)
        )
    }


def test_another_file_goes_online_only_by_those_who_may_put_it_there(newsroom: Newsroom) -> None:
    session = newsroom.session
    media = keep(session, owner_id=newsroom.people["writer"].id)
    article = newsroom.write("writer")
    use(session, media, revision_id=article.newest_revision_id)
    worker = newsroom.worker("writer")
    assert may_replace(session, worker, media.id)
    newsroom.make("manager", article, "publish")
    assert not may_replace(session, worker, media.id)
    assert may_replace(session, newsroom.worker("moderator"), media.id)
    use(session, media, rubrique_id=newsroom.rubrique.id)
    assert not may_replace(session, newsroom.worker("moderator"), media.id)
    newsroom.people["head"] = chief(newsroom)
    assert may_replace(session, newsroom.worker("head"), media.id)


def test_where_a_file_is_used_names_only_what_the_viewer_may_see(newsroom: Newsroom) -> None:
    session = newsroom.session
    media = keep(session, owner_id=newsroom.people["writer"].id)
    closed = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE, inherits=False)
    secret = make_article(session, closed, "Ordre du jour")
    online = make_article(session, newsroom.rubrique, "En ligne")
    draft = newsroom.write("publisher", "Brouillon d’une autre")
    own = newsroom.write("writer", "Le mien")
    for article in (secret, online, draft, own):
        use(session, media, revision_id=article.newest_revision_id)
    use(session, media, rubrique_id=closed.id)
    places = places_of(session, newsroom.worker("writer"), NOW, media.id)
    assert [line.title for line in places.at_work] == ["Le mien"]
    assert [one.title for one in places.read] == ["En ligne"]
    assert places.other_articles == 2
    assert (places.rubriques, places.other_rubriques) == ([], 1)
    assert not places.is_empty
    nothing = keep(session, "unused")
    assert places_of(session, newsroom.worker("writer"), NOW, nothing.id).is_empty
