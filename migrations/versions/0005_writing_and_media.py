"""writing and media.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from app.text.stems import fold, sort_key

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""SQLite gives no id a second time. Whoever rebuilds such a table later says so again."""

LICENCES = (
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-NC-ND-4.0",
    "CC0-1.0",
    "all-rights-reserved",
    "teaching-exception",
)

media = sa.table(
    "media",
    *map(sa.column, ("id", "licence", "title", "filename", "keywords", "alt", "credit")),
    *map(sa.column, ("title_key", "words")),
)


def upgrade() -> None:
    op.create_table(
        "media_crop",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("left_edge", sa.Double(), nullable=False),
        sa.Column("top_edge", sa.Double(), nullable=False),
        sa.Column("right_edge", sa.Double(), nullable=False),
        sa.Column("bottom_edge", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "0 <= left_edge AND left_edge < right_edge AND right_edge <= 1 AND 0 <= top_edge AND top_edge < bottom_edge AND bottom_edge <= 1",
            name=op.f("ck_media_crop_inside_the_picture"),
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_media_crop_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", "form", name=op.f("pk_media_crop")),
        info={"public": True},
    )
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place_key", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_waiver_needs_a_reason")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_waiver_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_waiver_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.UniqueConstraint(
            "article_id", "kind", "place_key", name=op.f("uq_waiver_article_id_kind_place_key")
        ),
    )
    op.create_table(
        "checked_text",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocks", sa.Integer(), nullable=False),
        sa.Column("warns", sa.Integer(), nullable=False),
        sa.Column("advises", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "blocks >= 0 AND warns >= 0 AND advises >= 0",
            name=op.f("ck_checked_text_faults_are_counted"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_checked_text_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_checked_text")),
    )
    with op.batch_alter_table("checked_text") as batch_op:
        batch_op.create_index("ix_checked_text_checked_at", ["checked_at"], unique=False)
        batch_op.create_index(
            "ix_checked_text_gravity", ["blocks", "warns", "advises", "revision_id"], unique=False
        )

    op.create_table(
        "preview_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["person.id"],
            name=op.f("fk_preview_link_created_by_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_preview_link_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_preview_link_token_hash")),
    )
    with op.batch_alter_table("preview_link") as batch_op:
        batch_op.create_index("ix_preview_link_revision_id", ["revision_id"], unique=False)

    op.create_table(
        "working_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("rubrique_id", sa.Integer(), nullable=True),
        sa.Column("creation_key", sa.String(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=True),
        sa.Column("seen_revision_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(article_id IS NULL) = (creation_key IS NOT NULL)",
            name=op.f("ck_working_copy_of_an_article_or_a_new_one"),
        ),
        sa.CheckConstraint(
            "(creation_key IS NULL) = (rubrique_id IS NULL)",
            name=op.f("ck_working_copy_a_new_one_has_its_place"),
        ),
        sa.CheckConstraint(
            "(fields IS NULL) = (saved_at IS NULL)",
            name=op.f("ck_working_copy_what_is_kept_is_dated"),
        ),
        sa.CheckConstraint(
            "fields IS NULL OR version IS NOT NULL",
            name=op.f("ck_working_copy_what_is_kept_is_numbered"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_working_copy_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_working_copy_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["rubrique_id"],
            ["rubrique.id"],
            name=op.f("fk_working_copy_rubrique_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seen_revision_id"],
            ["revision.id"],
            name=op.f("fk_working_copy_seen_revision_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_copy")),
        sa.UniqueConstraint(
            "article_id", "person_id", name=op.f("uq_working_copy_article_id_person_id")
        ),
        sa.UniqueConstraint("creation_key", name=op.f("uq_working_copy_creation_key")),
    )
    with op.batch_alter_table("working_copy") as batch_op:
        batch_op.create_index(
            "ix_working_copy_person_id", ["person_id", "rubrique_id"], unique=False
        )
        batch_op.create_index("ix_working_copy_seen_at", ["seen_at"], unique=False)

    op.create_table(
        "working_file",
        sa.Column("working_copy_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_working_file_media_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["working_copy_id"],
            ["working_copy.id"],
            name=op.f("fk_working_file_working_copy_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("working_copy_id", "media_id", name=op.f("pk_working_file")),
    )
    with op.batch_alter_table("working_file") as batch_op:
        batch_op.create_index(batch_op.f("ix_working_file_media_id"), ["media_id"], unique=False)

    # A licence was free text; what is none of these has to be said again.
    op.execute(media.update().where(media.c.licence.not_in(LICENCES)).values(licence=None))
    with op.batch_alter_table("media", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(sa.Column("source_url", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("shows_people", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("consent", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("consent_ends_on", sa.Date(), nullable=True))
        for name in ("focal_x", "focal_y"):
            batch_op.add_column(
                sa.Column(name, sa.Double(), nullable=False, server_default=sa.text("0.5"))
            )
        batch_op.add_column(sa.Column("digest", sa.String(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_media_licence"),
            f"licence IN ({', '.join(repr(licence) for licence in LICENCES)})",
        )
        batch_op.create_check_constraint(
            op.f("ck_media_focal_point_inside"),
            "focal_x >= 0 AND focal_x <= 1 AND focal_y >= 0 AND focal_y <= 1",
        )
        batch_op.create_index("ix_media_consent_ends_on", ["consent_ends_on"], unique=False)
        for name in ("title_key", "words"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch_op.create_index("ix_media_created_at", ["created_at", "id"], unique=False)
        batch_op.create_index("ix_media_title_key", ["title_key", "id"], unique=False)
        batch_op.create_index("ix_media_digest", ["digest"], unique=False)
    _note_words()


def _note_words() -> None:
    """Fold what the library sorts by and looks for."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(media)).all():
        said = (row.title, row.filename, row.keywords, row.alt, row.credit)
        connection.execute(
            media.update()
            .where(media.c.id == row.id)
            .values(title_key=sort_key(row.title), words=fold(" ".join(one for one in said if one)))
        )


def downgrade() -> None:
    with op.batch_alter_table("media") as batch_op:
        batch_op.drop_constraint(op.f("ck_media_focal_point_inside"), type_="check")
        batch_op.drop_constraint(op.f("ck_media_licence"), type_="check")
        batch_op.drop_index("ix_media_digest")
        batch_op.drop_index("ix_media_created_at")
        batch_op.drop_index("ix_media_title_key")
        batch_op.drop_column("words")
        batch_op.drop_column("title_key")
        batch_op.drop_index("ix_media_consent_ends_on")
        batch_op.drop_column("digest")
        batch_op.drop_column("focal_y")
        batch_op.drop_column("focal_x")
        batch_op.drop_column("consent_ends_on")
        batch_op.drop_column("consent")
        batch_op.drop_column("shows_people")
        batch_op.drop_column("source_url")

    with op.batch_alter_table("working_file") as batch_op:
        batch_op.drop_index(batch_op.f("ix_working_file_media_id"))

    op.drop_table("working_file")
    with op.batch_alter_table("working_copy") as batch_op:
        batch_op.drop_index("ix_working_copy_seen_at")
        batch_op.drop_index("ix_working_copy_person_id")

    op.drop_table("working_copy")
    with op.batch_alter_table("preview_link") as batch_op:
        batch_op.drop_index("ix_preview_link_revision_id")

    op.drop_table("preview_link")
    with op.batch_alter_table("checked_text") as batch_op:
        batch_op.drop_index("ix_checked_text_gravity")
        batch_op.drop_index("ix_checked_text_checked_at")

    op.drop_table("checked_text")
    op.drop_table("waiver")
    op.drop_table("media_crop")
