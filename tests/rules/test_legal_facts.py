"""What the law asks of the settings of a site."""

from datetime import date

import pytest

from app.rules.legal_facts import ACCESSIBILITY, LEGAL_NOTICE, PRIVACY, is_too_old, missing_facts

WHOLE = dict.fromkeys((*LEGAL_NOTICE, *PRIVACY, *ACCESSIBILITY), "x")


def test_nothing_is_missing_where_all_is_said() -> None:
    assert missing_facts(WHOLE) == []


@pytest.mark.parametrize("name", WHOLE)
def test_each_fact_is_asked_for(name: str) -> None:
    assert missing_facts({**WHOLE, name: ""}) == [name]


def test_the_name_of_the_software_is_none_and_the_officer_may_be_written_to() -> None:
    assert missing_facts({**WHOLE, "name": "Parvis"}) == ["name"]
    assert missing_facts({**WHOLE, "dpo_email": "", "dpo_address": "Rectorat"}) == []
    assert missing_facts({}) == list(WHOLE)


@pytest.mark.parametrize(
    ("today", "old"),
    [(date(2026, 3, 24), False), (date(2028, 8, 31), False), (date(2028, 9, 1), True)],
)
def test_a_statement_holds_for_three_years(today: date, old: bool) -> None:
    assert is_too_old(date(2025, 9, 1), today) is old


def test_one_of_the_last_of_february_too() -> None:
    assert is_too_old(date(2024, 2, 29), date(2027, 2, 28))
