"""Codes that are read from paper, logins made from names, browsers in words."""

import math

import pytest

from app.text.codes import ALPHABET, LENGTH, new_code, same_code
from app.text.devices import device_name
from app.text.logins import new_login


def test_codes_are_long_and_have_no_ambiguous_sign() -> None:
    assert LENGTH * math.log2(len(ALPHABET)) > 59
    assert not set("01ILOilo") & set(ALPHABET)
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert {len(same_code(code)) for code in codes} == {LENGTH}
    assert {code.count("-") for code in codes} == {2}


@pytest.mark.parametrize(
    "typed", ["7kqm-2xnb-vh4r", "7KQM 2XNB VH4R", " 7KQM2XNBVH4R\n", "7KQM–2XNB–VH4R"]
)
def test_a_code_is_read_as_people_write_it(typed: str) -> None:
    assert same_code(typed) == "7KQM2XNBVH4R"


@pytest.mark.parametrize(
    ("first", "last", "is_pupil", "login"),
    [
        ("Hélène", "Castagné", False, "h.castagne"),
        ("Lou", "Dubosc", True, "lou.dubosc"),
        ("Maël", "N’Diaye", True, "mael.n-diaye"),
        ("Jean-Pierre", "De La Tour", False, "j.de-la-tour"),
        ("Œdipe", "Łukasz", True, "oedipe.lukasz"),
        ("Владимир", "Ильин", False, "v.ilin"),
        ("", "", True, "sans-titre.sans-titre"),
        ("Valérie", "Dubosc", False, "v.dubosc3"),
    ],
)
def test_a_login_is_made_from_names(first: str, last: str, is_pupil: bool, login: str) -> None:
    taken = {"v.dubosc", "v.dubosc2"}
    assert new_login(first, last, taken, is_pupil=is_pupil) == login


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/2010 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
         "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
         "Safari, iPhone"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_words(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
