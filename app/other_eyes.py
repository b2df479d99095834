"""Pages for members that are shown to who looks with other eyes ("see as"): what is content."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


def with_other_eyes(view: View) -> View:
    """Declare that a page for members is also shown with other eyes; forms never are."""
    view.opens_to_eyes = True  # type: ignore[attr-defined]
    return view


def opens_to_eyes(view: Callable[..., object]) -> bool:
    """Tell whether a page has declared so."""
    return bool(getattr(view, "opens_to_eyes", False))
