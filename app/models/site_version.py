"""The site version: one counter that rises with every change a visitor could see."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class SiteVersion(Base):
    """The only row of its table; `app.database` raises it as the last statement before a commit."""

    __tablename__ = "site_version"
    __table_args__ = (CheckConstraint("id = 1", name="only_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]
