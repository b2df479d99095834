"""What a password must be."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
from argon2 import PasswordHasher

from app.passwords import hash_password, is_password, weakness
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


def test_what_is_stored_costs_who_steals_it() -> None:
    """Argon2id with 19 MiB, two rounds, one lane (OWASP), each with a salt of its own."""
    stored = hash_password("une phrase assez longue")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert stored != hash_password("une phrase assez longue")
    assert is_password(stored, "une phrase assez longue")
    assert not is_password(stored, "une phrase assez courte")


def test_two_are_compared_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many log in at once: each takes 19 MiB for that time."""
    at_once, most, lock = 0, 0, Lock()
    together, verify = Barrier(2, timeout=20), PasswordHasher.verify

    def counted(self: PasswordHasher, *arguments: str) -> bool:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        together.wait()
        try:
            return verify(self, *arguments)
        finally:
            with lock:
                at_once -= 1

    stored = hash_password("une phrase assez longue")
    monkeypatch.setattr(PasswordHasher, "verify", counted)
    with ThreadPoolExecutor(6) as people:
        assert all(people.map(lambda _n: is_password(stored, "une phrase assez longue"), range(6)))
    assert most == 2
