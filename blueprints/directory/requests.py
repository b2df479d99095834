"""Requests about personal data: who keeps the directory reads and answers them."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now
from app.actions.data_requests import AlreadyAnswered, answer
from app.actions.jobs import enqueue
from app.cursors import cursor_asked, moment, pages_beside
from app.desk import Entry
from app.extensions import db
from app.models import DataRequest, MailChoice, Person
from app.queries.data_requests import count_unanswered, request_lines
from app.rules.site_rights import Right
from app.templating import absolute_url
from blueprints.directory import directory
from blueprints.directory.forms import AnswerForm

PAGE_SIZE = 25
ANSWERED = "repondues"


@directory.get("/demandes")
@for_right(Right.DIRECTORY)
def data_requests() -> str:
    """Show what waits for an answer, or what was answered."""
    view = request.args.get("vue", "")
    if view not in ("", ANSWERED):
        abort(404)
    return _page(answered=view == ANSWERED)


@directory.post("/demandes/<id:request_id>")
@for_right(Right.DIRECTORY)
def answer_request(request_id: int) -> tuple[str, int] | Response:
    """Answer a request; whoever asked reads it on his page, and is told by mail."""
    asked = db.session.get(DataRequest, request_id) or abort(404)
    form = AnswerForm(asked.id)
    if not form.validate_on_submit():
        return _page(forms={asked.id: form}), 422
    text = form.answer.data or ""
    try:
        answer(db.session(), now(), actor(), asked.id, text)
    except AlreadyAnswered:
        return _page(lost=text), 409
    _tell(db.session.get_one(Person, asked.person_id))
    db.session.commit()
    flash(_("Your answer is sent."))
    return redirect(url_for(".data_requests"), code=303)


def _tell(person: Person) -> None:
    """Say by mail that there is an answer; the answer itself is read on the site."""
    if person.email and person.is_active and person.mail_choice is not MailChoice.NONE:
        link = absolute_url(url_for("account.own_data"))
        text = render_template("directory/answer_mail.txt", person=person, link=link)
        subject = _("Your request about your data")
        enqueue(db.session(), "mail", to=person.email, subject=subject, text=text)


def _page(
    *, answered: bool = False, forms: Mapping[int, AnswerForm] | None = None, lost: str = ""
) -> str:
    cursor = cursor_asked(moment) if request.method == "GET" else None
    page = request_lines(db.session(), answered=answered, cursor=cursor, size=PAGE_SIZE)
    view = ANSWERED if answered else None
    previous_url, next_url = pages_beside(
        page, lambda row: _place(row[0]), partial(url_for, ".data_requests", vue=view)
    )
    waiting = count_unanswered(db.session())
    return render_template(
        "directory/requests.html",
        tabs=[
            Entry(_("To answer"), url_for(".data_requests"), not answered, waiting),
            Entry(_("Answered ones"), url_for(".data_requests", vue=ANSWERED), answered),
        ],
        answered=answered,
        lines=page.rows,
        forms=_forms([row[0] for row in page.rows if not answered], forms or {}),
        lost=lost,
        previous_url=previous_url,
        next_url=next_url,
    )


def _forms(shown: list[DataRequest], typed: Mapping[int, AnswerForm]) -> dict[int, AnswerForm]:
    """Return a form for each request, with what was typed into one of them."""
    return {one.id: typed.get(one.id) or AnswerForm(one.id, formdata=None) for one in shown}


def _place(one: DataRequest) -> tuple[datetime, int]:
    return one.answered_at or one.created_at, one.id
