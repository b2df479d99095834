"""What the check of a text needs from the database, and what it finds there.

`judge` is the one question: what there is to mend in a text, and what somebody let pass.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Media, MediaUse, Person, Revision, Slot, Waiver
from app.queries.directory_names import family_names
from app.queries.school import School, read_school
from app.queries.used_files import UsedFile
from app.text.check import CheckedArticle, check
from app.text.check_pictures import CheckedFile
from app.text.kinds import PERSONAL, WAIVABLE, Finding, Gravity, Part
from app.text.names import NameIndex, capitalised
from app.text.personal_data import Allowed, allowed_in

_PARTS: Mapping[Slot, Part] = {
    Slot.POSTER: Part.VIDEO,
    **{slot: Part(slot.value) for slot in Slot if slot.value in list(Part)},
}
"""Where in an article what is found at a file is told; captions have nothing to be found."""


class Standards:
    """What texts are compared with: read when it is first needed, once for any number of texts."""

    def __init__(self, session: Session, *, tells_names: bool = True) -> None:
        """Remember where to read; names are not looked for where they are not told."""
        self._session = session
        self.tells_names = tells_names
        self._names = NameIndex()
        self._asked: set[str] = set()

    def names_for(self, articles: Iterable[CheckedArticle]) -> NameIndex:
        """Return the names of the pupils and parents whom some texts may name.

        One query for all of them, none for those that everybody may not read, nor for words that
        were asked for before.
        """
        words = {
            word
            for article in articles
            if self.tells_names and article.is_public
            for passage in article.passages
            for word in capitalised(passage.text)
        }
        if new := words - self._asked:
            self._names.add(family_names(self._session, new))
            self._asked |= new
        return self._names

    @cached_property
    def allowed(self) -> Allowed:
        """What belongs to the school itself."""
        return allowed_of(read_school(self._session))


@dataclass(frozen=True)
class Confirmed:
    """A finding that somebody let pass, with his reason; `by` is empty when he has left."""

    finding: Finding
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Report:
    """What there is to mend in a text, the gravest first, and what was let pass."""

    findings: tuple[Finding, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()

    @property
    def blocking(self) -> list[Finding]:
        """What keeps the text from going public."""
        return [one for one in self.findings if one.gravity is Gravity.BLOCKS]


def checked_revision(
    session: Session, revision: Revision, *, is_public: bool, today: date
) -> CheckedArticle:
    """Return a text that is stored, ready to be judged, in one query."""
    texts = checked_revisions(session, [revision], is_public=is_public, today=today)
    return texts[revision.article_id]


def checked_revisions(
    session: Session, revisions: Collection[Revision], *, is_public: bool, today: date
) -> dict[int, CheckedArticle]:
    """Return texts that are stored, each of another article, by the ids of these, in one query."""
    files = checked_files(session, [revision.id for revision in revisions])
    return {
        revision.article_id: CheckedArticle(
            revision.title,
            revision.summary,
            revision.body,
            files.get(revision.id, []),
            is_public=is_public,
            today=today,
        )
        for revision in revisions
    }


def checked_files(session: Session, revision_ids: Collection[int]) -> dict[int, list[CheckedFile]]:
    """Return the files of some texts by the ids of these, in one query."""
    rows = session.execute(
        select(MediaUse, Media)
        .join(Media, Media.id == MediaUse.media_id)
        .where(MediaUse.revision_id.in_(revision_ids))
        .order_by(MediaUse.position, MediaUse.id)
    ).all()
    by_text: dict[int, list[Any]] = {}
    for use, media in rows:
        by_text.setdefault(use.revision_id or 0, []).append((use, media))
    return {id_: _files(pairs) for id_, pairs in by_text.items()}


def checked_uses(files: Iterable[UsedFile], media: Mapping[int, Media]) -> list[CheckedFile]:
    """Return the files of a text that is not stored yet; those that `media` lacks are left out."""
    uses = sorted(files, key=lambda use: (use.position, use.media_id))
    return _files([(use, media[use.media_id]) for use in uses if use.media_id in media])


def judge(
    session: Session,
    article: CheckedArticle,
    article_id: int | None,
    standards: Standards | None = None,
) -> Report:
    """Return what there is to mend in a text of an article, or of one that is not stored yet.

    In private no query; in public one for the names, one for the school and one for what was let
    pass where something is found.
    """
    id_ = article_id or 0
    return judge_all(session, {id_: article}, standards)[id_]


def judge_all(
    session: Session, articles: Mapping[int, CheckedArticle], standards: Standards | None = None
) -> dict[int, Report]:
    """Return what there is to mend in one text of each of some articles, by the articles' ids."""
    standards = standards or Standards(session)
    names = standards.names_for(articles.values())
    found = {id_: _findings(article, names, standards) for id_, article in articles.items()}
    asked = [
        id_ for id_, some in found.items() if id_ and any(one.kind in WAIVABLE for one in some)
    ]
    waived = _waivers(session, asked) if asked else {}
    return {id_: _report(some, waived.get(id_, {})) for id_, some in found.items()}


def allowed_of(school: School) -> Allowed:
    """Return the addresses and numbers by which the school itself is reached."""
    return allowed_in(
        (school.email, school.director_email, school.dpo_email),
        (school.phone, school.host_phone, *(line.get("phone", "") for line in school.phones)),
        (school.street, school.host_address, school.dpo_address),
    )


def _findings(article: CheckedArticle, names: NameIndex, standards: Standards) -> list[Finding]:
    found = check(article, names)
    if any(one.kind in PERSONAL for one in found):
        found = [one for one in found if not standards.allowed.holds(one.kind, one.key)]
    return found


def _waivers(
    session: Session, article_ids: Collection[int]
) -> dict[int, dict[tuple[str, str], Any]]:
    rows = session.execute(
        select(
            Waiver.article_id,
            Waiver.kind,
            Waiver.place_key,
            Waiver.reason,
            Waiver.at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == Waiver.person_id)
        .where(Waiver.article_id.in_(article_ids))
    )
    waived: dict[int, dict[tuple[str, str], Any]] = {}
    for row in rows:
        waived.setdefault(row.article_id, {})[row.kind, row.place_key] = row
    return waived


def _report(findings: list[Finding], waived: Mapping[tuple[str, str], Any]) -> Report:
    left, confirmed = [], []
    for one in findings:
        row = waived.get((one.kind, one.key)) if one.kind in WAIVABLE else None
        if row is None:
            left.append(one)
        else:
            confirmed.append(Confirmed(one, row.reason, row.full_name or "", row.at))
    return Report(tuple(left), tuple(confirmed))


def _files(pairs: Iterable[tuple[MediaUse | UsedFile, Media]]) -> list[CheckedFile]:
    pairs = list(pairs)
    captioned = {use.position for use, _ in pairs if use.slot is Slot.CAPTIONS}
    return [
        CheckedFile(
            part=_PARTS[use.slot],
            kind=media.kind.value,
            title=media.title,
            media_id=media.id,
            position=use.position,
            alt=use.alt,
            caption=use.caption,
            credit=media.credit,
            licence=media.licence,
            shows_people=media.shows_people,
            consent=media.consent,
            consent_ends_on=media.consent_ends_on,
            width=media.width,
            height=media.height,
            transcript=media.transcript,
            has_captions=use.position in captioned,
        )
        for use, media in pairs
        if use.slot in _PARTS
    ]
