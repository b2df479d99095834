"""Each page of tiles is composed by a right of its own."""

import pytest

from app.rules.audience import Viewer
from app.rules.pages import COMPOSED_BY, PageKind, composed_with
from app.rules.site_rights import TECHNICAL, Right, rights_by_rule


def test_no_page_is_without_a_right_and_none_shares_its_own() -> None:
    assert set(COMPOSED_BY) == set(PageKind)
    assert len(set(COMPOSED_BY.values())) == len(PageKind)
    assert set(COMPOSED_BY.values()) <= TECHNICAL


@pytest.mark.parametrize(
    ("rights", "pages"),
    [
        (set(), []),
        ({Right.COMPOSE}, [PageKind.PUBLIC_HOME]),
        ({Right.COMPOSE_PERSONAL}, [PageKind.PERSONAL_HOME]),
        ({Right.COMPOSE, Right.COMPOSE_PERSONAL}, list(PageKind)),
        (set(Right) - {Right.COMPOSE, Right.COMPOSE_PERSONAL}, []),
    ],
)
def test_a_right_opens_its_page_only(rights: set[Right], pages: list[PageKind]) -> None:
    assert composed_with(rights) == pages


@pytest.mark.parametrize("duty", ["head", "deputy", "admin"])
def test_who_directs_or_administrates_composes_all(duty: str) -> None:
    viewer = Viewer(1, frozenset({"members", f"duty:{duty}"}))
    assert composed_with(rights_by_rule(viewer)) == list(PageKind)
