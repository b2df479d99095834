"""Two clicks at the very same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.models import Article, LogEntry
from tests.visits import Browser, saved, signed_in
from tests.web.newsroom_kit import NEW, blank, make_desk

pytestmark = pytest.mark.usefixtures("demo_day")

CLICKS = 4


def test_the_same_form_sent_at_the_same_moment_makes_one_article(app: Flask) -> None:
    desk = make_desk(app)
    fields = blank(desk, "writer") | {"title": "Le cross", "then": "submit"}
    cookie = desk.browsers["writer"].get_cookie("parvis")
    assert cookie is not None
    clients = [signed_in(app, desk.people["writer"]) for _ in range(CLICKS)]
    for client in clients:
        client.set_cookie("parvis", cookie.value)
    together = Barrier(CLICKS)

    def click(client: Browser) -> tuple[int, str | None]:
        together.wait()
        answer = client.post(NEW, data=fields)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = set(pool.map(click, clients))
    assert len(answers) == 1
    assert answers.pop()[0] == 303
    with saved(app) as session:
        assert session.scalar(select(func.count()).select_from(Article)) == 1
        deeds = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
        assert deeds == ["create", "submit"]
