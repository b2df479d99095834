"""Batches for tests: choose, confirm and do them as the pages and the worker would."""

from collections.abc import Collection

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.batch_run import work_chunk
from app.actions.batches import aim, choose_some, confirm, judge, open_batch, undo
from app.models import Article, Batch, BatchItem, Revision, SearchDocument
from app.queries.viewers import viewer_of
from app.queries.workers import read_worker
from app.rules.audience import user_key
from app.rules.batches import BatchAction
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import make_rubrique
from tests.visits import saved


def newsroom_with(app: Flask, online: int) -> dict[str, int]:
    """Return the ids of people, of whom some have articles online, and of a private rubrique."""
    with saved(app) as session:
        room = make_newsroom(session)
        for number in range(online):
            room.make("moderator", room.write("writer", f"Sortie {number}"), "publish")
        key = user_key(room.people["moderator"].id)
        private = make_rubrique(
            session, "Conseil", visibility=Visibility.PRIVATE, grants={key: Role.MODERATOR}
        )
        people = {name: person.id for name, person in room.people.items()}
        return people | {"private": private.id}


def preview(
    room: Newsroom, name: str, action: BatchAction, ids: Collection[int], **target: int
) -> Batch:
    """Let one of the people choose articles by their ids."""
    session = room.session
    batch = open_batch(session, room.now, room.people[name].id, action)
    worker = read_worker(session, viewer_of(session, room.people[name].id))
    choose_some(session, room.now, worker, batch, ids)
    if target:
        aim(session, room.now, worker, batch, **target)
    else:
        judge(session, room.now, worker, batch)
    return batch


def do(
    room: Newsroom, name: str, action: BatchAction, ids: Collection[int], **target: int
) -> Batch:
    """Let one of the people do a batch, to its end."""
    batch = preview(room, name, action, ids, **target)
    confirm(room.session, room.now, batch)
    finish(room, batch)
    return batch


def do_undo(room: Newsroom, batch: Batch) -> None:
    """Undo a batch, to its end."""
    undo(room.session, room.now, batch)
    finish(room, batch)


def finish(room: Newsroom, batch: Batch) -> None:
    """Work until nothing is left."""
    while work_chunk(room.session, room.now, batch.id):
        pass
    room.session.refresh(batch)


def outcomes(session: Session, batch: Batch) -> list[tuple[str, str]]:
    """Return the outcome and the reason of each item, in order."""
    return [
        (item.outcome.value, item.reason)
        for item in session.scalars(
            select(BatchItem)
            .where(BatchItem.batch_id == batch.id)
            .order_by(BatchItem.position)
            .execution_options(populate_existing=True)
        )
    ]


def rows_of(session: Session) -> list[list[tuple[object, ...]]]:
    """Return all that a batch may change, row by row."""
    session.flush()
    return [
        [tuple(row) for row in session.execute(select(table.__table__).order_by(key)).all()]
        for table, key in (
            (Article, Article.id),
            (Revision, Revision.id),
            (SearchDocument, SearchDocument.article_id),
        )
    ]


def written(room: Newsroom, states: tuple[str, ...], by: str = "writer") -> list[Article]:
    """Let somebody write an article for each of the states."""
    articles = []
    for number, state in enumerate(states):
        article = room.write(by, f"Article {number}")
        if state in ("pending", "changed"):
            room.make(by, article, "submit")
        if state in ("online", "changed", "trashed"):
            room.make("moderator", article, "approve" if state == "changed" else "publish")
        if state == "changed":
            room.save(by, article, "Autre titre")
            room.make(by, article, "submit_change")
        if state == "trashed":
            room.make("moderator", article, "trash")
        articles.append(article)
    room.later(hours=1)
    return articles
