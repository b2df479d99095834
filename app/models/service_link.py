"""The menu of services: links to what the school uses elsewhere (guide p. 23)."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import KNOWN_BY_ID, PUBLIC, Base


class ServiceLink(Base):
    """A link of the menu; links of the same `group` stand together, in the order of positions."""

    __tablename__ = "service_link"
    __table_args__ = (
        CheckConstraint("title <> ''", name="titled"),
        UniqueConstraint("position"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    url: Mapped[str]
    group: Mapped[str] = mapped_column(default="")
    icon: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    is_quick: Mapped[bool] = mapped_column(default=False)
    """Whether it stands on the personal home page too."""

    audience: Mapped[list["ServiceAudience"]] = relationship(cascade="all, delete-orphan")


class ServiceAudience(Base):
    """A key that sees a link; a link without any is seen by nobody."""

    __tablename__ = "service_audience"
    __table_args__ = (
        CheckConstraint("key <> 'public'", name="never_to_visitors"),
        Index("ix_service_audience_key", "key"),
        PUBLIC,
    )

    service_link_id: Mapped[int] = mapped_column(
        ForeignKey("service_link.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
