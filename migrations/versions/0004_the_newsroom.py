"""the newsroom.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from app.text.excerpts import plain_text
from app.text.stems import fold, sort_key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""SQLite gives no id a second time. Whoever rebuilds such a table later says so again."""

articles = sa.table(
    "article",
    *map(
        sa.column,
        (
            "id",
            "newest_revision_id",
            "online_revision_id",
            "title_key",
            "changed_at",
            "waiting_since",
        ),
    ),
)
revisions = sa.table(
    "revision",
    *map(sa.column, ("id", "title", "summary", "body", "created_at", "submitted_at", "decided_at")),
)
newest_texts = sa.table("newest_text", sa.column("article_id"), sa.column("text"))


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("unique_key", sa.String(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_job_attempts_are_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_job_unique_key")),
    )
    with op.batch_alter_table("job") as batch_op:
        batch_op.create_index("ix_job_due", ["state", "due_at", "id"], unique=False)

    op.create_table(
        "access_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "activation",
                "reset",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["person.id"],
            name=op.f("fk_access_code_created_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_access_code_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_access_code_code_hash")),
    )
    with op.batch_alter_table("access_code") as batch_op:
        batch_op.create_index("ix_access_code_person_id", ["person_id", "kind"], unique=False)

    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "trash",
                "restore",
                "move",
                "publish",
                "unpublish",
                "change_author",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "previewed",
                "queued",
                "done",
                "undoing",
                "undone",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_batch_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch") as batch_op:
        batch_op.create_index("ix_batch_person_id", ["person_id", "created_at"], unique=False)

    op.create_table(
        "batch_item",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "expected_status",
            sa.Enum(
                "draft",
                "pending",
                "online",
                "trashed",
                name="expected_status",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("expected_revision_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "waiting",
                "done",
                "refused",
                "changed",
                "undone",
                "not_undone",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_batch_item_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_batch_item_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_batch_item")),
    )
    with op.batch_alter_table("batch_item") as batch_op:
        batch_op.create_index("ix_batch_item_article_id", ["article_id"], unique=False)
        batch_op.create_index(
            "ix_batch_item_outcome", ["batch_id", "outcome", "position"], unique=False
        )

    op.create_table(
        "newest_text",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_newest_text_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_newest_text")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "submitted",
                "approved",
                "refused",
                "trashed_by_writer",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_notice_actor_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_notice_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice") as batch_op:
        batch_op.create_index("ix_notice_article_id", ["article_id"], unique=False)
        batch_op.create_index("ix_notice_person_id", ["person_id", "at"], unique=False)

    _extend_articles()
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("group", recreate="always", table_kwargs=NEVER_AGAIN):
            pass
    with op.batch_alter_table("person", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(
            sa.Column(
                "mail_choice",
                _choice("mail_choice", "at_once", "daily", "none"),
                nullable=False,
                server_default="at_once",
            )
        )
        batch_op.create_check_constraint(
            op.f("ck_person_mail_choice"), "mail_choice IN ('at_once', 'daily', 'none')"
        )
    with op.batch_alter_table("revision") as batch_op:
        batch_op.add_column(
            sa.Column("is_minor", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("rubrique", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("trashed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_rubrique_trashed_by_id"),
            "person",
            ["trashed_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("user_session") as batch_op:
        batch_op.add_column(
            sa.Column("stays", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column(
                "confirmed_at",
                sa.DateTime(timezone=True),
                nullable=False,
                server_default=sa.func.now(),
            )
        )
        batch_op.add_column(sa.Column("device", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("seen_as", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("seen_as_rubrique_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_user_session_seen_as_rubrique_id"),
            "rubrique",
            ["seen_as_rubrique_id"],
            ["id"],
            ondelete="SET NULL",
        )


def _extend_articles() -> None:
    with op.batch_alter_table("article", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(sa.Column("trashed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("former_status", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "changed_at",
                sa.DateTime(timezone=True),
                nullable=False,
                server_default=sa.func.now(),
            )
        )
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("title_key", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("creation_key", sa.String(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_article_former_status"),
            "former_status IN ('draft', 'pending', 'online', 'trashed')",
        )
        batch_op.create_unique_constraint(op.f("uq_article_creation_key"), ["creation_key"])
        batch_op.create_foreign_key(
            op.f("fk_article_trashed_by_id"),
            "person",
            ["trashed_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index("ix_article_changed", ["changed_at", "id"], unique=False)
        batch_op.create_index("ix_article_title", ["title_key", "id"], unique=False)
        batch_op.create_index("ix_article_waiting", ["waiting_since", "id"], unique=False)
        batch_op.create_index("ix_article_online_revision_id", ["online_revision_id"], unique=False)
        batch_op.create_index("ix_article_newest_revision_id", ["newest_revision_id"], unique=False)
    _fill_articles()


def _fill_articles() -> None:
    """Say of each article what lists need to know of its newest text."""
    connection = op.get_bind()
    newest = sa.select(
        articles.c.id,
        revisions.c.title,
        revisions.c.summary,
        revisions.c.body,
        revisions.c.created_at,
        revisions.c.submitted_at,
        revisions.c.decided_at,
    ).join(
        revisions,
        revisions.c.id
        == sa.func.coalesce(articles.c.newest_revision_id, articles.c.online_revision_id),
    )
    for row in connection.execute(newest).all():
        moments = [
            moment
            for moment in (row.created_at, row.submitted_at, row.decided_at)
            if moment is not None
        ]
        connection.execute(
            articles.update()
            .where(articles.c.id == row.id)
            .values(
                title_key=sort_key(row.title),
                changed_at=max(moments),
                waiting_since=row.submitted_at if row.decided_at is None else None,
            )
        )
        connection.execute(
            newest_texts.insert().values(
                article_id=row.id, text=fold(f"{row.title} {row.summary} {plain_text(row.body)}")
            )
        )


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=None)


def downgrade() -> None:
    with op.batch_alter_table("user_session") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_user_session_seen_as_rubrique_id"), type_="foreignkey"
        )
        batch_op.drop_column("seen_as_rubrique_id")
        batch_op.drop_column("seen_as")
        batch_op.drop_column("device")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("stays")

    with op.batch_alter_table("rubrique") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_rubrique_trashed_by_id"), type_="foreignkey")
        batch_op.drop_column("trashed_by_id")
        batch_op.drop_column("trashed_at")
        batch_op.drop_column("archived_at")

    with op.batch_alter_table("revision") as batch_op:
        batch_op.drop_column("erased_at")
        batch_op.drop_column("is_minor")

    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_constraint(op.f("ck_person_mail_choice"), type_="check")
        batch_op.drop_column("mail_choice")

    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_article_trashed_by_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_article_creation_key"), type_="unique")
        batch_op.drop_index("ix_article_newest_revision_id")
        batch_op.drop_index("ix_article_online_revision_id")
        batch_op.drop_index("ix_article_waiting")
        batch_op.drop_index("ix_article_title")
        batch_op.drop_index("ix_article_changed")
        batch_op.drop_column("creation_key")
        batch_op.drop_column("title_key")
        batch_op.drop_column("waiting_since")
        batch_op.drop_column("changed_at")
        batch_op.drop_constraint(op.f("ck_article_former_status"), type_="check")
        batch_op.drop_column("former_status")
        batch_op.drop_column("trashed_by_id")

    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_index("ix_notice_person_id")
        batch_op.drop_index("ix_notice_article_id")

    op.drop_table("notice")
    op.drop_table("newest_text")
    with op.batch_alter_table("batch_item") as batch_op:
        batch_op.drop_index("ix_batch_item_outcome")
        batch_op.drop_index("ix_batch_item_article_id")

    op.drop_table("batch_item")
    with op.batch_alter_table("batch") as batch_op:
        batch_op.drop_index("ix_batch_person_id")

    op.drop_table("batch")
    with op.batch_alter_table("access_code") as batch_op:
        batch_op.drop_index("ix_access_code_person_id")

    op.drop_table("access_code")
    with op.batch_alter_table("job") as batch_op:
        batch_op.drop_index("ix_job_due")

    op.drop_table("job")
