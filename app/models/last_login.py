"""When each person last signed in, in real time; a session is kept for a month only."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class LastLogin(Base):
    """The last time that somebody signed in; who never did has none."""

    __tablename__ = "last_login"
    __table_args__ = (Index("ix_last_login_at", "at", "person_id"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
