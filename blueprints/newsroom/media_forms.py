"""What people say about a file of the library."""

import hashlib
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from app.actions.library import Facts, facts_of
from app.forms import ChoiceField, DayField, Readable, is_web_address
from app.models import Media, MediaKind
from app.rules.lengths import LONGEST_LINE, LONGEST_TITLE
from app.rules.licences import Licence
from app.typed_fields import LineField, LinesField
from blueprints.newsroom.media_words import LICENCES, licence_choices

LONGEST_ALT = 500
ANSWERS = {"oui": True, "non": False}


class AnswerField(RadioField):
    """One of some answers, refused in our own words when it is none of them."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not among the answers."""
        ChoiceField.pre_validate(self, form)  # type: ignore[arg-type]


def _at_most(length: int) -> Length:
    return Length(max=length, message=_l("%(max)d characters at most."))


class FactsForm(FlaskForm):
    """Title, alternative, author, rights and people; `seen` is the state that was changed."""

    seen = HiddenField()
    title = LineField(
        _l("Title"),
        description=_l("To find the file again. Readers see it as the name of a document."),
        validators=[InputRequired(_l("Give the file a title.")), _at_most(LONGEST_TITLE)],
    )
    alt = LinesField(
        _l("Alternative text"),
        description=_l(
            "What somebody who does not see the picture must know, in a sentence: “Three pupils"
            " plant a hedge in front of the canteen”. Neither “photograph of” nor the credit; if"
            " the picture holds words, repeat them."
        ),
        validators=[_at_most(LONGEST_ALT)],
    )
    credit = LineField(
        _l("Author or credit"),
        description=_l("As it will be shown with the file: “Lou, 4B”, “Musée d’Aquitaine”."),
        validators=[_at_most(LONGEST_LINE)],
    )
    source_url = LineField(
        _l("Address of the source"),
        description=_l("Where the work was found, with https://."),
        validators=[_at_most(LONGEST_LINE)],
    )
    licence = AnswerField(_l("Licence"), default="")
    shows_people = AnswerField(
        _l("Can somebody be recognised?"),
        description=_l("By the face, the voice, a name on a shirt."),
        default="",
    )
    consent = LinesField(
        _l("Reference of the written permission"),
        description=_l("Where it is kept and what it allows: “4B folder, website, year 2025-26”."),
        validators=[_at_most(LONGEST_ALT)],
    )
    consent_ends_on = DayField(
        _l("Permission valid until"),
        description=_l("After this day, readers no longer see the file; it is not deleted."),
        validators=[Optional()],
    )
    keywords = LineField(
        _l("Keywords"),
        description=_l("Words to find it by, with commas."),
        validators=[_at_most(LONGEST_LINE), Readable()],
    )

    def fit(self, kind: MediaKind) -> None:
        """Leave out what says nothing of this kind of file; fill the licences in."""
        if kind is not MediaKind.PICTURE:
            del self.alt
        if kind in (MediaKind.CAPTIONS, MediaKind.DOCUMENT):
            del self.shows_people, self.consent, self.consent_ends_on
        else:
            self.shows_people.choices = [
                ("oui", _l("Yes")),
                ("non", _l("No")),
                ("", _l("Not said yet")),
            ]
        self.licence.choices = licence_choices()

    def validate_title(self, field: LineField) -> None:
        """Refuse a title of nothing but spaces."""
        if not field.data:
            raise ValidationError(_l("Give the file a title."))

    def validate_source_url(self, field: LineField) -> None:
        """Refuse what is no address of the web."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_l("Enter an address with https://."))

    def validate_consent_ends_on(self, field: DayField) -> None:
        """Refuse the end of a permission of nobody."""
        if field.data and self.shows_people.data != "oui":
            raise ValidationError(
                _l("An end is for pictures of people: answer “Yes” above, or clear this day.")
            )

    def facts(self, media: Media) -> Facts:
        """Return what was typed; what the form does not ask stays as it is."""
        people = ANSWERS.get(self._answer("shows_people", "") or "")
        return Facts(
            title=self.title.data or media.title,
            alt=self._answer("alt", media.alt),
            credit=self.credit.data or None,
            source_url=self.source_url.data or None,
            licence=Licence(self.licence.data) if self.licence.data else None,
            shows_people=people if "shows_people" in self else media.shows_people,
            consent=(self._answer("consent", media.consent)) if people else None,
            consent_ends_on=self._day(media) if people else None,
            keywords=self.keywords.data or "",
        )

    def is_stale(self, media: Media) -> bool:
        """Tell whether somebody else said something about the file since this form was shown."""
        return bool(self.seen.data) and self.seen.data != mark_of(media)

    def _answer(self, name: str, stored: str | None) -> str | None:
        return (self[name].data or None) if name in self else stored

    def _day(self, media: Media) -> date | None:
        found: date | None = self.consent_ends_on.data if "consent_ends_on" in self else None
        return found


def facts_form(media: Media) -> FactsForm:
    """Return the form of a file: as it is stored, or as it was just sent."""
    known = facts_of(media)
    answers: dict[bool | None, str] = {True: "oui", False: "non", None: ""}
    form = FactsForm(
        seen=mark_of(media),
        title=known.title,
        alt=known.alt or "",
        credit=known.credit or "",
        source_url=known.source_url or "",
        licence=str(known.licence or ""),
        shows_people=answers[known.shows_people],
        consent=known.consent or "",
        consent_ends_on=known.consent_ends_on,
        keywords=known.keywords,
    )
    form.fit(media.kind)
    return form


def mark_of(media: Media) -> str:
    """Return what tells one state of a file from the next."""
    return hashlib.sha256(repr(facts_of(media)).encode()).hexdigest()[:16]


def said_of(media: Media) -> dict[str, Any]:
    """Return what is stored about a file, by the words of the form's fields."""
    known = facts_of(media)
    licence = str(LICENCES[known.licence].name) if known.licence else ""
    return {
        _("Title"): known.title,
        _("Alternative text"): known.alt or "",
        _("Author or credit"): known.credit or "",
        _("Licence"): licence,
        _("Keywords"): known.keywords,
    }
