"""dates that pass.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_article_starts_at", "article", ["starts_at"])
    op.create_index("ix_article_ends_at", "article", ["ends_at"])


def downgrade() -> None:
    op.drop_index("ix_article_ends_at", "article")
    op.drop_index("ix_article_starts_at", "article")
