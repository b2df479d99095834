"""One file of the library: what it is, what is said about it, where it is used."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.access import actor, for_members, now, school, viewer, worker
from app.actions.exceptions import StillUsed
from app.actions.library import delete_media as remove
from app.actions.library import describe_media as describe
from app.actions.library import set_collected
from app.addresses import id_in
from app.extensions import db
from app.large_bodies import BESIDE_FILES, takes_files
from app.models import Media
from app.queries.library import may_add, seen_media
from app.queries.media_places import changeable_media, may_replace, places_of
from app.refused_files import UploadRefused
from app.rules.consent import ends_soon, is_over
from app.rules.licence_table import RIGHTS
from app.rules.quotas import Place
from app.uploads import replace
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import name_of
from blueprints.newsroom.library import today
from blueprints.newsroom.media_forms import FactsForm, facts_form, mark_of, said_of
from blueprints.newsroom.media_shapes import Shape, file_url
from blueprints.newsroom.media_upload import MOST_AT_ONCE
from blueprints.newsroom.media_words import LICENCES


@dataclass(frozen=True)
class Suite:
    """Files that are described one after the other, and which of them is open."""

    ids: list[int]
    place: int

    @property
    def next_id(self) -> int | None:
        """The file after the one that is open."""
        return self.ids[self.place + 1] if self.place + 1 < len(self.ids) else None

    @property
    def previous_id(self) -> int | None:
        """The file before the one that is open."""
        return self.ids[self.place - 1] if self.place else None

    @property
    def text(self) -> str:
        """As it stands in addresses."""
        return ",".join(map(str, self.ids))


@newsroom.get("/mediatheque/<id:media_id>")
@for_members
def media_item(media_id: int) -> ResponseReturnValue:
    """Show a file that the viewer may find in the library."""
    media = media_of(media_id)
    return item_page(media, facts_form(media) if may_change(media_id) else None)


@newsroom.post("/mediatheque/<id:media_id>")
@for_members
def describe_media(media_id: int) -> ResponseReturnValue:
    """Keep what was said about a file."""
    media = changeable(media_id)
    db.session.refresh(media, with_for_update=True)
    form = facts_form(media)
    if not form.validate():
        return item_page(media, form, 422)
    if form.is_stale(media):
        form.seen.data, form.seen.raw_data = mark_of(media), None
        return item_page(media, form, 409, is_outdated=True)
    describe(db.session(), now(), actor(), media, asdict(form.facts(media)))
    db.session.commit()
    flash(_("Saved."))
    suite = suite_asked(media_id)
    if suite is None or suite.next_id is None:
        return redirect(url_for(".media_item", media_id=media_id), code=303)
    return redirect(url_for(".media_item", media_id=suite.next_id, suite=suite.text), code=303)


@newsroom.post("/mediatheque/<id:media_id>/collection")
@for_members
def collect_media(media_id: int) -> ResponseReturnValue:
    """Put a file into the collection that all who write may use, or take it out."""
    media = media_of(media_id)
    if not viewer().manages_everywhere:
        abort(403)
    collected = request.form.get("into") == "y"
    set_collected(db.session(), now(), actor(), media, collected=collected)
    db.session.commit()
    said = _("The file is in the collection."), _("The file has left the collection.")
    flash(said[0] if collected else said[1])
    return redirect(url_for(".media_item", media_id=media_id), code=303)


@newsroom.post("/mediatheque/<id:media_id>/supprimer")
@for_members
def delete_media(media_id: int) -> ResponseReturnValue:
    """Remove a file that nothing uses."""
    media = changeable(media_id)
    try:
        remove(db.session(), now(), actor(), media)
    except (StillUsed, IntegrityError):
        db.session.rollback()
        media = media_of(media_id)
        return item_page(media, facts_form(media), 409, is_kept=True)
    db.session.commit()
    flash(_("The file is deleted."))
    return redirect(url_for(".library"), code=303)


@newsroom.post("/mediatheque/<id:media_id>/remplacer")
@takes_files(lambda: school().limits[Place.VIDEO].file_size if may_add(worker()) else BESIDE_FILES)
@for_members
def replace_media(media_id: int) -> ResponseReturnValue:
    """Put another file in the place of one: all that uses it shows the other from then on."""
    media = changeable(media_id)
    if not may_replace(db.session(), worker(), media_id):
        abort(403)
    file = request.files.get("file")
    if file is None or not file.filename:
        return item_page(media, facts_form(media), 422, refused=_("Choose at least one file."))
    try:
        replace(media, file, actor_id=actor(), now=now())
    except UploadRefused as refusal:
        db.session.rollback()
        media = changeable(media_id)
        return item_page(media, facts_form(media), 422, refused=refusal.words)
    db.session.commit()
    flash(_("The file is replaced. What is said about it below must still hold."))
    return redirect(url_for(".media_item", media_id=media_id), code=303)


def media_of(media_id: int) -> Media:
    """Return a file that the viewer may find in the library; others do not exist for him (404)."""
    found = seen_media(worker(), now()).where(Media.id == media_id)
    return db.session.scalar(found) or abort(404)


def may_change(media_id: int) -> bool:
    """Tell whether the viewer may describe and crop a file."""
    found = changeable_media(worker()).where(Media.id == media_id)
    return db.session.scalar(found.with_only_columns(Media.id)) is not None


def changeable(media_id: int) -> Media:
    """Return a file that the viewer may change; 404 if he does not see it, else 403."""
    media = media_of(media_id)
    return media if may_change(media_id) else abort(403)


def item_page(
    media: Media, form: FactsForm | None, status: int = 200, **more: Any
) -> tuple[str, int]:
    """Render the page of a file; `form` is none for those who may not change it."""
    session = db.session()
    places = places_of(session, worker(), now(), media.id)
    is_changed_here = form is not None
    return (
        render_template(
            "newsroom/media_item.html",
            item=Shape(media),
            form=form,
            places=places,
            url=file_url(media),
            owner=name_of(media.owner_id) if is_changed_here else "",
            said=said_of(media),
            licences=LICENCES,
            meanings={str(licence): one.meaning for licence, one in LICENCES.items()},
            rights=RIGHTS,
            may_replace=is_changed_here and may_replace(session, worker(), media.id),
            may_collect=viewer().manages_everywhere,
            is_over=is_over(media.consent_ends_on, today()),
            ends_soon=ends_soon(media.consent_ends_on, today()),
            suite=suite_asked(media.id),
            **more,
        ),
        status,
    )


def suite_asked(media_id: int) -> Suite | None:
    """Return the files that are described one after the other, when this is one of them."""
    ids = [id_in(text) for text in request.args.get("suite", "").split(",")[:MOST_AT_ONCE]]
    known = [id_ for id_ in dict.fromkeys(ids) if id_]
    return Suite(known, known.index(media_id)) if media_id in known and len(known) > 1 else None
