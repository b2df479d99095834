"""/mon-compte/mes-donnees: everything held about oneself, and nothing of anybody else."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.actions.log import record
from app.models import (
    Announcement,
    AnnouncementReading,
    AnnouncementTarget,
    Article,
    Base,
    Grant,
    GroupKind,
    Guardian,
    LastLogin,
    LogEntry,
    Notice,
    NoticeKind,
    Person,
    Revision,
    WorkingCopy,
)
from app.queries.own_data import LEFT_OUT, PARTS, columns_of
from app.queries.own_place import NOT_TOLD
from app.rules.announcements import Severity
from app.rules.audience import Function, Guardianship, Part, user_key
from app.rules.roles import Role
from blueprints.account.data_words import COLUMNS
from blueprints.account.data_words import PARTS as PART_NAMES
from tests.factories import NOW, make_article, make_group, make_person, make_rubrique
from tests.statements import recorded
from tests.visits import Browser, saved, signed_in
from tests.web.accounts import fill, go_and_fill, logged, page_of
from tests.web.signing_in import age_session

DATA = "/mon-compte/mes-donnees"
SECRET = "SECRET"
pytestmark = pytest.mark.usefixtures("demo_day")


def foreign_keys_to_people() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }


def test_each_table_that_names_people_is_exported_or_left_out_with_a_reason() -> None:
    covered = [key for part in PARTS for key in part.covers]
    assert len(covered) == len(set(covered))
    assert set(covered) | LEFT_OUT.keys() == foreign_keys_to_people()
    assert not set(covered) & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


def test_each_column_of_the_account_is_told_or_left_out_with_a_reason() -> None:
    [account] = [part for part in PARTS if part.name == "compte"]
    assert set(columns_of(account)) | NOT_TOLD.keys() == set(Person.__table__.columns.keys())


def test_each_part_and_each_column_has_words() -> None:
    assert [part.name for part in PARTS] == list(PART_NAMES)
    assert {name for part in PARTS for name in columns_of(part)} == COLUMNS.keys()


@pytest.fixture
def marion(app: Flask) -> int:
    """A teacher and mother with something in most parts; what is not hers holds SECRET."""
    with saved(app) as session:
        me = make_person(session, first_name="Marion", last_name="Estrade", login="m.estrade")
        lou = make_person(session, Function.ELV, first_name="Lou", last_name="Estrade")
        other = make_person(session, first_name=SECRET, last_name=SECRET)
        me.email, me.password_hash = "marion@a.example", SECRET
        for adult in (me, other):
            session.add(Guardian(adult_id=adult.id, pupil_id=lou.id, kind=Guardianship.LEGAL))
        make_group(session, "4B", (me, Part.TEACHER), (other, Part.TEACHER), (lou, Part.PUPIL),
                   kind=GroupKind.CLASS)  # fmt: skip
        rubrique = make_rubrique(session, "Actualités", grants={user_key(me.id): Role.WRITER})
        article = make_article(session, rubrique, "=SUM(A1)", body="<p>Mon texte.</p>", author=me)
        theirs = make_article(session, rubrique, SECRET, body=SECRET, author=other)
        session.add(
            Revision(article_id=article.id, number=2, author_id=other.id, created_at=NOW,
                     title=SECRET, body=SECRET)
        )  # fmt: skip
        session.flush()
        made = Announcement(severity=Severity.ALERT, title=SECRET, body=SECRET, starts_at=NOW,
                            ends_at=NOW + timedelta(days=1), created_at=NOW, author_id=other.id,
                            targets=[AnnouncementTarget(key="profile:parent")])  # fmt: skip
        session.add(made)
        session.flush()
        session.add_all(
            [
                AnnouncementReading(announcement_id=made.id, person_id=me.id, seen_at=NOW),
                AnnouncementReading(announcement_id=made.id, person_id=other.id, seen_at=NOW),
                LastLogin(person_id=me.id, at=NOW),
                WorkingCopy(person_id=me.id, article_id=article.id, opened_at=NOW, seen_at=NOW,
                            saved_at=NOW, version="a.1", fields={"title": ["+À moi"]}),
                WorkingCopy(person_id=other.id, article_id=article.id, opened_at=NOW, seen_at=NOW,
                            saved_at=NOW, version="b.1", fields={"title": [SECRET]}),
                Notice(person_id=me.id, kind=NoticeKind.REFUSED, article_id=theirs.id, at=NOW,
                       text="Il manque la date.", actor_id=other.id),
                Grant(rubrique_id=rubrique.id, key=user_key(other.id), role=Role.MANAGER),
            ]
        )  # fmt: skip
        record(session, NOW, me.id, "save", "article", article.id, title=SECRET)
        record(session, NOW, other.id, "issue_code", "person", me.id)
        record(session, NOW, other.id, "issue_code", "person", other.id)
        return me.id


def download(visitor: Browser, kind: str) -> TestResponse:
    return fill(visitor, page_of(visitor.get(DATA)), f"{DATA}/{kind}")


def tables(answer: TestResponse) -> dict[str, list[list[str]]]:
    found = {}
    with ZipFile(BytesIO(answer.get_data())) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert text.startswith("\ufeff")
            found[name] = list(csv.reader(StringIO(text[1:]), delimiter=";"))
    return found


def test_the_page_says_what_is_held_in_words(app: Flask, marion: int) -> None:
    answer = signed_in(app, marion).get(DATA)
    text = " ".join(page_of(answer).text_content().split())
    for words in ("marion@a.example", "4B", "Lou Estrade", "Mon texte.", "+À moi",
                  "Il manque la date.", "a modifié un texte", "a imprimé un code"):  # fmt: skip
        assert words in text, words
    assert SECRET not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_file_for_a_program_holds_everything_and_nothing_of_others(
    app: Flask, marion: int
) -> None:
    answer = download(signed_in(app, marion), "json")
    assert answer.mimetype == "application/json"
    name = "attachment; filename=mes-donnees-2026-03-24.json"
    assert answer.headers["Content-Disposition"] == name
    assert "no-store" in answer.headers["Cache-Control"]
    told = json.loads(answer.get_data())
    assert list(told) == [part.name for part in PARTS]
    assert told["compte"][0]["login"] == "m.estrade"
    assert "password_hash" not in told["compte"][0]
    assert [one["name"] for one in told["enfants"]] == ["Lou Estrade"]
    assert told["textes"][0]["body"] == "<p>Mon texte.</p>"
    assert told["articles"][0]["title"] == "=SUM(A1)", "as she wrote it, not as others changed it"
    assert told["copies-de-travail"][0]["fields"] == {"title": ["+À moi"]}
    assert told["lectures"][0]["seen_at"] == "2026-03-24T09:00:00+00:00"
    assert [(one["action"], one["by_oneself"]) for one in told["journal"]][-2:] == [
        ("issue_code", False),
        ("save", True),
    ]
    assert SECRET not in answer.text


def test_the_tables_are_for_a_spreadsheet_and_safe(app: Flask, marion: int) -> None:
    answer = download(signed_in(app, marion), "tableaux")
    assert (answer.mimetype, answer.status_code) == ("application/zip", 200)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    found = tables(answer)
    assert list(found) == [f"{part.name}.csv" for part in PARTS]
    assert found["textes.csv"][1][3] == "'=SUM(A1)", "no cell is computed"
    assert found["groupes.csv"] == [["Nom", "Type", "Comme"], ["4B", "classe", "enseignant"]]
    assert SECRET not in str(found)


def test_a_pupil_is_not_told_the_names_of_adults(app: Flask, marion: int) -> None:
    with saved(app) as session:
        lou = session.query(Person).filter_by(first_name="Lou").one().id
    told = json.loads(download(signed_in(app, lou), "json").get_data())
    assert told["adultes"] == [{"kind": "legal"}, {"kind": "legal"}]
    assert "Marion" not in json.dumps(told)


@pytest.mark.parametrize("kind", ["json", "tableaux"])
def test_a_download_is_in_the_journal_and_asks_for_the_password(
    app: Flask, marion: int, kind: str
) -> None:
    visitor = signed_in(app, marion)
    page = page_of(visitor.get(DATA))
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    assert fill(visitor, page, f"{DATA}/{kind}").status_code == 403
    assert visitor.get(DATA).status_code == 302
    age_session(app, confirmed_at=datetime.now(UTC))
    assert download(visitor, kind).status_code == 200
    [line] = [one for one in logged(app) if one.action == "export"]
    assert (line.subject, line.subject_id, line.actor_id) == ("person", marion, marion)


def test_more_rows_cost_no_more_queries(app: Flask, marion: int) -> None:
    visitor = signed_in(app, marion)

    def queries() -> int:
        with app.app_context(), recorded(app.extensions["sqlalchemy"].engine) as sent:
            assert visitor.get(DATA).status_code == 200
        return len(sent)

    few = queries()
    with saved(app) as session:
        me, article = session.get_one(Person, marion), session.query(Article).first()
        assert article is not None
        session.add_all(
            LogEntry(at=NOW, actor_id=me.id, action="save", subject="article", subject_id=1)
            for _ in range(30)
        )
        rubrique = make_rubrique(session, "Autre")
        for number in range(15):
            make_article(session, rubrique, f"N {number}", author=me)
    assert queries() == few
    assert "Le reste est dans les fichiers." in visitor.get(DATA).text


def test_a_request_is_sent_and_stands_on_the_page(app: Flask, marion: int) -> None:
    visitor = signed_in(app, marion)
    for wrong in ({"kind": "erasure", "text": "  "}, {"kind": "x", "text": "Mon nom"},
                  {"text": "Mon nom"}, {"kind": "correction", "text": "x" * 2001}):  # fmt: skip
        refused = go_and_fill(visitor, DATA, f"{DATA}/demande", **wrong)
        assert refused.status_code == 422
        assert page_of(refused).cssselect(".error-summary")
    assert "Mon nom" in go_and_fill(visitor, DATA, f"{DATA}/demande", text="Mon nom").text
    for _ in range(5):
        done = go_and_fill(visitor, DATA, f"{DATA}/demande", kind="erasure", text="<b>Tout</b>")
        assert (done.status_code, done.location) == (303, DATA)
    page = visitor.get(DATA)
    assert "&lt;b&gt;Tout&lt;/b&gt;" in page.text
    full = go_and_fill(visitor, DATA, f"{DATA}/demande", kind="erasure", text="Encore")
    assert (full.status_code, "attendent déjà" in full.text) == (422, True)
