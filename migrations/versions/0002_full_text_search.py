"""full-text search over the stems of search_document.

SQLite: an FTS5 table that reads its content from search_document and follows it by triggers.
PostgreSQL: a generated tsvector with a GIN index. Both index the same stems.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        title, summary, body,
        content='search_document', content_rowid='article_id', tokenize='unicode61'
    )
    """,
    """
    CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index (rowid, title, summary, body)
        VALUES (new.article_id, new.title, new.summary, new.body);
    END
    """,
    """
    CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, title, summary, body)
        VALUES ('delete', old.article_id, old.title, old.summary, old.body);
    END
    """,
    """
    CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, title, summary, body)
        VALUES ('delete', old.article_id, old.title, old.summary, old.body);
        INSERT INTO search_index (rowid, title, summary, body)
        VALUES (new.article_id, new.title, new.summary, new.body);
    END
    """,
    "INSERT INTO search_index (search_index) VALUES ('rebuild')",
)
POSTGRESQL = (
    """
    ALTER TABLE search_document ADD COLUMN vector tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', summary), 'B')
        || setweight(to_tsvector('simple', body), 'C')
    ) STORED
    """,
    "CREATE INDEX ix_search_document_vector ON search_document USING gin (vector)",
)


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in SQLITE if dialect == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "removed", "changed"):
            op.execute(f"DROP TRIGGER search_document_{trigger}")
        op.execute("DROP TABLE search_index")
    else:
        op.execute("DROP INDEX ix_search_document_vector")
        op.execute("ALTER TABLE search_document DROP COLUMN vector")
