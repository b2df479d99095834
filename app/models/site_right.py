"""Rights on the whole site, given to keys."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import PUBLIC, Base, choice
from app.rules.site_rights import Right


class SiteRight(Base):
    """A key holds a right on the site; visitors can hold none."""

    __tablename__ = "site_right"
    __table_args__ = (CheckConstraint("key <> 'public'", name="never_to_visitors"), PUBLIC)

    right: Mapped[Right] = mapped_column(choice(Right, "right"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
