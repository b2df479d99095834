"""People at work on a served site, each by the forms of its pages; what they did carries a name.

A form counts as acknowledged once its answer has come, and only then.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from functools import cached_property
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Config
from app.models import Announcement, Article, Layout, Media, Person, Revision, Rubrique, UserSession
from app.rules.workflow import Status
from tests import files_sent as made
from tests.visits import saved

ARTICLE = "/publication/articles/nouveau"
ANNOUNCEMENT = "/communication/annonces/nouvelle"
FILE = "/publication/mediatheque/ajouter"
HOME_PAGE = "/site/page-accueil"
BOUNDARY = "parvis"
HEAD, TEACHER = "h.castagne", "m.estrade"

Fields = Mapping[str, Any]


class Unanswered(Exception):
    """A form was answered otherwise than hoped for, with this status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text[:2000]}")
        self.status = status


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    text: str

    @cached_property
    def page(self) -> Any:
        """The page."""
        return html.fromstring(self.text)

    def form(self, action: str = "") -> dict[str, list[str]]:
        """Return what the form of the page sends, the one that goes to an address if given."""
        wanted = f"[@action='{action}']" if action else ""
        [form] = self.page.xpath(f"//main//form[@method='post']{wanted}")
        found: dict[str, list[str]] = {}
        for one in form.xpath(".//input[@name] | .//textarea[@name]"):
            if one.get("type") not in ("checkbox", "radio") or one.get("checked") is not None:
                value = (
                    (one.text or "").lstrip("\r\n") if one.tag == "textarea" else one.get("value")
                )
                found.setdefault(one.get("name"), []).append(value or "")
        return found


class Hand:
    """Somebody who is signed in, with a browser on any port where the site answers."""

    def __init__(self, app: Flask, login: str = HEAD) -> None:
        """Open the session: its row is committed."""
        self.secret = str(app.secret_key)
        token, raw, now = secrets.token_urlsafe(32), secrets.token_hex(20), datetime.now(UTC)
        with saved(app) as session:
            person_id = session.scalars(select(Person.id).where(Person.login == login)).one()
            session.add(
                UserSession(
                    token_hash=hashlib.sha256(token.encode()).hexdigest(), person_id=person_id,
                    created_at=now, seen_at=now, expires_at=now + timedelta(hours=12),
                )
            )  # fmt: skip
            self.rubrique_id = session.scalars(
                select(Rubrique.id).where(Rubrique.trashed_at.is_(None)).order_by(Rubrique.id)
            ).first()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        value = signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": raw})
        self.cookie = f"{app.config['SESSION_COOKIE_NAME']}={value}"
        self.token = URLSafeTimedSerializer(self.secret, salt="wtf-csrf-token").dumps(raw)

    def get(self, port: int, path: str) -> Answer:
        """Ask for a page."""
        return ask(port, "GET", path, {"Cookie": self.cookie})

    def post(self, port: int, path: str, fields: Fields) -> Answer:
        """Send a form."""
        body = encoded({"csrf_token": self.token} | fields)
        return ask(port, "POST", path, {"Cookie": self.cookie, **FORM}, body)

    def send_file(self, port: int, name: str, data: bytes) -> Answer:
        """Send a file to the library as its script does."""
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{self.token}'
            f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"'
            "\r\nContent-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        headers = {"Cookie": self.cookie, "Accept": "application/json", **kind}
        return ask(port, "POST", FILE, headers, body)

    def article(self, title: str) -> dict[str, Any]:
        """Return the form of a new article, filled in."""
        return {
            "rubrique_id": self.rubrique_id, "creation_key": secrets.token_urlsafe(24),
            "title": title, "body": f"<p>Texte de {title}.</p>",
        }  # fmt: skip

    def write_article(self, port: int, title: str) -> None:
        """Begin an article; raises Unanswered."""
        expect(303, self.post(port, ARTICLE, self.article(title)))

    def announce(self, port: int, title: str) -> None:
        """Send an announcement to all members; raises Unanswered."""
        day = datetime.now(UTC).date() - timedelta(days=1)
        fields = {
            "severity": "alert", "title": title, "body": f"Texte de {title}.", "do": "send",
            "target": "members", "starts_on": day, "ends_on": day + timedelta(days=4),
        }  # fmt: skip
        expect(303, self.post(port, ANNOUNCEMENT, fields))

    def add_file(self, port: int, title: str) -> None:
        """Send a file that is like no other; raises Unanswered."""
        data = made.pdf(1) + f"\n% {title} {secrets.token_hex(2000)}\n".encode()
        answer = expect(200, self.send_file(port, f"{title}.pdf", data))
        if not json.loads(answer.text)["media"]:
            raise Unanswered(answer.status, answer.text)

    def publish_page(self, port: int, note: str) -> None:
        """Publish the home page anew, as it is; raises Unanswered."""
        expect(303, self.post(port, f"{HOME_PAGE}/brouillon", {}))
        asked = expect(200, self.get(port, f"{HOME_PAGE}/publier"))
        fields = asked.form(f"{HOME_PAGE}/publier") | {"when": "now", "note": note}
        expect(303, self.post(port, f"{HOME_PAGE}/publier", fields))


def encoded(fields: Fields) -> bytes:
    """Return a form as a browser sends it."""
    return urlencode(fields, doseq=True).encode()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(
    port: int, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Answer:
    """Ask a server of this machine for one thing; raises OSError, HTTPException."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, body or None, dict(headers or {}))
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))


def expect(status: int, answer: Answer) -> Answer:
    """Return an answer of this status; raises Unanswered for any other."""
    if answer.status != status:
        raise Unanswered(answer.status, answer.text)
    return answer


def sign_in(port: int, login: str, password: str) -> str:
    """Sign in by the form; return the cookie of the session. Raises Unanswered."""
    page = expect(200, ask(port, "GET", "/connexion"))
    headers = {**FORM, "Cookie": cookie_of(page)}
    fields = page.form("/connexion") | {"login": login, "password": password}
    return cookie_of(expect(303, ask(port, "POST", "/connexion", headers, encoded(fields))))


def cookie_of(answer: Answer) -> str:
    """Return the cookie that an answer sets, as a browser sends it back."""
    return (answer.headers["Set-Cookie"] or "").partition(";")[0]


def names_kept(session: Session) -> set[str]:
    """Return the names of all that hands have made."""
    found: set[str] = set()
    for column in (Revision.title, Announcement.title, Media.title, Layout.note):
        found.update(session.scalars(select(column)))
    return found


def files_of(config: Config) -> int:
    """Count the stored files, and what is aside."""
    return sum(path.is_file() for path in (config.data / "files").rglob("*"))


def an_online_article(session: Session) -> str:
    """Return the address of an article that visitors read."""
    found = session.scalars(
        select(Article.id).where(Article.status == Status.ONLINE).order_by(Article.id)
    ).first()
    return f"/articles/{found}"
