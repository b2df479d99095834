"""whether the newest text of an article has an illustration.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

articles = sa.table(
    "article", sa.column("newest_revision_id"), sa.column("is_illustrated", sa.Boolean())
)
uses = sa.table("media_use", sa.column("revision_id"), sa.column("slot"))


def upgrade() -> None:
    op.add_column(
        "article",
        sa.Column("is_illustrated", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    illustrates = (
        uses.c.revision_id == articles.c.newest_revision_id,
        uses.c.slot == sa.literal_column("'illustration'"),
    )
    op.execute(articles.update().where(sa.exists().where(*illustrates)).values(is_illustrated=True))
    op.create_index("ix_article_illustrated", "article", ["is_illustrated", "id"])


def downgrade() -> None:
    op.drop_index("ix_article_illustrated", "article")
    op.drop_column("article", "is_illustrated")
