"""what the contributions are sorted by: names of rubriques, and whoever wrote or approved them.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from app.text.stems import sort_key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

rubriques = sa.table("rubrique", *map(sa.column, ("id", "name", "name_key")))
articles = sa.table(
    "article", *map(sa.column, ("author_id", "approved_by_id", "online_revision_id"))
)
texts = sa.table("revision", *map(sa.column, ("id", "decision", "decided_by_id")))
people = sa.table("person", sa.column("id"), sa.column("has_contributed", sa.Boolean()))

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""SQLite gives no id of an article a second time, in the table that is rebuilt either."""
APPROVER = "fk_article_approved_by_id"
INDEXES = (
    ("ix_rubrique_name", "rubrique", ["name_key", "id"]),
    ("ix_article_rubrique", "article", ["rubrique_id", "id"]),
    ("ix_article_approved_by_id", "article", ["approved_by_id"]),
    ("ix_person_contributed", "person", ["has_contributed", "sort_key", "id"]),
)


def upgrade() -> None:
    _add_columns()
    connection = op.get_bind()
    for id_, name in connection.execute(sa.select(rubriques.c.id, rubriques.c.name)).all():
        named = rubriques.update().where(rubriques.c.id == id_)
        connection.execute(named.values(name_key=sort_key(name)))
    approver = sa.select(texts.c.decided_by_id).where(
        texts.c.id == articles.c.online_revision_id,
        texts.c.decision == sa.literal_column("'approved'"),
    )
    is_online = articles.c.online_revision_id.is_not(None)
    op.execute(articles.update().where(is_online).values(approved_by_id=approver.scalar_subquery()))
    named = (people.c.id.in_(sa.select(articles.c[by])) for by in ("author_id", "approved_by_id"))
    op.execute(people.update().where(sa.or_(*named)).values(has_contributed=True))
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def _add_columns() -> None:
    op.add_column("rubrique", sa.Column("name_key", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "person",
        sa.Column("has_contributed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    with op.batch_alter_table("article", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(sa.Column("approved_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f(APPROVER), "person", ["approved_by_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table)
    with op.batch_alter_table("article", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.drop_constraint(op.f(APPROVER), type_="foreignkey")
        batch_op.drop_column("approved_by_id")
    op.drop_column("person", "has_contributed")
    op.drop_column("rubrique", "name_key")
