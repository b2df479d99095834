"""an index of three letters at a time over the newest text of each article.

SQLite: an FTS5 table that reads its content from newest_text and follows it by triggers; it does not
know where in a text the letters stand, which would take four times as much room. PostgreSQL has none
without an extension, and reads all texts.

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE VIRTUAL TABLE newest_index USING fts5(
        text,
        content='newest_text', content_rowid='article_id', tokenize='trigram', detail='none'
    )
    """,
    """
    CREATE TRIGGER newest_text_added AFTER INSERT ON newest_text BEGIN
        INSERT INTO newest_index (rowid, text) VALUES (new.article_id, new.text);
    END
    """,
    """
    CREATE TRIGGER newest_text_removed AFTER DELETE ON newest_text BEGIN
        INSERT INTO newest_index (newest_index, rowid, text)
        VALUES ('delete', old.article_id, old.text);
    END
    """,
    """
    CREATE TRIGGER newest_text_changed AFTER UPDATE ON newest_text BEGIN
        INSERT INTO newest_index (newest_index, rowid, text)
        VALUES ('delete', old.article_id, old.text);
        INSERT INTO newest_index (rowid, text) VALUES (new.article_id, new.text);
    END
    """,
    "INSERT INTO newest_index (newest_index) VALUES ('rebuild')",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "removed", "changed"):
            op.execute(f"DROP TRIGGER newest_text_{trigger}")
        op.execute("DROP TABLE newest_index")
