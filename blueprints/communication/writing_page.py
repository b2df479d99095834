"""The page on which an announcement is written, with what may be done with it."""

from datetime import datetime
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.access import now, rights, school, viewer
from app.extensions import db
from app.linked_article import found_articles, linked_article, take_link
from app.looks import Look
from app.models import Announcement
from app.queries.announcement_work import AnnouncementWork, reaches_of
from app.queries.cards import picture_in
from app.rules.announcements import Stage
from app.rules.announcing import Reach, may_announce, reach_to_all
from app.rules.quotas import Place
from app.rules.site_rights import Right
from app.wording import severity_name
from blueprints.communication import writes
from blueprints.communication.files import AnnouncementFiles
from blueprints.communication.forms import AnnouncementForm
from blueprints.communication.looks import LOOKS
from blueprints.communication.reach import note_reach
from blueprints.communication.shown import Shown, in_words, shown
from blueprints.communication.works import announcer

COMPARED = (
    "severity",
    "title",
    "body",
    "target",
    "starts_on",
    "starts_time",
    "ends_on",
    "ends_time",
    "link_article",
    "link_url",
    "asks_acknowledgement",
)


def write_page(
    form: AnnouncementForm,
    files: AnnouncementFiles,
    work: AnnouncementWork | None = None,
    **more: Any,
) -> str:
    """Render the form with what was typed; what its buttons look for stands beside."""
    take_link(form)
    note_reach(form.target)
    started_at = work.announcement.starts_at if work and work.stage is Stage.ONLINE else None
    look = None
    if request.form.get("do") == "look" and is_sound(form, files, started_at):
        look = _look(form, files, started_at)
    return render_template(
        "communication/announcement_form.html",
        form=form,
        files=files,
        work=work,
        started_at=started_at,
        look=look,
        found=found_articles(form),
        article=linked_article(form.link_article.data),
        buttons=buttons_of(work),
        limit=school().limits[Place.ANNOUNCEMENT],
        form_url=_form_url(work),
        picture=picture_in(files.illustration, "") if files.illustration else None,
        **more,
    )


def told_page(form: AnnouncementForm, files: AnnouncementFiles, work: AnnouncementWork) -> str:
    """Show what was typed beside what was stored meanwhile; sent again, it replaces it."""
    other = AnnouncementForm(formdata=None)
    other.show(work.announcement)
    form.version.data = str(work.announcement.version)
    differs = [
        (form[name].label.text, _value(other, name, work.announcement))
        for name in COMPARED
        if (form[name].data or None) != (other[name].data or None)
    ]
    return write_page(form, files, work, changed_meanwhile=differs)


def is_sound(
    form: AnnouncementForm, files: AnnouncementFiles, started_at: datetime | None = None
) -> bool:
    """Look at everything that was typed; what is wrong is said beside it."""
    judged = [form.validate(), form.check_dates(now(), started_at), files.check()]
    if form.link_article.data is not None and linked_article(form.link_article.data) is None:
        problem = _("This article is not there any more. Choose another one.")
        form.article_words.errors = [*form.article_words.errors, problem]
        judged.append(False)
    return all(judged)


def may_go(form: AnnouncementForm, asked: str, work: AnnouncementWork | None = None) -> bool:
    """Tell whether the viewer may address these people so; why not is said beside them."""
    changes = work is not None and work.stage in (Stage.ONLINE, Stage.SCHEDULED)
    if asked == "save" and not changes:
        return True
    reached = reaches_of(db.session(), announcer(), form.target.data or ())
    least = reach_to_all(reached)
    far = [key for key, reach in reached.items() if reach is not Reach.AT_ONCE]
    nowhere = [key for key, reach in reached.items() if reach is Reach.NONE]
    problem = None
    if not reached:
        problem = _("Choose who receives it.")
    elif nowhere:
        problem = _("You may not address: %(names)s.", names=", ".join(in_words(nowhere)))
    elif asked == "submit" and least is Reach.AT_ONCE:
        problem = _("You may address all of these people yourself: choose “Send”.")
    elif asked != "submit" and far and not (changes and announcer().approves):
        problem = _(
            "You may not send at once to: %(names)s. Submit it for approval, or take them out.",
            names=", ".join(in_words(far)),
        )
    if problem:
        form.target.errors = [*form.target.errors, problem]
    return problem is None


def buttons_of(work: AnnouncementWork | None) -> list[tuple[str, Look | None]]:
    """Return what the form may ask for: to send, to submit, to keep; in this order."""
    if work is not None and work.move("edit") is None:
        return [("save", None)] if work.move("change") else []
    widest = may_announce(viewer(), rights(), writes=writes())
    names = [
        *(["send"] if widest is Reach.AT_ONCE else []),
        *(["submit"] if Right.ANNOUNCE not in rights() else []),
    ]
    return [*((name, LOOKS[name]) for name in names), ("save", None)]


def _form_url(work: AnnouncementWork | None) -> str:
    """Return where the form is sent: what can be changed no more is kept as another one."""
    if work is None or not buttons_of(work):
        return url_for(".create")
    return url_for(".save", announcement_id=work.announcement.id)


def _look(form: AnnouncementForm, files: AnnouncementFiles, started_at: datetime | None) -> Shown:
    return shown(form.said(files.uses(form.body.html), started_at), files)


def _value(other: AnnouncementForm, name: str, found: Announcement) -> str:
    """Say what is stored in a field."""
    value = other[name].data
    if name == "severity":
        return severity_name(found.severity)
    elif name == "target":
        return ", ".join(in_words(value)) or str(_("nobody"))
    elif name == "link_article":
        article = linked_article(found.link_article_id)
        return article[2] if article else str(_("none"))
    elif isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value) if value else "–"
