"""Words as search compares them: without accents, capitals, plurals and endings, in French."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from app.text.french_stemmer import french_stemmer

LONGEST_TEXT = 1_000_000
LONGEST_WORD = 40
MOST_WORDS = 40
"""Of those typed into a filter: 200 characters of prose hold fewer."""

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
        "ı": "i", "ŋ": "n", "ŧ": "t", "ƒ": "f", "ĸ": "k", "ƀ": "b", "ɨ": "i", "ŀ": "l",
    }
)  # fmt: skip

_SMALL_WORDS = (
    "a ai ainsi apres as au aucun aucune aussi autre autres aux avait avant avec avez avoir avons "
    "bien c car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment d "
    "dans de depuis des deux doit donc dont du elle elles en encore entre es est et etait etant "
    "etc etre eu eux fait faire faut font hors il ils j je jusque l la le les leur leurs lors lui "
    "m ma mais me meme memes mes moi mon n ne ni nos notre nous on ont ou par parce pas pendant "
    "peu peut peuvent plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa "
    "sans se sera seront ses si soit son sont sous sur t ta te tes toi ton tous tout toute toutes "
    "tres tu un une vers voici voila vos votre vous y"
)
_STOP_WORDS = frozenset(_SMALL_WORDS.split())

# What the French stemmer leaves apart and a school's reader holds for one word.
_EXCEPTIONS = {
    **dict.fromkeys(("annee", "annees"), "annee"),
    **dict.fromkeys(("travail", "travaux"), "travail"),
    **dict.fromkeys(("vitrail", "vitraux"), "vitrail"),
    **dict.fromkeys(("jeu", "jeux"), "jeu"),
    **dict.fromkeys(("lieu", "lieux"), "lieu"),
    **dict.fromkeys(("voeu", "voeux"), "voeu"),
    **dict.fromkeys(("feu", "feux"), "feu"),
    **dict.fromkeys(("oeil", "yeux"), "oeil"),
    **dict.fromkeys(("nouveau", "nouveaux", "nouvel", "nouvelle", "nouvelles"), "nouveau"),
    **dict.fromkeys(("math", "maths", "mathematique", "mathematiques"), "math"),
}

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ]")
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"([0-9]+)(?:i?emes?|es)")
_FRENCH = french_stemmer()
_FRENCH_TURN = Lock()
"""The stemmer keeps the word at which it works: two threads in it would mix theirs."""


def fold(text: str) -> str:
    """Return text without accents or capitals, œ and æ as two letters, others as near as we can."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return bare.translate(_LETTERS)


def sort_key(text: str) -> str:
    """Return the key that sorts as a French reader expects: folded, numbers by value."""
    words = " ".join(_WORD.findall(fold(text)))
    return re.sub("[0-9]+", lambda number: number[0].zfill(8), words)


def folded_words(typed: str) -> list[str]:
    """Return the words that a filter is asked for, folded: each once, the first `MOST_WORDS`.

    Unicode takes one sign for a sentence, and SQLite no condition of many hundreds of words.
    """
    return list(dict.fromkeys(fold(typed).split()))[:MOST_WORDS]


def stems(text: str) -> list[str]:
    """Return the stems of a text in reading order, stop words left out.

    "L’élève" and "eleves" give the same stem. Reads at most the first `LONGEST_TEXT` characters.
    """
    spaced = _ELISION.sub(" ", fold(text[:LONGEST_TEXT]))
    words = (word[:LONGEST_WORD] for word in _WORD.findall(spaced))
    return [_stem(word) for word in words if word not in _STOP_WORDS]


def stems_of_word(word: str) -> Sequence[str]:
    """Return the stems of one word of a text, as `stems` does; usual words are looked up."""
    return _stems_of_word(word) if len(word) <= LONGEST_WORD else stems(word)


def stem_text(text: str) -> str:
    """Return the stems of a text in one string, as the search index stores them."""
    return " ".join(stems(text))


@lru_cache(maxsize=10_000)
def _stems_of_word(word: str) -> tuple[str, ...]:
    return tuple(stems(word))


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if ordinal := _ORDINAL.fullmatch(word):
        return f"{ordinal[1]}e"
    # The stemmer knows neither plurals after a vowel (menus, photos) nor "ee" without its accent.
    if len(word) > 3 and word[-1] == "s" and word[-2] in "aiou":
        word = word[:-1]
    word = re.sub("ees?$", "e", word) if len(word) > 4 else word
    with _FRENCH_TURN:
        stem = str(_FRENCH.stemWord(word))
    if stem.endswith("iv"):
        stem = f"{stem[:-1]}f"
    return stem[:-1] if len(stem) > 4 and stem[-1] in "ei" else stem
