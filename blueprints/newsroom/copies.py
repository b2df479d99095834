"""Working copies at the edge: what a form sends of them."""

import re
from datetime import UTC, datetime

from flask import flash, request

from app.access import actor, now, roles, viewer
from app.actions.revisions import is_text_of
from app.actions.working_copies import drop
from app.extensions import db
from app.queries.media import usable_media
from app.queries.working_copies import (
    CopyPlace,
)
from app.queries.workpiece import Workpiece
from app.rules.working_copies import (
    LONGEST_COPY,
    MOST_FILES,
    Version,
    versions_in,
)
from app.text.well_formed import INVALID
from blueprints.newsroom.forms import EditArticleForm, NewArticleForm, TextForm

NOT_TYPED = frozenset({"csrf_token", "seen_revision_id", "rubrique_id", "creation_key"})
FILE_FIELD = re.compile(
    r"(?:illustration|gallery|audio|video|attachments)(?:-[0-9]{1,3})?-[a-z_]{1,40}"
)
MEDIA_FIELD = re.compile(r"-[a-z]+_id\Z")
MEDIA_IN_TEXT = re.compile(r"/medias/([1-9][0-9]{0,8})/")
MEDIA_ID = re.compile(r"[1-9][0-9]{0,8}")


class TooLong(Exception):
    """What was typed is longer than any text that can be saved."""


def real_now() -> datetime:
    """Return the moment by which working copies are dated."""
    return datetime.now(UTC)


def place_of(work: Workpiece) -> CopyPlace:
    """Return where this person's copy of an article is kept."""
    return CopyPlace(actor(), article_id=work.article.id)


def place_of_new(form: NewArticleForm) -> CopyPlace:
    """Return where the copy of an article is kept that a form is to begin."""
    key = form.creation_key.data or ""
    return CopyPlace(actor(), rubrique_id=form.rubrique_id.data, creation_key=key)


def known_versions() -> list[Version]:
    """Return the versions that went into what this request typed, that of its window first."""
    sent = (request.form.get(name, "") for name in ("copy_version", "copy_seen"))
    return versions_in(" ".join(sent))


def forget_copy(place: CopyPlace) -> None:
    """Forget the copy of what this request saves, in the same transaction."""
    drop(db.session(), real_now(), place, known_versions())


def tell_saved() -> None:
    """Tell the script, on the next page, what was saved: the browser forgets it too."""
    for version in known_versions()[:1]:
        flash(str(version), "copy")


def typed_fields(form: TextForm) -> dict[str, list[str]]:
    """Return what was typed in a form, by the names that it knows; raises TooLong."""
    fields = {
        name: [INVALID.sub("", text) for text in request.form.getlist(name)]
        for name in request.form
        if name not in NOT_TYPED and (name in form or FILE_FIELD.fullmatch(name))
    }
    if sum(len(text) for texts in fields.values() for text in texts) > LONGEST_COPY:
        raise TooLong
    return fields


def is_stored(form: EditArticleForm, work: Workpiece) -> bool:
    """Tell whether a form holds just what is saved."""
    text = form.text()
    if text.files is None and any(FILE_FIELD.fullmatch(name) for name in request.form):
        return False
    beside = [one for one in form if one.name in ("starts_at", "ends_at", "is_minor")]
    same = all(one.data == one.object_data and not one.process_errors for one in beside)
    return same and is_text_of(db.session(), text, work.newest)


def held_media(fields: dict[str, list[str]]) -> list[int]:
    """Return the ids of the files in what was typed that this person may use."""
    named = [
        text
        for name, texts in fields.items()
        if MEDIA_FIELD.search(name)
        for text in texts
        if MEDIA_ID.fullmatch(text)
    ]
    in_text = MEDIA_IN_TEXT.findall(" ".join(fields.get("body", [])))
    ids = [int(one) for one in dict.fromkeys([*named, *in_text])][:MOST_FILES]
    return list(usable_media(db.session(), viewer(), roles(), now(), ids))
