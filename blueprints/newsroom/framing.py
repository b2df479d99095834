"""What pages show of a picture: the point that crops keep in sight, or a part chosen by hand."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now
from app.extensions import db
from app.files.reasons import FileRefused
from app.images.forms import CARD, HERO, HERO_NARROW, THUMBNAIL, Box
from app.models import Media
from app.queries.media import crops_of, forms_kept
from app.rules.licence_table import RIGHTS
from app.uploads import recut
from blueprints.newsroom import newsroom
from blueprints.newsroom.framing_forms import FramingForm, framing_form
from blueprints.newsroom.media_item import changeable
from blueprints.newsroom.media_shapes import file_url, picture_of

SLOTS: Mapping[str, tuple[str, ...]] = {
    "card": (CARD.name, THUMBNAIL.name, HERO_NARROW.name),
    "band": (HERO.name,),
}
"""The forms of each part that is chosen: 16:9 and 35:8."""
AUTOMATIC = (0.5, 0.5)


@newsroom.get("/mediatheque/<id:media_id>/cadrage")
@for_members
def framing(media_id: int) -> tuple[str, int]:
    """Show a picture with the parts of it that pages show."""
    media = _picture(media_id)
    return _page(media, framing_form(media, _chosen(media)))


@newsroom.post("/mediatheque/<id:media_id>/cadrage")
@for_members
def frame_media(media_id: int) -> ResponseReturnValue:
    """Cut the forms of a picture anew."""
    media = _picture(media_id)
    form = framing_form(media, _chosen(media))
    if not form.validate():
        return _page(media, form, 422)
    boxes = form.boxes()
    chosen = {name: boxes[slot] for slot in boxes for name in SLOTS[slot]}
    try:
        recut(media, chosen, form.focal(), actor_id=actor(), now=now())
    except FileRefused:
        return _not_cut(media_id, form)
    db.session.commit()
    flash(_("Pages show the picture like this from now on."))
    return redirect(url_for(".framing", media_id=media_id), code=303)


@newsroom.post("/mediatheque/<id:media_id>/cadrage-automatique")
@for_members
def unframe_media(media_id: int) -> ResponseReturnValue:
    """Let pages show the middle of a picture again."""
    media = _picture(media_id)
    try:
        recut(media, {}, AUTOMATIC, actor_id=actor(), now=now())
    except FileRefused:
        return _not_cut(media_id, framing_form(media, {}))
    db.session.commit()
    flash(_("The picture is framed by itself again."))
    return redirect(url_for(".framing", media_id=media_id), code=303)


def _picture(media_id: int) -> Media:
    """Return a picture that the viewer may change; other kinds of files have no frame (404)."""
    media = changeable(media_id)
    return media if picture_of(media) is not None else abort(404)


def _chosen(media: Media) -> dict[str, Box]:
    """Return the parts that somebody chose, by slot."""
    crops = crops_of(db.session(), media.id)
    return {slot: crops[names[0]] for slot, names in SLOTS.items() if names[0] in crops}


def _not_cut(media_id: int, form: FramingForm) -> ResponseReturnValue:
    db.session.rollback()
    said = _("The picture could not be cut just now. Try again in a minute.")
    return _page(_picture(media_id), form, 503, failure=said)


def _page(media: Media, form: FramingForm, status: int = 200, **more: Any) -> tuple[str, int]:
    crops = crops_of(db.session(), media.id)
    rights = RIGHTS.get(media.licence) if media.licence else None
    return (
        render_template(
            "newsroom/media_framing.html",
            media=media,
            picture=picture_of(media),
            url=file_url(media),
            form=form,
            is_framed=bool(crops) or (media.focal_x, media.focal_y) != AUTOMATIC,
            forbids_changes=rights is not None and not rights.changes,
            kept=forms_kept(db.session(), media.id),
            mark=_mark(media, crops),
            **more,
        ),
        status,
    )


def _mark(media: Media, crops: Mapping[str, Box]) -> str:
    """Return what tells one framing from the next, so that previews are those of this one."""
    framed = (media.focal_x, media.focal_y, media.digest, sorted(crops.items()))
    return sha256(repr(framed).encode()).hexdigest()[:8]
