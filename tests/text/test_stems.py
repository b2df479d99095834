"""Words as search compares them."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text import stems as module
from app.text.stems import MOST_WORDS, fold, folded_words, sort_key, stem_text, stems
from tests.timed import within


@pytest.mark.parametrize(
    "forms",
    [
        "cheval chevaux",
        "œuvre œuvres oeuvre Œuvres",
        "élève élèves eleve L’ÉLÈVE d'élèves",
        "inscrit inscrits inscrite inscrites s’inscrit",
        "inscription inscriptions",
        "publié publiée publiées publier publie",
        "réunion réunions reunion",
        "menu menus",
        "photo photos",
        "ami amis",
        "travail travaux",
        "jeu jeux",
        "vœu vœux voeux",
        "journal journaux",
        "national nationaux nationale",
        "année années",
        "journée journées journee",
        "rentrée rentrées",
        "animation animations animé animée",
        "sportif sportive sportifs sportives",
        "élu élus élue élues",
        "délégué déléguée délégués",
        "nouveau nouvelle nouveaux",
        "maths mathématiques",
        "été étés",
        "6e 6ème 6ᵉ 6EME",
        "4B 4b",
        "épreuve épreuves",
        "théâtre théâtres theatre",
        "heureux heureuse",
    ],
)
def test_forms_of_one_word_meet(forms):
    assert len({tuple(stems(form)) for form in forms.split()}) == 1
    assert stems(forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [("année", "Anne"), ("cantine", "canton"), ("5e", "6e"), ("4A", "4B"), ("chat", "château")],
)
def test_different_words_stay_apart(one, other):
    assert stems(one) != stems(other)


def test_stems_come_in_reading_order_without_small_words():
    assert stems("Qu’est-ce que l’élève a visité à la réunion ?") == ["elev", "visit", "reunion"]
    assert stems("le la les d’un à l'") == []
    assert stem_text("Les élèves de la 4B") == "elev 4b"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élève", "eleve"),
        ("ŒUVRE cœur", "oeuvre coeur"),
        ("Ærø Łódź Đorđe Straße", "aero lodz dorde strasse"),
        ("Þór ısı ŋ", "thor isi n"),
        ("ﬁn № 6ᵉ", "fin no 6e"),
        ("e\u0301te\u0301", "ete"),
        ("Ελλάδα", "ελλαδα"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@settings(max_examples=300, deadline=None, database=None)
@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_sort_key_ignores_accents_and_reads_numbers():
    titles = ["Zoé", "élan", "Œuvre", "Groupe 10", "groupe 2", "eau", "L’an", "Élan"]
    assert sorted(titles, key=sort_key) == [
        "eau",
        "élan",
        "Élan",
        "groupe 2",
        "Groupe 10",
        "L’an",
        "Œuvre",
        "Zoé",
    ]


@pytest.mark.parametrize("unit", ["a", "(a+)+$ ", "l'", "é", "anticonstitutionnellement ", "6es "])
def test_long_texts_take_linear_time(unit):
    with within(2):
        stems((unit * 200_000)[:200_000])


def test_several_threads_find_the_same_stems() -> None:
    """A wrong stem would be remembered, and stored with what is searched."""
    starts = ("form", "organis", "national", "inscri", "yaour")
    ends = ("ation", "ations", "ement", "euses", "ités", "iques", "issant", "ait")
    words = [start + end for start in starts for end in ends]
    texts = [" ".join(words[number:] + words[:number]) for number in range(len(words))] * 5
    module._stem.cache_clear()
    alone = [stems(text) for text in texts]
    module._stem.cache_clear()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(stems, texts)) == alone
    finally:
        sys.setswitchinterval(usual)
        module._stem.cache_clear()


def test_a_filter_is_asked_for_each_word_once_and_for_no_more_than_it_can_bear():
    assert folded_words("Élève, élève, eleve  ÉCOLE\n100 %") == [
        "eleve,",
        "eleve",
        "ecole",
        "100",
        "%",
    ]
    assert folded_words(" \n") == []
    assert len(folded_words(" ".join(map(str, range(100))))) == MOST_WORDS
    assert len(fold("\ufdfa" * 200).split()) > 600
    assert len(folded_words("\ufdfa" * 200)) <= 5
