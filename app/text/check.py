"""What a text still lacks before it goes out: for its readers, for the law, for those in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.text import check_personal, check_pictures, check_structure
from app.text.check_personal import Passage, passages
from app.text.check_pictures import CheckedFile
from app.text.excerpts import plain_text
from app.text.kinds import Finding, Part
from app.text.names import NameIndex
from app.text.personal_data import NOTHING, Allowed


@dataclass(frozen=True)
class CheckedArticle:
    """A text with its files, and whether everybody may read it; `body` is cleaned HTML."""

    title: str
    summary: str
    body: str
    files: Sequence[CheckedFile] = ()
    is_public: bool = True
    today: date = date.min

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """All the words in which somebody may be named."""
        return tuple(passages(self.title, self.summary, self.body, self.files))


def check(
    article: CheckedArticle, names: NameIndex | None = None, allowed: Allowed = NOTHING
) -> list[Finding]:
    """Return what there is to mend in an article, the gravest first.

    Personal data is looked for where everybody may read: the names of `names`, and whatever of
    addresses and numbers is not `allowed` as the school's own.
    """
    found = [*_structure(article), *_files(article)]
    if article.is_public:
        found += _personal(article, names, allowed)
    else:
        found = [replace(finding, is_public=False) for finding in found]
    return sorted(found, key=lambda finding: finding.order)


def _structure(article: CheckedArticle) -> Iterator[Finding]:
    yield from check_structure.in_body(article.body)
    yield from check_structure.exclamations(Part.TITLE, article.title)
    yield from check_structure.exclamations(Part.SUMMARY, article.summary)
    yield from check_structure.exclamations(Part.BODY, plain_text(article.body))


def _files(article: CheckedArticle) -> Iterator[Finding]:
    for file in article.files:
        yield from check_pictures.of_file(file, article.today, is_public=article.is_public)


def _personal(
    article: CheckedArticle, names: NameIndex | None, allowed: Allowed
) -> Iterator[Finding]:
    in_body = set()
    for finding in check_personal.in_passages(article.passages, names, allowed):
        if finding.part is Part.BODY and finding.element is None:
            in_body.add((finding.kind, finding.key))
        yield finding
    yield from check_personal.in_links(article.body, in_body, allowed)
