"""Files that a browser without script sends with the form of an article.

Each is taken by itself, before the text is looked at: it stays in the library whatever becomes of
the form, which then names it. One that is refused is told beside its section.
"""

from collections.abc import Iterator

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.access import archived, now, roles, school, worker
from app.arrivals import arrive
from app.extensions import db
from app.large_bodies import BESIDE_FILES
from app.models import Media
from app.queries.work import rubriques_to_write_in
from app.queries.workpiece import read_workpiece
from app.refused_files import UploadRefused
from app.rules.quotas import Place
from blueprints.newsroom.file_forms import ArticleFiles
from blueprints.newsroom.file_rows import FilmRow
from blueprints.newsroom.file_sections import Section


def body_limit() -> int:
    """Return how many bytes of files the form of this request may carry.

    It is all attachments that an article may have, and a film; who may not write there sends no
    more than with any other form.
    """
    article_id = (request.view_args or {}).get("article_id")
    if article_id is None:
        may_write = bool(rubriques_to_write_in(roles(), archived()))
    else:
        work = read_workpiece(db.session(), worker(), now(), article_id)
        may_write = work is not None and work.may_write
    limits = school().limits
    largest = (limits[Place.ATTACHMENTS].total_size or 0) + limits[Place.VIDEO].file_size
    return largest if may_write else BESIDE_FILES


def take_files(files: ArticleFiles) -> None:
    """Take what was sent into its sections, each file in a transaction of its own."""
    if not request.files:
        return
    for section in files.sections.values():
        sent = [*_sent(section.input)]
        for file in sent[: section.kind.most]:
            media = _taken(file, section.kind.place, section)
            if media is not None:
                section.add(media)
        for file in sent[section.kind.most :]:
            section.refuse(file.filename, _("Not taken: there are too many files here."))
        for row in section.rows:
            if isinstance(row, FilmRow):
                _take_beside(row, section)


def _take_beside(row: FilmRow, section: Section) -> None:
    for file in _sent(f"{row.prefix}captions-file"):
        row.take_captions(_taken(file, Place.CAPTIONS, section))
    for file in _sent(f"{row.prefix}poster-file"):
        row.take_poster(_taken(file, Place.IMAGES, section))


def _sent(name: str) -> Iterator[FileStorage]:
    return (file for file in request.files.getlist(name) if file.filename)


def _taken(file: FileStorage, place: Place, section: Section) -> Media | None:
    try:
        media, _known = arrive(
            file, place, lambda one: place is Place.CAPTIONS or section.kind.takes(one)
        )
    except UploadRefused as refusal:
        section.refuse(refusal.filename, refusal.words)
        return None
    return media
