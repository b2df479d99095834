"""Settings of the site: named JSON values, read together as one `School`."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import PUBLIC, Base


class Setting(Base):
    """A named value."""

    __tablename__ = "setting"
    __table_args__ = (PUBLIC,)

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
