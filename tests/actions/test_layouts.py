"""Compositions that show: published at once or at a moment, called off, restored."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.drafts import begin_draft
from app.actions.exceptions import Outdated, StartMissing
from app.actions.layouts import (
    NothingToPublish,
    call_off,
    publish_draft,
    restore_layout,
    take_up_layout,
)
from app.models import DraftTile, Layout, MediaUse, SiteRight, Slot, Tile
from app.queries.drafts import find_draft, online_layout, values_of_draft, values_of_layout
from app.queries.media import media_at_work, readable_media
from app.rules.audience import ANONYMOUS, Viewer
from app.rules.site_rights import Right
from tests.drafts_kit import PAGE, add, begin, deeds, lay_page, titles
from tests.factories import NOW, make_person
from tests.layouts import MEMBER, add_picture, shown

LATER = NOW + timedelta(days=2)


@pytest.fixture
def me(session: Session) -> int:
    return make_person(session).id


def shown_titles(app: Flask, now: datetime = NOW, viewer: Viewer = ANONYMOUS) -> list[str]:
    found = [one.find(".//h2") for one in shown(app, viewer, now)]
    return [one.text_content() for one in found if one is not None]


def test_nothing_of_a_draft_shows_until_it_is_published(
    app: Flask, session: Session, me: int
) -> None:
    before = lay_page(session, "A")
    draft = begin(session, me)
    tile = add(session, me, draft, "B", shown_until=LATER)
    media = add_picture(session, Slot.PICTURE, draft_tile=tile)
    values = values_of_draft(session, PAGE)
    assert shown_titles(app) == ["A"]
    assert session.scalars(readable_media(ANONYMOUS, NOW)).all() == []
    layout = publish_draft(session, NOW, me, draft, draft.version, note="Le B")
    assert shown_titles(app) == ["A", "B"]
    assert session.scalars(readable_media(ANONYMOUS, NOW)).all() == [media]
    assert values_of_layout(session, layout.id) == values, "marks and files go with the tiles"
    assert (layout.note, layout.created_by_id) == ("Le B", me)
    assert find_draft(session, PAGE) is None
    assert session.scalars(select(DraftTile)).all() == []
    assert values_of_layout(session, before.id)[0].mark == values[0].mark
    assert deeds(session) == ["publish"]


def test_a_scheduled_page_turns_at_its_moment_by_itself(
    app: Flask, session: Session, me: int
) -> None:
    lay_page(session, "A")
    draft = begin(session, me)
    add(session, me, draft, "B")
    publish_draft(session, NOW, me, draft, draft.version, at=LATER)
    assert shown_titles(app, LATER - timedelta(seconds=1)) == ["A"]
    assert shown_titles(app, LATER) == ["A", "B"]
    assert deeds(session) == ["schedule"]


def test_files_of_a_scheduled_page_wait_with_it(session: Session, me: int) -> None:
    draft = begin(session, me)
    media = add_picture(session, Slot.PICTURE, draft_tile=add(session, me, draft, "A"))
    layout = publish_draft(session, NOW, me, draft, draft.version, at=LATER)
    [tile] = values_of_layout(session, layout.id)
    assert [one.media_id for one in tile.files] == [media.id]
    for moment, readable in ((NOW, []), (LATER, [media])):
        assert session.scalars(readable_media(ANONYMOUS, moment)).all() == readable
    call_off(session, NOW, me, layout)
    assert session.scalars(readable_media(ANONYMOUS, LATER)).all() == []
    assert values_of_layout(session, layout.id) == [tile], "the history keeps them"


def test_a_tile_comes_and_goes_at_its_moments(app: Flask, session: Session, me: int) -> None:
    draft = begin(session, me)
    add(session, me, draft, "Toujours")
    add(session, me, draft, "Portes ouvertes", shown_from=LATER)
    add(session, me, draft, "Inscriptions", shown_until=LATER)
    publish_draft(session, NOW, me, draft, draft.version)
    before = LATER - timedelta(seconds=1)
    for viewer in (ANONYMOUS, MEMBER):
        assert shown_titles(app, before, viewer) == ["Toujours", "Inscriptions"]
        assert shown_titles(app, LATER, viewer) == ["Toujours", "Portes ouvertes"]


def test_a_scheduled_page_is_called_off_before_its_moment(
    app: Flask, session: Session, me: int
) -> None:
    lay_page(session, "A")
    draft = begin(session, me)
    add(session, me, draft, "B")
    layout = publish_draft(session, NOW, me, draft, draft.version, at=LATER)
    with pytest.raises(Outdated):
        call_off(session, LATER, me, layout)
    call_off(session, NOW, me, layout)
    call_off(session, NOW, me, layout)
    assert shown_titles(app, LATER) == ["A"]
    assert layout.published_at is None
    assert deeds(session) == ["schedule", "call_off"]


def test_what_cannot_be_published(session: Session, me: int) -> None:
    draft = begin(session, me)
    with pytest.raises(NothingToPublish):
        publish_draft(session, NOW, me, draft, draft.version)
    add(session, me, draft, "A")
    for at in (NOW, NOW - timedelta(minutes=1)):
        with pytest.raises(StartMissing):
            publish_draft(session, NOW, me, draft, draft.version, at=at)
    with pytest.raises(Outdated):
        publish_draft(session, NOW, me, draft, draft.version - 1)
    assert session.scalars(select(Layout)).all() == []
    assert deeds(session) == []


def test_an_earlier_page_comes_back_at_once(app: Flask, session: Session, me: int) -> None:
    first = lay_page(session, "A", "B")
    add_picture(session, Slot.PICTURE, tile=first.tiles[0])
    draft = begin(session, me)
    session.delete(draft.tiles[0])
    session.expire(draft)
    publish_draft(session, NOW, me, draft, draft.version)
    assert shown_titles(app) == ["B"]
    later = NOW + timedelta(minutes=1)
    back = restore_layout(session, later, me, first)
    assert restore_layout(session, later, me, first) is back, "a second click"
    assert shown_titles(app, later) == ["A", "B"]
    assert back.restored_id == first.id
    assert values_of_layout(session, back.id) == values_of_layout(session, first.id)
    assert deeds(session) == ["publish", "restore"]
    assert session.query(Tile).count() == 5


def test_an_earlier_page_is_taken_up_in_the_draft(session: Session, me: int) -> None:
    first = lay_page(session, "A")
    media = add_picture(session, Slot.PICTURE, tile=first.tiles[0])
    draft = begin(session, me)
    add(session, me, draft, "B")
    publish_draft(session, NOW, me, draft, draft.version)
    draft = begin(session, me)
    other = add_picture(session, Slot.PICTURE, draft_tile=add(session, me, draft, "C"))
    seen = draft.version
    for stale in (0, seen - 1):
        with pytest.raises(Outdated):
            take_up_layout(session, NOW, me, first, stale)
    made = take_up_layout(session, NOW, me, first, seen)
    assert titles(session) == ["A"]
    assert values_of_draft(session, PAGE) == values_of_layout(session, first.id)
    used = set(
        session.scalars(select(MediaUse.media_id).where(MediaUse.draft_tile_id.is_not(None)))
    )
    assert used == {media.id}, f"not {other.id}, of the draft that it replaces"
    assert made.version > seen, "no window takes it for the other one"
    online = online_layout(session, PAGE, NOW)
    assert online is not None
    assert made.base_id == online.id
    assert deeds(session) == ["publish", "take_up"]


@pytest.mark.parametrize("right", [Right.COMPOSE, Right.COMPOSE_PERSONAL])
def test_files_of_a_draft_are_for_who_composes_its_page(
    session: Session, me: int, right: Right
) -> None:
    draft = begin_draft(session, NOW, me, PAGE)
    tile = add(session, me, draft, "A")
    media = add_picture(session, Slot.PICTURE, draft_tile=tile)
    session.add(SiteRight(right=right, key="group:4/member"))
    session.flush()
    composer = Viewer(9, frozenset({"public", "members", "group:4/member"}))
    seen = [media] if right is Right.COMPOSE else []
    assert session.scalars(media_at_work(composer, {}, NOW)).all() == seen
    for viewer in (ANONYMOUS, MEMBER):
        assert session.scalars(media_at_work(viewer, {}, NOW)).all() == []
        assert session.scalars(readable_media(viewer, NOW)).all() == []
