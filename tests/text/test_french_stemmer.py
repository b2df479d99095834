"""The French stemmer alone."""

import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from app.text.french_stemmer import french_stemmer

STEMMER = french_stemmer()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêàâçîïôûùëüœ", max_size=20))
def test_it_is_that_of_the_library(word):
    assert STEMMER.stemWord(word) == snowballstemmer.stemmer("french").stemWord(word)
