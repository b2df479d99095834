"""A section of the form of an article with its files: their order, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.access import school
from app.models import Media, MediaKind, Slot
from app.queries.used_files import UsedFile
from app.rules.quotas import LIMITS, MO, Excess, File, violations
from blueprints.newsroom.file_kinds import SectionKind
from blueprints.newsroom.file_rows import FileRow, FilmRow, PictureRow
from blueprints.newsroom.file_words import KIND_WORDS, TOO_MUCH

UNKNOWN = _l("This file is not there any more, or is not yours to use. Remove it.")
TWICE = _l("This file is already in this section.")


@dataclass
class Section:
    """A section with its rows; `refused` says what was not taken, or is too much.

    The stored text has the files `held`: they may stay where the school has lowered a limit since.
    """

    kind: SectionKind
    rows: list[FileRow]
    refused: list[str] = field(default_factory=list)
    held: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """How the names of its fields begin."""
        return self.kind.name

    @property
    def id(self) -> str:
        """Where a link to it leads."""
        return f"files-{self.kind.name}"

    @property
    def kept(self) -> list[FileRow]:
        """The rows that are not taken away."""
        return [row for row in self.rows if not row.remove.data]

    def blank(self) -> FileRow:
        """Return the row from which scripts make new ones: `__n__` stands for its number."""
        return self.kind.row(prefix=f"{self.name}-__n__-")

    def add(self, media: Media) -> None:
        """Put a file at the end; the one illustration takes the place of the other."""
        numbers = [
            int(row.prefix.strip("-").rpartition("-")[2])
            for row in self.rows
            if not self._is_single
        ]
        number = max(numbers, default=-1) + 1
        row = self.kind.row(
            prefix=self.name if self._is_single else f"{self.name}-{number}",
            data={"media_id": media.id, "alt": media.alt or "", "title": media.title},
        )
        row.know({media.id: media}, {media.id})
        self.rows = [row] if self._is_single else [*self.rows, row]
        self.number()

    @property
    def input(self) -> str:
        """The name of the field with which browsers send files for it."""
        return f"{self.name}-file" if self._is_single else f"{self.name}-files"

    def refuse(self, filename: str | None, words: str) -> None:
        """Say beside the section why a file that was sent is not in it."""
        self.refused.append(f"{filename or ''}\u00a0: {words}")

    def number(self) -> None:
        """Say of each row at which place it stands."""
        for rank, row in enumerate(self.rows, 1):
            row.position.show(rank)

    def validate(self) -> bool:
        """Look at each row that stays, then at all together; say what is wrong where it is."""
        seen: set[int] = set()
        for row in self.kept:
            row.validate()
            for problem in self._wrong(row, seen):
                row.media_id.errors = [*row.media_id.errors, problem]
            seen.add(row.media_id.data or 0)
        self.refused += [str(words) for words in self._too_much()]
        return not self.refused and not any(row.errors for row in self.kept)

    def uses(self) -> Iterator[UsedFile]:
        """Yield the files as a text uses them."""
        for position, row in enumerate(self.kept):
            used = UsedFile(row.media_id.data or 0, self.kind.slot, position)
            if isinstance(row, PictureRow):
                yield UsedFile(
                    used.media_id, used.slot, position, row.said, row.caption.data or None
                )
            else:
                yield used
            if isinstance(row, FilmRow):
                yield from _beside(row, position)

    @property
    def _is_single(self) -> bool:
        return self.kind.at_most == 1

    def _wrong(self, row: FileRow, seen: set[int]) -> Iterator[LazyString]:
        if row.media is None:
            if not row.media_id.errors:
                yield UNKNOWN
        elif not self.kind.takes(row.media):
            yield KIND_WORDS[self.kind.kind]
        elif row.media.id in seen:
            yield TWICE
        if isinstance(row, FilmRow):
            for id_, media, kind in (
                (row.kept_captions, row.captions, MediaKind.CAPTIONS),
                (row.kept_poster, row.poster, MediaKind.PICTURE),
            ):
                if id_ is not None and (media is None or media.kind is not kind):
                    yield UNKNOWN if media is None else KIND_WORDS[kind]

    def _too_much(self) -> Iterator[str]:
        chosen, most_ever = school().limits[self.kind.place], LIMITS[self.kind.place]
        # What the library holds was taken when a larger file was.
        limit = replace(chosen, file_size=most_ever.file_size)
        if {row.media_id.data for row in self.kept} <= self.held:
            limit = most_ever
        most = min(self.kind.at_most, limit.files or self.kind.at_most)
        if len(self.kept) > most:
            yield TOO_MUCH[Excess.FILES] % {"number": most}
        files = [File(row.media.filename, row.media.size) for row in self.kept if row.media]
        for one in violations(limit, files):
            if one.excess is Excess.TOTAL_SIZE:
                yield TOO_MUCH[one.excess] % {"number": (limit.total_size or 0) // MO}
            elif one.excess is Excess.FILE_SIZE:
                yield TOO_MUCH[one.excess] % {"name": one.name, "number": limit.file_size // MO}


def _beside(row: FilmRow, position: int) -> Iterator[UsedFile]:
    if row.kept_captions is not None:
        yield UsedFile(row.kept_captions, Slot.CAPTIONS, position)
    if row.kept_poster is not None:
        yield UsedFile(row.kept_poster, Slot.POSTER, position, alt="")
