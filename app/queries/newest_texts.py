"""Articles by what their newest text holds: parts of words, by an index of three letters at a time.

Migration 0011 makes the index in SQLite, and only this file knows it. PostgreSQL reads all texts.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, column, literal_column, select, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.models import Article, NewestText
from app.queries.unindexed import unindexed

LETTERS = 3
"""How many stand together in the index; of shorter words it knows nothing."""
LONG = 9
"""Of a word of so many letters half of the parts say nearly as much as all."""
MOST_PARTS = 24
"""More say little more of where a word can be, and for each a list of texts is read."""


class _OnSqlite(FunctionElement[bool]):
    """A condition that SQLite alone is asked."""

    inherit_cache = True


def holds(words: Sequence[str]) -> ColumnElement[bool]:
    """Return that a text holds all of these folded words, or parts of words."""
    return and_(*(NewestText.text.contains(word, autoescape=True) for word in words))


def articles_holding(words: Sequence[str]) -> Select[int]:
    """Select the ids of all articles whose newest text holds them.

    The index finds texts that have all parts of the words, not whether these follow each other.
    """
    found = select(NewestText.article_id).where(holds(words))
    if not are_indexed(words):
        return found
    return found.where(_OnSqlite(NewestText.article_id.in_(texts_with_parts(words))))


def with_texts_holding(
    articles: Select[Article], words: Sequence[str], *, by_index: bool
) -> Select[Article]:
    """Keep the articles whose newest text holds words, which are read first, one after the other.

    Whoever stops early has read no more than that; `by_index` is for SQLite alone.
    """
    found = articles.join(NewestText, Article.id == unindexed(NewestText.article_id))
    found = found.where(holds(words))
    if not by_index:
        return found
    parts = texts_with_parts(words).subquery()
    return found.join(parts, NewestText.article_id == unindexed(parts.c.rowid))


def texts_with_parts(words: Sequence[str]) -> Select[int]:
    """Select the ids of all articles in which words can be, by the index that SQLite has."""
    parts = dict.fromkeys(part for word in words for part in _parts(word))
    asked = " ".join(islice(parts, MOST_PARTS))
    index: ColumnElement[Any] = literal_column("newest_index")
    found = select(column("rowid", Integer)).select_from(table("newest_index"))
    return found.where(index.op("MATCH")(asked))


def are_indexed(words: Sequence[str]) -> bool:
    """Tell whether the index knows anything of one of the words."""
    return any(len(word) >= LETTERS for word in words)


def _parts(word: str) -> Iterator[str]:
    """Yield parts of a word as the index is asked for them, of a long one every second."""
    step = 1 if len(word) < LONG else 2
    ends = [*range(LETTERS, len(word), step), len(word)] if len(word) >= LETTERS else []
    for end in ends:
        part = word[end - LETTERS : end].replace('"', '""')
        yield f'"{part}"'


@compiles(_OnSqlite)
def _always(_element: _OnSqlite, _compiler: SQLCompiler, **_given: Any) -> str:
    return "true"


@compiles(_OnSqlite, "sqlite")
def _as_it_is(element: _OnSqlite, compiler: SQLCompiler, **given: Any) -> str:
    return compiler.process(element.clauses, **given)
