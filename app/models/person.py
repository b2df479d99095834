"""People of the school, what they are, whom they watch over and what they are in charge of."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import KNOWN_BY_ID, PUBLIC, Base, UtcDateTime, choice
from app.rules.audience import Duty, Function, Guardianship


class Source(StrEnum):
    """Where an account comes from: the académie's directory, or the school itself (guide p. 34)."""

    ACADEMIC = "academic"
    LOCAL = "local"


class MailChoice(StrEnum):
    """When a person is told by mail of what waits: each time, once a day, or never."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


class Person(Base):
    """Somebody of the school; `password_hash` is none until the account is activated."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL) AND"
            " (quiet_from IS NULL OR quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23)",
            name="quiet_hours",
        ),
        Index("ix_person_sort_key", "sort_key", "id"),
        Index("ix_person_naming_word", "naming_word"),
        Index("ix_person_source", "source", "sort_key", "id"),
        Index("ix_person_left_at", "left_at", "id"),
        Index("ix_person_contributed", "has_contributed", "sort_key", "id"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    first_name: Mapped[str]
    last_name: Mapped[str]
    sort_key: Mapped[str]
    naming_word: Mapped[str]
    """What a text that names the person in full holds; `app.text.person_keys` makes both keys."""
    has_contributed: Mapped[bool] = mapped_column(default=False)
    """Whether the person ever wrote or approved an article: lists by name look at nobody else."""
    title: Mapped[str | None]
    """What the person does, as a byline says it: "professeure d’EPS"."""
    email: Mapped[str | None]
    external_id: Mapped[str | None] = mapped_column(unique=True)
    source: Mapped[Source] = mapped_column(choice(Source, "source"), default=Source.ACADEMIC)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    access_ends_on: Mapped[date | None]
    """The last day of a guest's account; from the next one, nobody signs in with it."""
    mail_choice: Mapped[MailChoice] = mapped_column(
        choice(MailChoice, "mail_choice"), default=MailChoice.AT_ONCE
    )
    announcement_mail: Mapped[MailChoice] = mapped_column(
        choice(MailChoice, "announcement_mail"), default=MailChoice.NONE
    )
    """When a person is told by mail of new announcements."""
    quiet_from: Mapped[int | None]
    """The hour in Paris from which no mail is sent, until `quiet_until`; both or none."""
    quiet_until: Mapped[int | None]

    functions: Mapped[list["PersonFunction"]] = relationship(cascade="all, delete-orphan")
    duties: Mapped[list["PersonDuty"]] = relationship(cascade="all, delete-orphan")

    @hybrid_property
    def full_name(self) -> str:
        """The first name, then the last name; in a statement null where there is nobody."""
        return f"{self.first_name} {self.last_name}".strip()

    @full_name.inplace.expression
    @classmethod
    def _full_name(cls) -> ColumnElement[str]:
        return func.trim(cls.first_name + " " + cls.last_name)

    @hybrid_property
    def is_active(self) -> bool:
        """Whether the account may be used: neither suspended nor departed."""
        return self.suspended_at is None and self.left_at is None

    @is_active.inplace.expression
    @classmethod
    def _is_active(cls) -> ColumnElement[bool]:
        return and_(cls.suspended_at.is_(None), cls.left_at.is_(None))


class PersonFunction(Base):
    """A person holds a function, by its SDET code; a teacher may also be a parent."""

    __tablename__ = "person_function"
    __table_args__ = (Index("ix_person_function_function", "function"), PUBLIC)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    function: Mapped[Function] = mapped_column(choice(Function, "function"), primary_key=True)


class PersonDuty(Base):
    """A person is in charge of something ("Qui fait quoi", guide p. 46)."""

    __tablename__ = "person_duty"
    __table_args__ = (Index("ix_person_duty_duty", "duty"), PUBLIC)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    duty: Mapped[Duty] = mapped_column(choice(Duty, "duty"), primary_key=True)


class Guardian(Base):
    """An adult watches over a pupil: legal guardian, person in charge or accompanying adult."""

    __tablename__ = "guardian"
    __table_args__ = (
        CheckConstraint("adult_id <> pupil_id", name="not_oneself"),
        Index("ix_guardian_pupil_id", "pupil_id"),
        PUBLIC,
    )

    adult_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    pupil_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[Guardianship] = mapped_column(choice(Guardianship, "kind"))
