"""The files of an article in its form: read from what was sent, or from the text that is stored."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from werkzeug.datastructures import MultiDict

from app.access import now, roles, viewer, worker
from app.extensions import db
from app.models import Media, MediaUse, Slot
from app.queries.media import usable_media
from app.queries.media_places import changeable_media
from app.queries.used_files import UsedFile
from app.text.body_files import media_ids
from blueprints.newsroom.file_kinds import KINDS, SLOTS, SectionKind
from blueprints.newsroom.file_rows import FileRow
from blueprints.newsroom.file_sections import Section

Uses = Sequence[tuple[MediaUse, Media]]

ROWS_READ = 3
"""How many times the files that a section takes are read of a form."""
_NUMBERED = re.compile(r"([a-z]+)-([0-9]{1,4})-media_id")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file: where a link to it leads, and the words."""

    id: str
    label: str
    words: str


class ArticleFiles:
    """All files of an article beside its text, by section; each known as far as it may be used."""

    def __init__(self, sections: Mapping[str, Section]) -> None:
        """Look up the files that the rows name: one by one, whether this person may use them."""
        self.sections = sections
        self._learn()

    @classmethod
    def sent(cls, formdata: MultiDict[str, str], uses: Uses = ()) -> "ArticleFiles":
        """Return the files as a form sends them, in the order that was asked for.

        `uses` are those of the text as it is stored.
        """
        held = frozenset(media.id for _, media in uses)
        return cls(
            {
                name: Section(kind, _ordered(_rows(kind, formdata)), held=held)
                for name, kind in KINDS.items()
            }
        )

    @classmethod
    def stored(cls, uses: Uses) -> "ArticleFiles":
        """Return the files of a text as it is stored."""
        rows: dict[str, list[FileRow]] = {name: [] for name in KINDS}
        for use, media in uses:
            if use.slot in SLOTS:
                kind = KINDS[SLOTS[use.slot]]
                rows[kind.name].append(_stored(kind, len(rows[kind.name]), use, media, uses))
        return cls({name: Section(kind, rows[name]) for name, kind in KINDS.items()})

    @property
    def rows(self) -> Iterator[FileRow]:
        """All rows."""
        for section in self.sections.values():
            yield from section.rows

    @property
    def kept(self) -> Iterator[FileRow]:
        """The rows that are not taken away."""
        for section in self.sections.values():
            yield from section.kept

    @property
    def changeable(self) -> frozenset[int]:
        """The files of which this person may say something else."""
        return frozenset(row.media.id for row in self.rows if row.media and row.may_change)

    def validate(self) -> bool:
        """Look at everything; what is wrong is said beside each file."""
        judged = [section.validate() for section in self.sections.values()]
        return all(judged)

    def uses(self, html: str) -> frozenset[UsedFile]:
        """Return all uses of files of a text with this body, as they are stored.

        A picture that its author may not use gets no use, so that no reader sees it there.
        """
        found = _usable(media_ids(html))
        in_body = (UsedFile(id_, Slot.BODY, place) for place, id_ in enumerate(found))
        beside = (used for section in self.sections.values() for used in section.uses())
        return frozenset([*beside, *in_body])

    def problems(self) -> list[Problem]:
        """Return what is wrong, for the head of the form."""
        return [problem for section in self.sections.values() for problem in _problems(section)]

    def _learn(self) -> None:
        ids = {id_ for row in self.rows for id_ in row.media_ids()}
        media = _usable(sorted(ids))
        among = changeable_media(worker()).where(Media.id.in_(media))
        changeable = set(db.session.scalars(among.with_only_columns(Media.id))) if media else set()
        for section in self.sections.values():
            for row in section.rows:
                row.know(media, changeable)
            section.number()


def _usable(ids: Sequence[int]) -> dict[int, Media]:
    return usable_media(db.session(), viewer(), roles(), now(), ids)


def _rows(kind: SectionKind, formdata: MultiDict[str, str]) -> list[FileRow]:
    """Return the rows of a section as they were sent, without those that name no file.

    Of more than a form can hold, even with those that are taken away, the first are read.
    """
    if kind.at_most == 1:
        prefixes = [kind.name]
    else:
        found = map(_NUMBERED.fullmatch, formdata)
        named = (f"{kind.name}-{one[2]}" for one in found if one and one[1] == kind.name)
        prefixes = list(islice(named, ROWS_READ * kind.most))
    rows = [kind.row(formdata, prefix=prefix) for prefix in prefixes]
    return [row for row in rows if row.media_id.data or row.media_id.process_errors]


def _ordered(rows: list[FileRow]) -> list[FileRow]:
    """Return rows by the places typed; one that was given another's place goes before it.

    One that was moved down to it goes behind it: there it has the place that was typed.
    """

    def key(numbered: tuple[int, FileRow]) -> tuple[int, int, int]:
        here, row = numbered
        wanted = row.position.data or here
        moved = (wanted > here) - (wanted < here)
        return (wanted, moved, here)

    return [row for _, row in sorted(enumerate(rows, 1), key=key)]


def _stored(kind: SectionKind, number: int, use: MediaUse, media: Media, uses: Uses) -> FileRow:
    beside = {
        other.slot: file.id
        for other, file in uses
        if use.slot is Slot.VIDEO and other.position == use.position
    }
    return kind.row(
        prefix=kind.name if kind.at_most == 1 else f"{kind.name}-{number}",
        data={
            "media_id": media.id,
            "alt": use.alt or "",
            "decorative": use.alt == "",
            "caption": use.caption or "",
            "title": media.title,
            "transcript": media.transcript or "",
            "captions_id": beside.get(Slot.CAPTIONS),
            "poster_id": beside.get(Slot.POSTER),
        },
    )


def _problems(section: Section) -> Iterator[Problem]:
    label = str(section.kind.label)
    for words in section.refused:
        yield Problem(section.id, label, words)
    for row in section.kept:
        for name, errors in row.errors.items():
            field = row[name or ""]
            target = f"{row.prefix}row" if name == "media_id" else field.id
            named = f"{label}, {row.media.title}" if row.media else label
            yield Problem(target, named, " ".join(str(one) for one in errors))
