"""What the page of a form says of what was typed before, and of who else is at it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.access import actor
from app.addresses import id_asked
from app.extensions import db
from app.models import WorkingCopy
from app.queries.working_copies import (
    Colleague,
    copy_and_colleagues,
    copy_at,
    first_copies,
    first_copy,
    first_versions,
)
from app.queries.workpiece import Workpiece
from app.rules.working_copies import PRESENT_FOR, Version, may_replace, versions_in
from app.templating import clock_time
from blueprints.newsroom.copies import known_versions, place_of, real_now
from blueprints.newsroom.forms import EditArticleForm, NewArticleForm, edit_form


@dataclass(frozen=True)
class Begun:
    """What was typed and not saved, offered again."""

    version: str
    saved_at: datetime
    title: str
    is_open: bool
    """Whether a window showed it within the last minutes."""
    take_url: str
    discard_url: str
    creation_key: str = ""


@dataclass(frozen=True)
class Writing:
    """What the page of a form says of its working copy, and what its script needs."""

    person_id: int
    key: str
    """Under which name the browser keeps what it could not send."""
    save_url: str
    seen: str
    """The versions that went into what the form shows."""
    kept: str = ""
    """The versions that the site has, whatever the form shows."""
    offers: list[Begun] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    taken_at: datetime | None = None
    back_url: str = ""


def form_over(work: Workpiece) -> tuple[EditArticleForm, bool, bool]:
    """Return the form of an article, filled with what was typed before where that is asked.

    Then whether it is filled so, and whether somebody has saved another text since: then the page
    is to show both.
    """
    copy = db.session.scalar(copy_at(place_of(work))) if "reprendre" in request.args else None
    if copy is None or copy.fields is None:
        return edit_form(work), False, False
    form = edit_form(work, _as_sent(copy))
    is_outdated = copy.seen_revision_id != work.newest.id
    form.see(work.newest.id)
    return form, True, is_outdated


def copy_asked() -> WorkingCopy | None:
    """Return the text, begun and never saved, that is to be taken up again."""
    wanted = id_asked("reprendre")
    return db.session.scalar(first_copy(actor(), wanted)) if wanted else None


def new_form(rubrique_id: int, copy: WorkingCopy | None, creation_key: str) -> NewArticleForm:
    """Return the form of a new article, empty or filled with what was typed before."""
    if copy is None:
        return NewArticleForm(rubrique_id=rubrique_id, creation_key=creation_key)
    return NewArticleForm(_as_sent(copy), rubrique_id=rubrique_id, creation_key=copy.creation_key)


def writing_over(work: Workpiece, *, is_taken: bool = False) -> Writing:
    """Return what the page of an article's form says."""
    article_id = work.article.id
    copy, others = copy_and_colleagues(db.session(), actor(), article_id, real_now())
    edit_url = url_for("newsroom.edit", article_id=article_id)
    discard_url = url_for("newsroom.discard_copy", article_id=article_id)
    take_url = url_for("newsroom.edit", article_id=article_id, reprendre="oui")
    copies = [copy] if copy else []
    known = [*versions_in(copy.version if copy and is_taken else ""), *known_versions()]
    return Writing(
        person_id=actor(),
        key=f"article-{article_id}",
        save_url=url_for("newsroom.keep_copy", article_id=article_id),
        seen=" ".join(map(str, known)),
        kept=(copy.version or "") if copy else "",
        offers=[_begun(one, take_url, discard_url) for one in _unknown(copies, known)],
        others=[in_words(one) for one in others],
        taken_at=copy.saved_at if copy and is_taken else None,
        back_url=edit_url,
    )


def writing_new(form: NewArticleForm, copy: WorkingCopy | None = None) -> Writing:
    """Return what the page of a new article's form says."""
    rubrique_id = form.rubrique_id.data or 0
    copies = db.session.scalars(first_copies(actor(), rubrique_id)).all()
    known = [*versions_in(copy.version if copy else ""), *known_versions()]
    discard_url = url_for("newsroom.discard_first_copy")
    new_url = url_for("newsroom.new_article", rubrique=rubrique_id)
    return Writing(
        person_id=actor(),
        key=f"new-{rubrique_id}",
        save_url=url_for("newsroom.keep_first_copy"),
        seen=" ".join(map(str, known)),
        kept=" ".join(first_versions(db.session(), actor())),
        offers=[
            _begun(one, f"{new_url}&reprendre={one.id}", discard_url)
            for one in _unknown(copies, known)
        ],
        taken_at=copy.saved_at if copy else None,
        back_url=new_url,
    )


def in_words(colleague: Colleague) -> str:
    """Say who else has an article open, and since when."""
    since = clock_time(colleague.since)
    return str(
        _(
            "%(name)s is changing this article too (since %(time)s).",
            name=colleague.name,
            time=since,
        )
    )


def _as_sent(copy: WorkingCopy) -> MultiDict[str, str]:
    pairs = ((name, text) for name, texts in (copy.fields or {}).items() for text in texts)
    return MultiDict(pairs)


def _unknown(copies: Iterable[WorkingCopy], known: list[Version]) -> Iterator[WorkingCopy]:
    for one in copies:
        if one.fields is not None and not may_replace(one.version, known):
            yield one


def _begun(copy: WorkingCopy, take_url: str, discard_url: str) -> Begun:
    saved_at = copy.saved_at or copy.seen_at
    typed = (copy.fields or {}).get("title", [])
    return Begun(
        version=copy.version or "",
        saved_at=saved_at,
        title=typed[0].strip() if typed else "",
        is_open=copy.seen_at > real_now() - PRESENT_FOR,
        take_url=take_url,
        discard_url=discard_url,
        creation_key=copy.creation_key or "",
    )
