"""What the contributions list searches: the newest text of each article, online or not."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class NewestText(Base):
    """Title, summary and body of an article's newest revision, plain and folded.

    Not the public search: only who works on an article finds it here.
    """

    __tablename__ = "newest_text"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    text: Mapped[str]
