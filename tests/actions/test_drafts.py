"""Composing a page: its draft, and what is done to the tiles of it."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.draft_tiles import (
    TooManyTiles,
    add_tile,
    change_tile,
    duplicate_tile,
    move_tile,
    place_of,
    put_back_tile,
    remove_tile,
    resize_tile,
    state_of,
)
from app.actions.exceptions import Outdated
from app.actions.layouts import give_up
from app.models import Draft, DraftTile, MediaUse, Slot
from app.queries.drafts import find_draft, values_of_draft, values_of_layout
from app.rules.tiles import MOST_TILES, TileValues, compared
from tests.drafts_kit import PAGE, a_tile, add, begin, deeds, lay_page, titles
from tests.factories import NOW, make_person
from tests.layouts import add_picture


@pytest.fixture
def me(session: Session) -> int:
    return make_person(session).id


def tile_of(session: Session, title: str) -> DraftTile:
    return session.scalars(select(DraftTile).where(DraftTile.title == title)).one()


def test_a_draft_begins_with_what_is_online_and_its_files(session: Session, me: int) -> None:
    layout = lay_page(session, "A", "B")
    media = add_picture(session, Slot.PICTURE, tile=layout.tiles[1])
    draft = begin(session, me)
    assert titles(session) == ["A", "B"]
    assert draft.base_id == layout.id
    before = values_of_layout(session, layout.id)
    assert before == values_of_draft(session, PAGE)
    assert [one.media_id for one in before[1].files] == [media.id]
    assert begin(session, me) is draft, "there is one draft"


def test_a_page_that_nobody_composed_begins_empty(session: Session, me: int) -> None:
    draft = begin(session, me)
    assert draft.base_id is None
    add(session, me, draft, "Premier")
    assert titles(session) == ["Premier"]


def test_tiles_move(session: Session, me: int) -> None:
    lay_page(session, "A", "B", "C", "D")
    draft = begin(session, me)

    def move(title: str, place: int) -> int:
        tile = tile_of(session, title)
        return move_tile(session, NOW, me, draft, tile, draft.version, place)

    assert move("A", 3) == 3
    assert titles(session) == ["B", "C", "A", "D"]
    assert move("D", 0) == 1
    assert titles(session) == ["D", "B", "C", "A"]
    assert move("D", 99) == 4
    assert titles(session) == ["B", "C", "A", "D"]
    version = draft.version
    assert move("D", 4) == 4
    assert draft.version == version, "nothing moved"
    assert place_of(session, tile_of(session, "A")) == (3, 4)


def test_a_second_click_and_another_window_change_nothing(session: Session, me: int) -> None:
    lay_page(session, "A", "B", "C")
    draft = begin(session, me)
    seen = draft.version
    move_tile(session, NOW, me, draft, tile_of(session, "A"), seen, 2)
    for again in (
        lambda: move_tile(session, NOW, me, draft, tile_of(session, "A"), seen, 3),
        lambda: resize_tile(session, NOW, me, draft, tile_of(session, "A"), seen, wider=False),
        lambda: duplicate_tile(session, NOW, me, draft, tile_of(session, "A"), seen),
        lambda: remove_tile(session, NOW, me, draft, tile_of(session, "A"), seen),
        lambda: add_tile(session, NOW, me, draft, a_tile("Z"), seen),
        lambda: give_up(session, NOW, me, draft, seen),
    ):
        with pytest.raises(Outdated):
            again()
    assert titles(session) == ["B", "A", "C"]


def test_a_tile_that_was_removed_comes_back_where_it_stood(session: Session, me: int) -> None:
    lay_page(session, "A", "B", "C")
    draft = begin(session, me)
    tile = tile_of(session, "B")
    remove_tile(session, NOW, me, draft, tile, draft.version)
    remove_tile(session, NOW, me, draft, tile, 0)
    assert titles(session) == ["A", "C"]
    move_tile(session, NOW, me, draft, tile_of(session, "C"), draft.version, 1)
    assert titles(session) == ["C", "A"]
    put_back_tile(session, NOW, me, draft, tile)
    put_back_tile(session, NOW, me, draft, tile)
    assert titles(session) == ["C", "A", "B"]


def test_a_duplicate_is_another_tile_with_the_same_files(session: Session, me: int) -> None:
    layout = lay_page(session, "A", "B")
    add_picture(session, Slot.PICTURE, tile=layout.tiles[0])
    draft = begin(session, me)
    made = duplicate_tile(session, NOW, me, draft, tile_of(session, "A"), draft.version)
    assert titles(session) == ["A", "A", "B"]
    values = values_of_draft(session, PAGE)
    assert values[0].differing(values[1]) == ()
    assert values[0].mark != values[1].mark == made.mark


def test_a_tile_is_changed_against_what_its_form_showed(session: Session, me: int) -> None:
    lay_page(session, "A", "B")
    draft = begin(session, me)
    tile = tile_of(session, "A")
    seen = state_of(tile)
    resize_tile(session, NOW, me, draft, tile_of(session, "B"), draft.version, wider=False)
    wanted = a_tile("Autre", shown_from=NOW, shown_until=NOW + timedelta(days=1))
    assert change_tile(session, NOW, me, draft, tile, wanted, seen)
    version = draft.version
    assert not change_tile(session, NOW, me, draft, tile, wanted, seen), "a second click"
    assert draft.version == version
    with pytest.raises(Outdated):
        change_tile(session, NOW, me, draft, tile, dataclasses.replace(wanted, width=4), seen)
    changes = {one.mark: one for one in _changes(session, draft)}
    assert changes[tile.mark].fields == ("title", "settings", "shown_from", "shown_until")


def test_widths_go_step_by_step(session: Session, me: int) -> None:
    draft = begin(session, me)
    tile = add(session, me, draft, "A", width=9)
    assert resize_tile(session, NOW, me, draft, tile, draft.version, wider=True)
    assert not resize_tile(session, NOW, me, draft, tile, draft.version, wider=True)
    assert tile.width == 12


def test_a_page_has_so_many_tiles_at_most(session: Session, me: int) -> None:
    draft = begin(session, me)
    for number in range(MOST_TILES):
        add(session, me, draft, str(number))
    with pytest.raises(TooManyTiles):
        add(session, me, draft, "Trop")
    with pytest.raises(TooManyTiles):
        duplicate_tile(session, NOW, me, draft, tile_of(session, "3"), draft.version)


def test_giving_up_takes_the_draft_and_its_files_away(session: Session, me: int) -> None:
    layout = lay_page(session, "A")
    add_picture(session, Slot.PICTURE, tile=layout.tiles[0])
    draft = begin(session, me)
    give_up(session, NOW, me, draft, draft.version)
    assert find_draft(session, PAGE) is None
    assert session.scalars(select(MediaUse.draft_tile_id)).all() == [None]
    assert deeds(session) == ["discard"]


def _changes(session: Session, draft: Draft) -> list:
    before: list[TileValues] = values_of_layout(session, draft.base_id)
    return compared(before, values_of_draft(session, draft.page))
