"""Wrong passwords, counted for a while."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class LoginFailure(Base):
    """A login that was refused; kept as typed, whether or not such an account exists."""

    __tablename__ = "login_failure"
    __table_args__ = (
        Index("ix_login_failure_login", "login", "at"),
        Index("ix_login_failure_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
