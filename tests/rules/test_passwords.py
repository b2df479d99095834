"""What a password must be."""

import pytest

from app.passwords import weakness
from app.rules.passwords import Flaw

ZOE = ("zoe.le-goff", "Zoé", "Le Goff")


@pytest.mark.parametrize(
    ("password", "flaw"),
    [
        ("", Flaw.TOO_SHORT),
        ("1234567", Flaw.TOO_SHORT),
        ("éàùçœ€", Flaw.TOO_SHORT),
        ("x" * 201, Flaw.TOO_LONG),
        ("password", Flaw.COMMON),
        ("PASSWORD", Flaw.COMMON),
        ("motdepasse", Flaw.COMMON),
        ("Motdepasse1!", Flaw.COMMON),
        ("Bonjour2026", Flaw.COMMON),
        ("azertyuiop", Flaw.COMMON),
        ("12345678", Flaw.COMMON),
        ("doudou31", Flaw.COMMON),
        ("Noël2025", Flaw.COMMON),
        ("aaaaaaaa", Flaw.COMMON),
        ("abababab", Flaw.COMMON),
        ("lou!lou!lou!", Flaw.COMMON),
        ("poiuytreza", Flaw.COMMON),
        ("zoe.le-goff", Flaw.PERSONAL),
        ("ZoeLeGoff", Flaw.PERSONAL),
        ("Le Goff Zoé", Flaw.PERSONAL),
        ("zoe.legoff2013", Flaw.PERSONAL),
        ("rivières", None),
        ("le chat dort sous le pont", None),
        ("aaaaaaaab", None),
        ("é" * 199 + "x", None),
        ("vK7#pQ2x", None),
        ("bonjour les canards de la Garonne", None),
    ],
)
def test_a_password_is_refused_for_a_reason(password: str, flaw: Flaw | None) -> None:
    """security.md 30: at least 8 characters, 64 and more allowed, no composition, none common."""
    assert weakness(password, ZOE) is flaw


def test_an_account_without_names_refuses_nothing_for_them() -> None:
    assert weakness("vK7#pQ2x", ("", "", "")) is None
