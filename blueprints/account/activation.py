"""The first access, or a lost password, by the code of a printed slip."""

from datetime import UTC, datetime

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import now, open_to_all
from app.actions.accounts import set_password
from app.actions.codes import CodeUsed, activation_hash, use_code
from app.extensions import db
from app.models import CodeKind, Person
from app.passwords import hash_password
from app.queries.codes import usable_code
from app.sessions import sign_in, sign_out
from blueprints.account import account
from blueprints.account.address import change_address
from blueprints.account.forms import ActivationForm, CodeForm
from blueprints.account.proof import NotProven, proven_by


@account.get("/connexion/activation")
@open_to_all
def activation() -> str:
    """Ask for the login and the code of the slip."""
    return render_template("account/activation.html", form=CodeForm())


@account.post("/connexion/activation")
@open_to_all
def check_code() -> tuple[str, int]:
    """Show the form for a password to whoever holds the code, which is not used up yet."""
    codes = CodeForm()
    try:
        person = _person_of(codes)
    except NotProven as refusal:
        return _first_step(codes, refusal)
    form = ActivationForm(person, formdata=None)
    form.email.data = person.email
    db.session.commit()
    return render_template("account/activate.html", codes=codes, form=form), 200


@account.post("/connexion/activation/mot-de-passe")
@open_to_all
def activate() -> tuple[str, int] | Response:
    """Set the password, use the code up and sign in."""
    codes = CodeForm()
    try:
        person = _person_of(codes)
        form = ActivationForm(person)
        if not form.validate_on_submit():
            db.session.commit()
            return render_template("account/activate.html", codes=codes, form=form), 422
        person_id = person.id
        db.session.commit()  # hashing takes a while, during which others may write
        _give_password(person_id, codes.code.data or "", form)
    except NotProven as refusal:
        return _first_step(codes, refusal)
    db.session.commit()
    return redirect(url_for("account.account_page"), code=303)


def _give_password(person_id: int, code: str, form: ActivationForm) -> None:
    """Raises NotProven when the code was used in the meantime."""
    password_hash = hash_password(form.new_password.data or "")
    try:
        use_code(db.session(), datetime.now(UTC), activation_hash(person_id, code))
    except CodeUsed as used:
        raise NotProven(_refusal(), 422) from used
    person = db.session.get_one(Person, person_id)
    if form.email.data and form.email.data != person.email:
        change_address(person, form.email.data, person.mail_choice)
    set_password(db.session(), now(), person, password_hash, action="activate")
    sign_out()
    sign_in(person_id)


def _person_of(codes: CodeForm) -> Person:
    """Return the owner of the slip; raises NotProven, also for an empty field."""
    if not codes.validate_on_submit():
        raise NotProven("", 422)
    typed = codes.code.data or ""
    person_id = proven_by(codes.login.data or "", lambda person: _holds(person, typed), _refusal())
    return db.session.get_one(Person, person_id)


def _holds(person: Person | None, code: str) -> bool:
    wanted = activation_hash(person.id if person else 0, code)
    found = db.session.scalar(usable_code(CodeKind.ACTIVATION, wanted, datetime.now(UTC)))
    return found is not None and person is not None and found.person_id == person.id


def _first_step(codes: CodeForm, refusal: NotProven) -> tuple[str, int]:
    if refusal.message:
        codes.code.errors = [refusal.message]
    return render_template("account/activation.html", form=codes), refusal.status


def _refusal() -> str:
    return str(
        _(
            "This login and this code do not open an account. Check both on your slip; a code"
            " counts for 60 days and once, and only the newest."
        )
    )
