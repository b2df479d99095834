"""Who may keep what he types, how much of it, and what becomes of it when something is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models import LogEntry, Media, MediaKind, SiteVersion, UserSession, WorkingFile
from app.rules.working_copies import LONGEST_COPY
from tests.factories import NOW
from tests.statements import recorded
from tests.visits import browser, saved
from tests.web.newsroom_kit import NEW, Desk, blank, send_new
from tests.web.signing_in import age_session
from tests.web.typing_kit import JSON, ONE, OTHER, copies, form, type_in

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def address(desk: Desk) -> str:
    """An article of the writer."""
    return send_new(desk, "writer", title="Le cross", body="Samedi.")


@pytest.mark.parametrize(
    ("name", "on_own", "on_new"),
    [
        ("writer", 200, 200),
        ("publisher", 404, 200),
        ("moderator", 200, 200),
        ("manager", 200, 200),
        ("visitor", 404, 403),
        ("stranger", 404, 403),
        (None, 400, 400),
    ],
)
def test_who_may_write_may_keep(
    desk: Desk, address: str, name: str | None, on_own: int, on_new: int
) -> None:
    before = copies(desk)
    for path, shown, status in (
        (address, form(desk, "writer", f"{address}/modifier"), on_own),
        (NEW, blank(desk, "writer"), on_new),
    ):
        who = desk.browsers[name] if name else browser(desk.app)
        token = {"csrf_token": desk.token(name) if name else "", "copy_version": f"{OTHER}.1"}
        answer = who.post(f"{path}/copie", data=shown | {"title": "Autre"} | token)
        assert answer.status_code == status
        if status != 200:
            given_up = who.post(f"{address}/copie/abandonner", data=token)
            assert given_up.status_code == on_own
    assert (copies(desk) == before) is (on_new != 200)


def test_what_readers_see_is_refused_not_hidden(desk: Desk) -> None:
    article_id = desk.write("writer", ("chief", "publish"))
    for name in ("visitor", "publisher"):
        path = f"/publication/articles/{article_id}/copie"
        assert desk.post(name, path, copy_version=f"{ONE}.1").status_code == 403


def test_a_script_hears_in_a_word_what_is_wrong(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier") | {"body": "Autre."}
    for change, status, error in (
        ({"csrf_token": "wrong"}, 400, "token"),
        ({"writer": str(desk.people["moderator"])}, 409, "person"),
        ({"copy_version": ""}, 400, "400"),
        ({"body": "x" * (LONGEST_COPY + 1)}, 413, "long"),
    ):
        answer = type_in(desk, "writer", address, fields, **change)
        assert (answer.status_code, answer.json["error"]) == (status, error)
    assert copies(desk) == []
    foreign = type_in(desk, "writer", "/publication/articles/999999", fields)
    assert (foreign.status_code, foreign.json["error"]) == (404, "404")
    other = browser(desk.app).post(f"{address}/copie", data=fields, headers=JSON)
    assert (other.status_code, other.json["error"]) == (401, "session")


def test_an_ended_session_is_said_and_a_sign_of_life_does_not_lengthen_it(
    desk: Desk, address: str
) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    _age(desk, minutes=10)
    desk.browsers["writer"].post(f"{address}/copie", data=fields | {"presence": "here"})
    assert not _is_just_seen(desk)
    type_in(desk, "writer", address, fields, body="Autre.")
    assert _is_just_seen(desk)
    _age(desk, minutes=90)
    answer = type_in(desk, "writer", address, fields, 2, body="Autre !")
    assert (answer.status_code, answer.json) == (401, {"error": "session"})


def test_it_raises_no_version_logs_nothing_and_asks_little(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    before = _version_and_log(desk)
    type_in(desk, "writer", address, fields, body="Une fois.")
    with recorded(db.engine) as sent:
        answer = type_in(desk, "writer", address, fields, 2, body="Deux fois. /medias/1/a.jpg")
    assert answer.status_code == 200
    assert _version_and_log(desk) == before
    assert len([one for one in sent if one.startswith(("SELECT", "WITH"))]) < 16, sent
    desk.browsers["writer"].post(
        f"{address}/copie/abandonner", data=fields | {"copy_seen": f"{ONE}.2"}
    )
    assert (copies(desk), _version_and_log(desk)) == ([], before)


def test_files_are_held_if_one_may_use_them(desk: Desk, address: str) -> None:
    with saved(desk.app) as session:
        owners = (desk.people["writer"], desk.people["moderator"])
        files = [
            Media(
                kind=MediaKind.PICTURE,
                title="Une photo",
                filename="a.jpg",
                mime_type="image/jpeg",
                size=1,
                owner_id=owner,
                created_at=NOW,
            )
            for owner in (*owners, owners[0])
        ]
        session.add_all(files)
        session.flush()
        own, foreign, in_text = (one.id for one in files)
    fields = form(desk, "writer", f"{address}/modifier")
    typed = {
        "gallery-0-media_id": str(own),
        "gallery-1-media_id": str(foreign),
        "gallery-2-media_id": "²",
        "gallery-0-caption": "Le départ",
        "body": f'<p><img src="/medias/{in_text}/a.jpg" alt=""></p>',
        "evil": "x",
        "password": "x",
    }
    assert type_in(desk, "writer", address, fields, **typed).status_code == 200
    [kept] = copies(desk)
    assert kept["gallery-0-caption"] == ["Le départ"]
    assert not {"evil", "password"} & kept.keys()
    with saved(desk.app) as session:
        assert sorted(session.scalars(select(WorkingFile.media_id))) == [own, in_text]


def test_what_is_typed_goes_to_the_trash_with_its_article_and_is_still_kept(
    desk: Desk, address: str
) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    desk.post("moderator", f"{address}/mettre-a-la-corbeille")
    answer = type_in(desk, "writer", address, fields, body="Gardé.")
    assert (answer.status_code, answer.json["closed"]) == (200, True)
    assert copies(desk)[0]["body"] == ["Gardé."]


def test_texts_of_other_articles_are_no_base(desk: Desk, address: str) -> None:
    other = form(desk, "writer", f"{send_new(desk, 'writer')}/modifier")
    fields = form(desk, "writer", f"{address}/modifier")
    for seen in (other["seen_revision_id"], "999999", "x"):
        answer = type_in(desk, "writer", address, fields | {"seen_revision_id": seen}, body="A")
        assert (answer.status_code, answer.json["outdated"]) == (200, True)


def _age(desk: Desk, minutes: int) -> None:
    """Let all sessions be as if nobody had come for so long."""
    moment = datetime.now(UTC) - timedelta(minutes=minutes)
    age_session(desk.app, created_at=moment, seen_at=moment, expires_at=moment + timedelta(hours=1))


def _is_just_seen(desk: Desk) -> bool:
    with saved(desk.app) as session:
        seen = session.scalar(select(func.max(UserSession.seen_at)))
        return seen is not None and datetime.now(UTC) - seen < timedelta(minutes=1)


def _version_and_log(desk: Desk) -> tuple[int | None, int | None]:
    with saved(desk.app) as session:
        lines = session.scalar(select(func.count()).select_from(LogEntry))
        return session.scalar(select(SiteVersion.value)), lines
