"""What is typed is kept until it is saved, and no window writes over what another one typed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.exceptions import OtherWindow, TooManyCopies
from app.actions.purge import Moments, purge_traces
from app.actions.working_copies import be_there, drop, keep, leave
from app.models import Article, Media, MediaKind, WorkingCopy, WorkingFile
from app.queries.purge import unused_media
from app.queries.working_copies import CopyPlace, copy_and_colleagues, copy_at, unsaved_texts
from app.rules.audience import Viewer
from app.rules.retention import RETENTION
from app.rules.roles import Role
from app.rules.working_copies import MOST_COPIES, PRESENT_FOR, Version, versions_in
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW

REAL = datetime(2026, 11, 26, 9, 42, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ONE, OTHER = "w" * 10, "v" * 10


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    return make_newsroom(session)


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return newsroom.write("writer")


@pytest.fixture
def place(newsroom: Newsroom, article: Article) -> CopyPlace:
    return CopyPlace(newsroom.people["writer"].id, article_id=article.id)


def type_in(
    session: Session,
    place: CopyPlace,
    text: str | None,
    version: str,
    *,
    seen: str = "",
    at: datetime = REAL,
    media_ids: Sequence[int] = (),
) -> None:
    """Let a window send what it holds."""
    found = Version.read(version)
    assert found is not None
    fields = None if text is None else {"title": [text]}
    keep(session, at, place, fields, version=found, seen=versions_in(seen), media_ids=media_ids)


def picture(created_at: datetime) -> Media:
    """Return a picture that nothing uses."""
    return Media(
        kind=MediaKind.PICTURE,
        title="Une photo",
        filename="a.jpg",
        mime_type="image/jpeg",
        size=1,
        created_at=created_at,
    )


def kept(session: Session, place: CopyPlace) -> str | None:
    """Return the text that is kept."""
    copy = session.scalar(copy_at(place))
    return copy.fields["title"][0] if copy is not None and copy.fields else None


def test_one_copy_follows_what_a_window_holds(session: Session, place: CopyPlace) -> None:
    for number, text in enumerate(("L", "Le", "Le cross"), 1):
        type_in(session, place, text, f"{ONE}.{number}", at=REAL + number * MINUTE)
    copy = session.scalars(select(WorkingCopy)).one()
    assert (copy.fields, copy.version) == ({"title": ["Le cross"]}, f"{ONE}.3")
    assert copy.saved_at == REAL + 3 * MINUTE


def test_a_copy_that_comes_late_or_twice_changes_nothing(
    session: Session, place: CopyPlace
) -> None:
    type_in(session, place, "Le cross", f"{ONE}.2")
    type_in(session, place, "Le cross", f"{ONE}.2")
    with pytest.raises(OtherWindow):
        type_in(session, place, "Le", f"{ONE}.1")
    assert kept(session, place) == "Le cross"


def test_another_window_must_have_seen_what_it_replaces(session: Session, place: CopyPlace) -> None:
    type_in(session, place, "Du premier onglet", f"{ONE}.1")
    for seen in ("", f"{ONE[:-1]}x.9", f"{OTHER}.1"):
        with pytest.raises(OtherWindow):
            type_in(session, place, "Du second", f"{OTHER}.7", seen=seen)
    assert kept(session, place) == "Du premier onglet"
    type_in(session, place, "Repris", f"{OTHER}.7", seen=f"nothing {OTHER}.1 {ONE}.1")
    with pytest.raises(OtherWindow):
        type_in(session, place, "Encore le premier", f"{ONE}.2")
    assert kept(session, place) == "Repris"


def test_what_was_saved_does_not_come_back_late(session: Session, place: CopyPlace) -> None:
    type_in(session, place, "Le cross", f"{ONE}.1")
    assert drop(session, REAL, place, versions_in(f"{ONE}.3"))
    assert kept(session, place) is None
    with pytest.raises(OtherWindow):
        type_in(session, place, "Le cross", f"{ONE}.2")
    type_in(session, place, "Tapé ensuite", f"{ONE}.4")
    type_in(session, place, None, f"{ONE}.5")
    type_in(session, place, "D’une autre fenêtre", f"{OTHER}.1")
    assert kept(session, place) == "D’une autre fenêtre"


def test_saving_leaves_what_another_window_typed(session: Session, place: CopyPlace) -> None:
    type_in(session, place, "Du premier onglet", f"{ONE}.1")
    assert not drop(session, REAL, place, versions_in(f"{OTHER}.4"))
    assert not drop(session, REAL, place, [])
    assert kept(session, place) == "Du premier onglet"


def test_each_person_has_a_copy_of_his_own(
    session: Session, newsroom: Newsroom, place: CopyPlace
) -> None:
    chief = CopyPlace(newsroom.people["manager"].id, article_id=place.article_id)
    type_in(session, place, "Du rédacteur", f"{ONE}.1")
    type_in(session, chief, "Du gestionnaire", f"{OTHER}.1")
    assert (kept(session, place), kept(session, chief)) == ("Du rédacteur", "Du gestionnaire")


def test_the_form_of_a_new_article_belongs_to_whoever_opened_it(
    session: Session, newsroom: Newsroom
) -> None:
    here = newsroom.rubrique.id
    writer, other = (newsroom.people[name].id for name in ("writer", "manager"))
    place = CopyPlace(writer, rubrique_id=here, creation_key="key")
    type_in(session, place, "Le cross", f"{ONE}.1")
    with pytest.raises(OtherWindow):
        type_in(
            session, CopyPlace(other, rubrique_id=here, creation_key="key"), "Volé", f"{OTHER}.1"
        )
    assert kept(session, place) == "Le cross"
    be_there(session, REAL, CopyPlace(writer, rubrique_id=here, creation_key="another"))
    type_in(session, CopyPlace(writer, rubrique_id=here, creation_key="a"), None, f"{ONE}.1")
    assert session.scalar(select(func.count()).select_from(WorkingCopy)) == 1
    [unsaved] = unsaved_texts(session, *_eyes(newsroom, "writer"), limit=5)
    assert (unsaved.title, unsaved.rubrique_id, unsaved.article_id) == ("Le cross", here, None)


def _eyes(newsroom: Newsroom, name: str) -> tuple[Viewer, Mapping[int, Role]]:
    worker = newsroom.worker(name)
    return worker.viewer, worker.roles


def test_texts_under_way_are_those_where_one_still_works(
    session: Session, newsroom: Newsroom, place: CopyPlace, article: Article
) -> None:
    type_in(session, place, "Le cross, bis", f"{ONE}.1")
    [unsaved] = unsaved_texts(session, *_eyes(newsroom, "writer"), limit=5)
    assert (unsaved.title, unsaved.article_id) == ("Le cross, bis", article.id)
    assert unsaved_texts(session, *_eyes(newsroom, "manager"), limit=5) == []
    article.author_id = newsroom.people["manager"].id
    session.flush()
    assert unsaved_texts(session, *_eyes(newsroom, "writer"), limit=5) == []


def test_nobody_begins_without_end(session: Session, newsroom: Newsroom) -> None:
    person = newsroom.people["writer"].id
    places = [
        CopyPlace(person, rubrique_id=newsroom.rubrique.id, creation_key=f"key{number}")
        for number in range(MOST_COPIES + 1)
    ]
    for one in places[:-1]:
        type_in(session, one, "Un texte", f"{ONE}.1")
    with pytest.raises(TooManyCopies):
        type_in(session, places[-1], "Un texte de trop", f"{ONE}.1")
    type_in(session, places[0], "Celui-ci avance", f"{ONE}.2")
    drop(session, REAL, places[0], versions_in(f"{ONE}.2"))
    type_in(session, places[-1], "Il y a de nouveau de la place", f"{ONE}.1")


def test_others_are_told_while_a_page_is_open(
    session: Session, newsroom: Newsroom, place: CopyPlace, article: Article
) -> None:
    chief = newsroom.people["manager"].id

    def others(at: datetime) -> list[tuple[str, datetime]]:
        _own, found = copy_and_colleagues(session, chief, article.id, at)
        return [(one.name, one.since) for one in found]

    be_there(session, REAL, place)
    be_there(session, REAL + MINUTE, place)
    type_in(session, place, "Le", f"{ONE}.1", at=REAL + 2 * MINUTE)
    name = newsroom.people["writer"].full_name
    assert others(REAL + 2 * MINUTE) == [(name, REAL)]
    assert others(REAL + 2 * MINUTE + PRESENT_FOR) == []
    be_there(session, REAL + 9 * MINUTE, place)
    assert others(REAL + 9 * MINUTE) == [(name, REAL + 9 * MINUTE)]
    leave(session, REAL + 9 * MINUTE, place)
    assert others(REAL + 9 * MINUTE) == []
    assert kept(session, place) == "Le"


def test_files_of_what_is_typed_are_not_purged(session: Session, place: CopyPlace) -> None:
    old = NOW - timedelta(days=RETENTION.unused_media_days)
    files = [picture(old), picture(old)]
    session.add_all(files)
    session.flush()
    first, second = (one.id for one in files)
    due = unused_media(NOW).order_by(Media.id)
    type_in(session, place, "Une photo", f"{ONE}.1", media_ids=[first])
    assert session.scalars(due).all() == [second]
    type_in(session, place, "Une autre", f"{ONE}.2", media_ids=[second])
    assert session.scalars(due).all() == [first]
    drop(session, REAL, place, versions_in(f"{ONE}.2"))
    assert session.scalars(due).all() == [first, second]


def test_copies_go_after_ninety_days(
    session: Session, newsroom: Newsroom, place: CopyPlace
) -> None:
    chief = CopyPlace(newsroom.people["manager"].id, article_id=place.article_id)
    late = REAL - timedelta(days=RETENTION.working_copy_days)
    type_in(session, place, "Oublié", f"{ONE}.1", at=late)
    type_in(session, chief, "Pas encore", f"{OTHER}.1", at=late + MINUTE)
    session.add(media := picture(NOW))
    session.flush()
    type_in(session, place, "Oublié", f"{ONE}.2", at=late, media_ids=[media.id])
    while purge_traces(session, Moments(school=NOW, real=REAL)):
        session.flush()
    assert (kept(session, place), kept(session, chief)) == (None, "Pas encore")
    assert session.scalar(select(func.count()).select_from(WorkingFile)) == 0
