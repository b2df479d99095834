"""What the search reads: the stems of each online text, one row an article."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import PUBLIC, Base


class SearchDocument(Base):
    """Stems of an article's online text, folded; a full-text index made by a migration follows it.

    The same stems stand in both databases, so that both find the same articles.
    """

    __tablename__ = "search_document"
    __table_args__ = PUBLIC

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str]
