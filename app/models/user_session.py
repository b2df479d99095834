"""Sessions: who is signed in, from when to when; revocable because they are rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


def _created_at(context: Any) -> datetime:
    return context.get_current_parameters()["created_at"]  # type: ignore[no-any-return]


class UserSession(Base):
    """A signed-in browser; only the hash of its random token is kept."""

    __tablename__ = "user_session"
    __table_args__ = (Index("ix_user_session_person_id", "person_id"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stays: Mapped[bool] = mapped_column(default=False)
    """Whether "rester connecté" was ticked."""
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_created_at)
    """When the password was last given: administration asks it again after a while."""
    device: Mapped[str] = mapped_column(default="")
    """The browser as it names itself, so that a person recognises the session."""
    seen_as: Mapped[str | None]
    """The key as which the site is being looked at ("see as"), if any."""
    seen_as_rubrique_id: Mapped[int | None] = mapped_column(
        ForeignKey("rubrique.id", ondelete="SET NULL")
    )
    """The rubrique to which this look is limited; none is the whole site."""
