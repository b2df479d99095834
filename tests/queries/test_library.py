"""What each person finds in the library: what he may see, and never more."""

import pytest
from flask import Flask

from app.extensions import db
from app.models import Media, Person, PersonDuty
from app.queries.library import Tab, twin_of
from app.queries.media_places import changeable_media, may_replace, places_of
from app.rules.audience import Duty, Function
from app.rules.licences import Licence
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.library_kit import keep, titles, use

LAWFUL: dict[str, object] = {"licence": Licence.CC0, "shows_people": False}
"""What the check asks of a file before it is shown to everybody."""


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return make_newsroom(db.session())


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


def test_what_readers_see_is_changed_by_those_who_may_put_it_online(newsroom: Newsroom) -> None:
    session = newsroom.session
    media = keep(session, owner_id=newsroom.people["writer"].id, **LAWFUL)
    article = newsroom.write("writer")
    use(session, media, revision_id=article.newest_revision_id)
    assert changers(newsroom, media) == {"writer", "moderator", "manager"}
    newsroom.make("manager", article, "publish")
    assert changers(newsroom, media) == {"moderator", "manager"}
    newsroom.make("manager", article, "trash")
    assert changers(newsroom, media) == {"moderator", "manager"}


def test_a_moderator_changes_nothing_of_what_other_rubriques_show(newsroom: Newsroom) -> None:
    session = newsroom.session
    elsewhere = make_newsroom(session)
    owner = elsewhere.people["publisher"]
    media = keep(session, owner_id=owner.id, **LAWFUL)
    article = elsewhere.write("publisher")
    use(session, media, revision_id=article.newest_revision_id)
    elsewhere.make("publisher", article, "publish")
    own = newsroom.write("moderator")
    use(session, media, revision_id=own.newest_revision_id)
    assert changers(newsroom, media) == set()
    assert changers(elsewhere, media) == {"publisher", "moderator", "manager"}
    use(session, media, rubrique_id=elsewhere.rubrique.id)
    assert changers(elsewhere, media) == {"manager"}


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
    media = keep(session, owner_id=newsroom.people["writer"].id, **LAWFUL)
    article = newsroom.write("writer")
    use(session, media, revision_id=article.newest_revision_id)
    worker = newsroom.worker("writer")
    assert may_replace(session, worker, media.id)
    newsroom.make("writer", article, "submit")
    assert not may_replace(session, worker, media.id), "what is approved is what was looked at"
    assert may_replace(session, newsroom.worker("moderator"), media.id)
    newsroom.make("writer", article, "withdraw")
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
