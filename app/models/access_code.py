"""One-time codes: a first access for those without mail, or a new password by mail."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, choice


class CodeKind(StrEnum):
    """What a code opens."""

    ACTIVATION = "activation"
    RESET = "reset"


class AccessCode(Base):
    """A code that one person may use once; only its hash is kept."""

    __tablename__ = "access_code"
    __table_args__ = (
        Index("ix_access_code_person_id", "person_id", "kind"),
        Index("ix_access_code_created_by_id", "created_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CodeKind] = mapped_column(choice(CodeKind, "kind"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
