"""A small school as rows, one or more in each table, for a database of any revision.

Each row says what the newest revision knows; of an older one only those columns are written that it
has. A table is named with the revision that brought it, a row with that which brought its values.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, MetaData, Table, text

from app.text.person_keys import person_keys

Row = dict[str, Any]
RELEASED = "0006"
"""The last revision of the previous release."""
DAY = datetime(2026, 3, 24, 9, tzinfo=UTC)
LATER = DAY + timedelta(days=3)
HASH = "f" * 64
SHOWN = {"page": "public_home", "created_at": DAY}
TILE = {"kind": "rich_text", "title": "Bonjour", "width": 6, "height": 2, "finish": "tinted"}
HELLO = {"html": "<p>Bienvenue à tous.</p>"}
INDEXES = ("search_index", "newest_index")
"""Tables in which SQLite's full-text search keeps what it knows of others."""
ENDED = {"created_at": DAY, "ended_at": LATER}
WRITTEN = {"created_at": DAY, "starts_at": DAY, "bumped_at": DAY, "changed_at": DAY}
PERSON = {"source": "academic", "mail_choice": "daily", "announcement_mail": "at_once"}
RUBRIQUE = {"introduction": "", "inherits": True, "has_blog": True, "is_temporary": False}
STORED = {"keywords": "", "in_collection": False, "focal_x": 0.25, "focal_y": 0.75}
STORED |= {"created_at": DAY, "size": 17, "words": ""}


def person(id_: int, login: str, first: str, last: str, **more: Any) -> Row:
    """Return an account."""
    names = {"first_name": first, "last_name": last, **person_keys(first, last)}
    return {"id": id_, "login": login, **names, **PERSON, **more}


def notice(id_: int, kind: str, **about: Any) -> Row:
    """Return something that a person was told."""
    return {"id": id_, "person_id": 1, "kind": kind, "actor_id": 2, "text": "", "at": DAY, **about}


ROWS: list[tuple[str, str, Row]] = [
    ("0001", "group", {"id": 1, "kind": "level", "name": "6e", "sort_key": "6e"}),
    ("0001", "group", {"id": 2, "kind": "class", "name": "6A", "sort_key": "6a", "level_id": 1}),
    ("0006", "group", {"id": 3, "kind": "free", "name": "Club échecs", "sort_key": "club"}
     | {"external_id": "G3", "is_visible": False, "ended_at": LATER}),
    ("0001", "person", person(1, "h.castagne", "Hélène", "Castagné", password_hash="x$y")),
    ("0001", "person", person(2, "m.dubosc", "Marc", "Dubosc", suspended_at=DAY, title="M.")),
    ("0001", "person", person(3, "lou.dubosc", "Lou", "Dubosc", external_id="ELV3")),
    ("0006", "person", person(4, "invite", "Ana", "Ruiz", access_ends_on=date(2026, 6, 30))
     | {"source": "local", "quiet_from": 21, "quiet_until": 7}),
    ("0001", "person", person(5, "p.lemaire", "Paul", "Lemaire")),
    ("0001", "person_function", {"person_id": 1, "function": "DIR"}),
    ("0001", "person_function", {"person_id": 2, "function": "TUT"}),
    ("0001", "person_function", {"person_id": 3, "function": "ELV"}),
    ("0001", "person_duty", {"person_id": 1, "duty": "head"}),
    ("0006", "person_duty", {"person_id": 2, "duty": "parent_delegate"}),
    ("0001", "guardian", {"adult_id": 2, "pupil_id": 3, "kind": "legal"}),
    ("0001", "membership", {"person_id": 3, "group_id": 2, "part": "pupil"}),
    ("0001", "membership", {"person_id": 1, "group_id": 2, "part": "teacher"}),
    ("0006", "group_manager", {"group_id": 3, "person_id": 1}),
    ("0001", "setting", {"name": "city", "value": "Trois-Rivières"}),
    ("0001", "setting", {"name": "phones", "value": [{"service": "Accueil", "phone": "05"}]}),
    ("0001", "site_right", {"right": "compose", "key": "user:2"}),
    ("0001", "rubrique", {"id": 1, "position": 0, "name": "Vie de l’établissement", **RUBRIQUE}
     | {"visibility": "public", "has_agenda": True}),
    ("0001", "rubrique", {"id": 2, "position": 1, "name": "Conseil", "parent_id": 1, **RUBRIQUE}
     | {"visibility": "private", "has_agenda": False}),
    ("0001", "rubrique_grant", {"rubrique_id": 2, "key": "profile:parent", "role": "visitor"}),
    ("0001", "article", {"id": 1, "rubrique_id": 1, "author_id": 1, "position": 0, **WRITTEN}
     | {"status": "draft", "title_key": "une sortie au museum"}),
    ("0001", "article", {"id": 2, "rubrique_id": 2, "author_id": 2, "position": 0, **WRITTEN}
     | {"status": "trashed", "trashed_at": LATER, "title_key": "a jeter", "is_illustrated": True}),
    ("0001", "article", {"id": 3, "rubrique_id": 2, "author_id": 2, "position": 0, **WRITTEN}
     | {"status": "draft", "title_key": "ordre du jour"}),
    ("0001", "revision", {"id": 1, "article_id": 1, "number": 1, "author_id": 1, "summary": "Hop"}
     | {"title": "Une sortie au muséum", "body": "<p>Samedi.</p>", "created_at": DAY}
     | {"submitted_at": DAY, "decision": "approved", "decided_at": DAY, "decided_by_id": 2}),
    ("0001", "revision", {"id": 2, "article_id": 1, "number": 2, "author_id": 2, "summary": ""}
     | {"title": "Une sortie au muséum", "body": "<p>Dimanche.</p>", "created_at": LATER}
     | {"submitted_at": LATER, "decision": "refused", "decided_at": LATER, "reason": "Non"}),
    ("0001", "revision", {"id": 3, "article_id": 2, "number": 1, "created_at": DAY, "summary": ""}
     | {"title": "À jeter", "body": "<p>Rien.</p>"}
     | {"submitted_at": DAY, "decision": "approved", "decided_at": DAY, "decided_by_id": 5}),
    ("0001", "revision", {"id": 4, "article_id": 3, "number": 1, "created_at": DAY, "summary": ""}
     | {"title": "Ordre du jour", "body": "<p>La cantine.</p>", "submitted_at": DAY}
     | {"decision": "refused", "decided_at": DAY, "decided_by_id": 3, "reason": "Trop tôt"}),
    ("0001", "search_document", {"article_id": 1, "title": "sort museum", "summary": "hop"}
     | {"body": "samed"}),
    ("0004", "newest_text", {"article_id": 1, "text": "une sortie au museum samedi."}),
    ("0005", "checked_text", {"revision_id": 1, "checked_at": DAY, "blocks": 0, "warns": 1}
     | {"advises": 2, "findings": [{"kind": "no_picture"}]}),
    ("0005", "waiver", {"id": 1, "article_id": 1, "kind": "name", "place_key": "lou"}
     | {"reason": "Accord écrit", "person_id": 1, "at": DAY}),
    ("0005", "preview_link", {"id": 1, "revision_id": 2, "token_hash": HASH, "created_by_id": 2}
     | {"created_at": DAY, "expires_at": LATER}),
    ("0005", "working_copy", {"id": 1, "person_id": 1, "article_id": 1, "seen_revision_id": 1}
     | {"fields": {"title": "Une sortie"}, "version": "a1", "saved_at": DAY, "opened_at": DAY}
     | {"seen_at": DAY}),
    ("0001", "media", {"id": 1, "kind": "picture", "title": "Le muséum", "filename": "museum.jpg"}
     | {"mime_type": "image/jpeg", "width": 1600, "height": 900, "licence": "CC0-1.0", **STORED}
     | {"title_key": "le museum", "owner_id": 1}),
    ("0001", "media", {"id": 2, "kind": "document", "title": "Menu", "filename": "menu.pdf"}
     | {"mime_type": "application/pdf", "stored_name": f"{HASH}.pdf", **STORED}
     | {"title_key": "menu"}),
    ("0001", "media_form", {"media_id": 1, "name": "full-1600.jpg", "width": 1600, "height": 900}
     | {"size": 17, "mime_type": "image/jpeg", "stored_name": f"{HASH}.jpg"}),
    ("0005", "media_crop", {"media_id": 1, "form": "hero", "left_edge": 0.1, "top_edge": 0}
     | {"right_edge": 0.9, "bottom_edge": 1}),
    ("0005", "working_file", {"working_copy_id": 1, "media_id": 2}),
    ("0001", "layout", {"id": 1, **SHOWN, "published_at": DAY, "note": ""}),
    ("0007", "layout", {"id": 2, **SHOWN, "restored_id": 1, "note": "Comme avant"}),
    ("0001", "tile", {"id": 1, "layout_id": 1, "position": 0, "settings": HELLO, **TILE}
     | {"mark": "tile-1"}),
    ("0007", "tile", {"id": 2, "layout_id": 2, "position": 0, "settings": HELLO, **TILE}
     | {"mark": "tile-1", "shown_from": DAY, "shown_until": LATER}),
    ("0001", "tile_audience", {"tile_id": 1, "key": "public"}),
    ("0007", "draft", {"page": "public_home", "base_id": 1, "version": 4, "created_at": DAY}
     | {"changed_at": LATER, "changed_by_id": 1}),
    ("0007", "draft_tile", {"id": 1, "page": "public_home", "position": 0, "mark": "tile-1"}
     | {"settings": HELLO, "audience": ["public"], "removed_at": LATER, **TILE}),
    ("0001", "media_use", {"id": 1, "media_id": 1, "revision_id": 1, "slot": "illustration"}
     | {"position": 0, "alt": "La façade", "caption": "Le muséum"}),
    ("0001", "media_use", {"id": 2, "media_id": 1, "tile_id": 1, "slot": "picture", "position": 0}),
    ("0001", "media_use", {"id": 4, "media_id": 1, "revision_id": 3, "slot": "illustration"}
     | {"position": 0}),
    ("0007", "media_use", {"id": 3, "media_id": 1, "draft_tile_id": 1, "slot": "picture"}
     | {"position": 0}),
    ("0001", "announcement", {"id": 1, "severity": "alert", "origin": "school", "author_id": 1}
     | {"title": "Grève", "body": "<p>Pas de cours.</p>", "starts_at": DAY, "ends_at": LATER}
     | {"created_at": DAY, "status": "online", "asks_acknowledgement": False, "version": 1}),
    ("0001", "announcement_target", {"announcement_id": 1, "key": "profile:parent"}),
    ("0006", "announcement", {"id": 2, "severity": "info", "origin": "school", "author_id": 2}
     | {"title": "Projet", "body": "", "starts_at": DAY, "ends_at": LATER, "created_at": DAY}
     | {"status": "pending", "submitted_at": DAY, "asks_acknowledgement": True, "version": 3}),
    ("0006", "announcement_reading", {"announcement_id": 1, "person_id": 2, "seen_at": DAY}
     | {"acknowledged_at": LATER}),
    ("0007", "event_series", {"id": 1, "repeats": "weekly", "until": date(2026, 6, 30)}),
    ("0001", "event", {"id": 1, "rubrique_id": 1, "article_id": 1, "title": "Réunion"}
     | {"place": "Salle 12", "all_day": False, "starts_at": LATER, "changed_at": DAY}
     | {"ends_at": LATER + timedelta(hours=2), "status": "online", "version": 1}),
    ("0007", "event", {"id": 2, "rubrique_id": 1, "title": "Club", "all_day": True}
     | {"starts_at": DAY, "ends_at": LATER, "changed_at": DAY, "status": "trashed", "version": 2}
     | {"trashed_at": LATER, "former_status": "online", "series_id": 1, "author_id": 2}
     | {"proposed": {"title": "Club échecs"}}),
    ("0004", "notice", notice(1, "refused", article_id=1, read_at=LATER)),
    ("0006", "notice", notice(2, "announcement_submitted", announcement_id=2)),
    ("0007", "notice", notice(3, "event_submitted", event_id=2)),
    ("0001", "log_entry", {"id": 1, "at": DAY, "actor_id": 1, "action": "create"}
     | {"subject": "article", "subject_id": 1, "details": {"title": "Une sortie au muséum"}}),
    ("0001", "user_session", {"token_hash": HASH, "person_id": 1, "created_at": DAY}
     | {"seen_at": DAY, "expires_at": LATER, "stays": True, "confirmed_at": DAY, "device": "x"}),
    ("0003", "login_failure", {"id": 1, "login": "h.castagne", "address": "10.0.0.1", "at": DAY}),
    ("0004", "job", {"id": 1, "kind": "mail", "arguments": {"to": "a@b.example"}}
     | {"state": "failed", "due_at": DAY, "attempts": 8, "last_error": "451", **ENDED}),
    ("0004", "access_code", {"id": 1, "kind": "activation", "person_id": 2, "code_hash": HASH}
     | {"created_at": DAY, "expires_at": LATER, "created_by_id": 1}),
    ("0004", "batch", {"id": 1, "action": "move", "arguments": {"rubrique_id": 1}, "person_id": 1}
     | {"state": "done", "total": 1, **ENDED}),
    ("0004", "batch_item", {"batch_id": 1, "position": 0, "article_id": 1, "title": "Une sortie"}
     | {"expected_status": "draft", "outcome": "done", "reason": "", "before": {"rubrique_id": 2}}
     | {"after": {"rubrique_id": 1}}),
    ("0006", "data_request", {"id": 1, "person_id": 2, "kind": "correction", "text": "Mon nom"}
     | {"created_at": DAY, "answered_at": LATER, "answered_by_id": 1, "answer": "Corrigé"}),
    ("0006", "directory_import", {"id": 1, "state": "done", "person_id": 1, "files": {}}
     | {"digest": HASH, "report": {"people": 4}, "problems": [], "done": 4, "total": 4, **ENDED}),
    ("0006", "home_visit", {"person_id": 2, "seen_at": LATER, "before_at": DAY}),
    ("0006", "last_login", {"person_id": 2, "at": LATER}),
    ("0006", "service_link", {"id": 1, "title": "Pronote", "description": "", "url": "https://a.fr"}
     | {"group": "", "icon": "", "position": 0, "is_quick": True}),
    ("0006", "service_audience", {"service_link_id": 1, "key": "members"}),
    ("0007", "external_feed", {"id": 1, "url": "https://a.fr/rss", "title": "Rectorat"}
     | {"site_url": "https://a.fr", "copied_at": DAY, "failing_since": LATER}),
    ("0007", "external_item", {"id": 1, "feed_id": 1, "position": 0, "title": "Calendrier"}
     | {"url": "https://a.fr/1", "summary": "Les vacances", "published_at": DAY}),
    ("0007", "feed_check", {"feed_id": 1, "next_at": LATER, "checked_at": DAY, "etag": "e"}
     | {"last_modified": "", "failures": 2, "fault": "timeout"}),
]  # fmt: skip


def fill(connection: Connection, revision: str) -> None:
    """Write the rows that a database of this revision can hold."""
    known = reflected(connection)
    for since, name, row in ROWS:
        if since <= revision:
            table = known.tables[name]
            values = {column: value for column, value in row.items() if column in table.columns}
            connection.execute(table.insert().values(values))
    articles = known.tables["article"]
    online = {"status": "online", "online_revision_id": 1, "newest_revision_id": 2}
    connection.execute(articles.update().where(articles.c.id == 1).values(online))
    was_online = {"online_revision_id": 3, "newest_revision_id": 3}
    connection.execute(articles.update().where(articles.c.id == 2).values(was_online))
    online = {"status": "online", "online_revision_id": 4, "newest_revision_id": 4}
    connection.execute(articles.update().where(articles.c.id == 3).values(online))
    for table in known.tables.values():
        _go_on_after(connection, table)


def reflected(connection: Connection) -> MetaData:
    """Return the tables as the database says they are."""
    known = MetaData()
    known.reflect(connection)
    return known


def contents(connection: Connection) -> dict[str, list[Row]]:
    """Return all rows of all tables by their columns, in the order of their keys."""
    return {
        table.name: [
            dict(row._mapping)
            for row in connection.execute(table.select().order_by(*table.primary_key))
        ]
        for table in _own_tables(reflected(connection))
    }


def _own_tables(known: MetaData) -> Iterator[Table]:
    for _name, table in sorted(known.tables.items()):
        if table.name != "alembic_version" and not table.name.startswith(INDEXES):
            yield table


def _go_on_after(connection: Connection, table: Table) -> None:
    """Let PostgreSQL give the numbers after those that were written; SQLite does by itself."""
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        sequence = "pg_get_serial_sequence(:name, 'id')"
        connection.execute(
            text(f'SELECT setval({sequence}, (SELECT max(id) FROM "{table.name}"))'),
            {"name": f'"{table.name}"'},
        )
