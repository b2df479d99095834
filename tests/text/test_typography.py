"""French spaces; "_" stands for a no-break space and "~" for a narrow one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.typography import NARROW, NO_BREAK, no_break


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Attention : lisez ; vite ! Vraiment ?", "Attention_: lisez~; vite~! Vraiment~?"),
        ("Il dit « oui » et « non ».", "Il dit «_oui_» et «_non_»."),
        ("50 % des 12 500 élèves, 5 €", "50_% des 12~500 élèves, 5_€"),
        ("1 234 567 km", "1~234~567_km"),
        ("à 17 h 45, 17 h et 10:30", "à 17_h_45, 17_h et 10:30"),
        ("20 min, 5 Mo, 100 Ko, 20 °C, 3 m", "20_min, 5_Mo, 100_Ko, 20_°C, 3_m"),
        ("salle n° 12", "salle n°_12"),
        ("(oui ?)", "(oui~?)"),
        ("Quoi   !", "Quoi~!"),
        ("05 56 12 34 56", "05 56 12 34 56"),
        ("le 24 mars 2026 à midi", "le 24 mars 2026 à midi"),
        ("en 2026 500 élèves", "en 2026 500 élèves"),
        ("les 6 l’ont lu, les 2 m’ont vu", "les 6 l’ont lu, les 2 m’ont vu"),
        ("https://a.fr/x?y=1:2;z=3!%20", "https://a.fr/x?y=1:2;z=3!%20"),
        ("voir http://a.fr/?q : merci", "voir http://a.fr/?q_: merci"),
        ("Bonjour! «tous»", "Bonjour! «tous»"),
        ("", ""),
    ],
)
def test_spaces_hold(typed, shown):
    assert no_break(typed).replace(NO_BREAK, "_").replace(NARROW, "~") == shown


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(alphabet="a1 :;!?»«%€hmn°./") | st.text())
def test_twice_changes_nothing_and_only_spaces_change(text):
    once = no_break(text)
    assert no_break(once) == once
    letters = [letter for letter in once if letter not in f" {NO_BREAK}{NARROW}"]
    assert letters == [letter for letter in text if letter not in f" {NO_BREAK}{NARROW}"]
