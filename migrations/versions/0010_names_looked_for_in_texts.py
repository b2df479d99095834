"""names looked for in texts.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from app.text.names import naming_word

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

people = sa.table("person", sa.column("id"), sa.column("last_name"), sa.column("naming_word"))


def upgrade() -> None:
    op.add_column(
        "person", sa.Column("naming_word", sa.String(), nullable=False, server_default="")
    )
    _fill()
    op.create_index("ix_person_naming_word", "person", ["naming_word"])


def downgrade() -> None:
    op.drop_index("ix_person_naming_word", "person")
    op.drop_column("person", "naming_word")


def _fill() -> None:
    """Say by which word each person is looked for."""
    connection = op.get_bind()
    words = [
        {"row": row.id, "word": naming_word(row.last_name)}
        for row in connection.execute(sa.select(people.c.id, people.c.last_name))
    ]
    if words:
        connection.execute(
            people.update()
            .where(people.c.id == sa.bindparam("row"))
            .values(naming_word=sa.bindparam("word")),
            words,
        )
