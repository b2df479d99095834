"""composing the home pages.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""SQLite gives no id a second time. Whoever rebuilds such a table later says so again."""
STATUSES = ("draft", "pending", "online", "trashed")
PLACES = ("revision_id", "rubrique_id", "tile_id", "announcement_id", "setting")
OLD_NOTICES = ("submitted", "approved", "refused", "trashed_by_writer", "announced")
OLD_NOTICES += ("announcement_submitted", "announcement_approved", "announcement_refused")
OLD_RIGHTS = ("compose", "settings", "directory", "services", "journal", "see_as")
OLD_RIGHTS += ("announce", "approve_announcements")
NEW_RIGHTS = ("compose_personal",)
NEW_NOTICES = ("event_submitted", "event_approved", "event_refused", "feed_failing")


def upgrade() -> None:
    op.create_table(
        "event_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "repeats",
            sa.Enum(
                "daily",
                "weekly",
                "fortnightly",
                "monthly",
                name="repeats",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
    )
    op.create_table(
        "external_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("site_url", sa.String(), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_feed")),
        sa.UniqueConstraint("url", name=op.f("uq_external_feed_url")),
    )
    op.create_table(
        "external_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["feed_id"],
            ["external_feed.id"],
            name=op.f("fk_external_item_feed_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_item")),
        sa.UniqueConstraint("feed_id", "position", name=op.f("uq_external_item_feed_id_position")),
    )
    op.create_table(
        "feed_check",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("last_modified", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_feed_check_counted")),
        sa.ForeignKeyConstraint(
            ["feed_id"],
            ["external_feed.id"],
            name=op.f("fk_feed_check_feed_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_feed_check")),
    )
    with op.batch_alter_table("feed_check") as batch_op:
        batch_op.create_index("ix_feed_check_next_at", ["next_at"], unique=False)

    op.create_table(
        "draft",
        sa.Column(
            "page",
            sa.Enum(
                "public_home",
                "personal_home",
                name="page",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["base_id"], ["layout.id"], name=op.f("fk_draft_base_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["person.id"],
            name=op.f("fk_draft_changed_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_draft")),
    )
    op.create_table(
        "draft_tile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "page",
            _choice("page", "public_home", "personal_home"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column(
            "finish",
            sa.Enum(
                "stone",
                "tinted",
                "deep",
                name="finish",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("shown_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("height BETWEEN 1 AND 3", name=op.f("ck_draft_tile_rows")),
        sa.CheckConstraint(
            "shown_until > shown_from", name=op.f("ck_draft_tile_shown_for_some_time")
        ),
        sa.CheckConstraint(
            "width IN (2, 3, 4, 5, 6, 7, 8, 9, 12)", name=op.f("ck_draft_tile_columns_of_twelve")
        ),
        sa.ForeignKeyConstraint(
            ["page"], ["draft.page"], name=op.f("fk_draft_tile_page"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_tile")),
    )
    with op.batch_alter_table("draft_tile") as batch_op:
        batch_op.create_index("ix_draft_tile_page", ["page", "position"], unique=False)

    with op.batch_alter_table("event", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("author_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "status", _choice("status", *STATUSES), nullable=False, server_default="online"
            )
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("proposed", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("refusal", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("decided_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("former_status", _choice("former_status", *STATUSES), nullable=True)
        )
        batch_op.add_column(sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("trashed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("creation_key", sa.String(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_event_status"), _in("status", STATUSES))
        batch_op.create_check_constraint(
            op.f("ck_event_former_status"), _in("former_status", STATUSES)
        )
        batch_op.create_check_constraint(
            op.f("ck_event_trash_is_dated"), "(status = 'trashed') = (trashed_at IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            op.f("ck_event_a_refusal_has_a_reason"), "refusal IS NULL OR refusal <> ''"
        )
        batch_op.drop_index("ix_event_rubrique_id")
        batch_op.create_index("ix_event_rubrique_id", ["rubrique_id", "status"], unique=False)
        batch_op.create_index("ix_event_author_id", ["author_id"], unique=False)
        batch_op.create_index("ix_event_series_id", ["series_id", "starts_at"], unique=False)
        batch_op.create_index("ix_event_waiting", ["waiting_since", "id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_event_creation_key"), ["creation_key"])
        batch_op.create_foreign_key(
            batch_op.f("fk_event_author_id"), "person", ["author_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_event_trashed_by_id"),
            "person",
            ["trashed_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_event_decided_by_id"),
            "person",
            ["decided_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_event_series_id"),
            "event_series",
            ["series_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("layout") as batch_op:
        batch_op.add_column(sa.Column("restored_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
        batch_op.create_index("ix_layout_restored_id", ["restored_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_layout_restored_id"),
            "layout",
            ["restored_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("media_use") as batch_op:
        batch_op.add_column(sa.Column("draft_tile_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f("ck_media_use_used_in_one_place"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_media_use_used_in_one_place"), _one_of(*PLACES, "draft_tile_id")
        )
        batch_op.create_index("ix_media_use_draft_tile_id", ["draft_tile_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_media_use_draft_tile_id"),
            "draft_tile",
            ["draft_tile_id"],
            ["id"],
            ondelete="CASCADE",
        )

    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f("ck_notice_kind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_notice_kind"), _in("kind", (*OLD_NOTICES, *NEW_NOTICES))
        )
        batch_op.drop_constraint(op.f("ck_notice_about_one_thing"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_notice_about_one_thing"),
            _counted("article_id", "announcement_id", "event_id") + " <= 1",
        )
        batch_op.create_index("ix_notice_event_id", ["event_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_notice_event_id"), "event", ["event_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("site_right") as batch_op:
        batch_op.drop_constraint(op.f("ck_site_right_right"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_site_right_right"), _in('"right"', (*OLD_RIGHTS, *NEW_RIGHTS))
        )

    with op.batch_alter_table("tile") as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("shown_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("shown_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_tile_shown_for_some_time"), "shown_until > shown_from"
        )
    # "tile-12" in every copy of the layout that shows: what is one tile is told by its mark.
    op.execute("UPDATE tile SET mark = 'tile-' || id")


def downgrade() -> None:
    with op.batch_alter_table("tile") as batch_op:
        batch_op.drop_constraint(op.f("ck_tile_shown_for_some_time"), type_="check")
        batch_op.drop_column("shown_until")
        batch_op.drop_column("shown_from")
        batch_op.drop_column("mark")

    op.execute("DELETE FROM site_right WHERE " + _in('"right"', NEW_RIGHTS))
    with op.batch_alter_table("site_right") as batch_op:
        batch_op.drop_constraint(op.f("ck_site_right_right"), type_="check")
        batch_op.create_check_constraint(op.f("ck_site_right_right"), _in('"right"', OLD_RIGHTS))

    op.execute("DELETE FROM notice WHERE " + _in("kind", NEW_NOTICES))
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_about_one_thing"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_notice_about_one_thing"), "article_id IS NULL OR announcement_id IS NULL"
        )
        batch_op.drop_constraint(op.f("ck_notice_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_notice_kind"), _in("kind", OLD_NOTICES))
        batch_op.drop_constraint(batch_op.f("fk_notice_event_id"), type_="foreignkey")
        batch_op.drop_index("ix_notice_event_id")
        batch_op.drop_column("event_id")

    op.execute("DELETE FROM media_use WHERE draft_tile_id IS NOT NULL")
    with op.batch_alter_table("media_use") as batch_op:
        batch_op.drop_constraint(op.f("ck_media_use_used_in_one_place"), type_="check")
        batch_op.create_check_constraint(op.f("ck_media_use_used_in_one_place"), _one_of(*PLACES))
        batch_op.drop_constraint(batch_op.f("fk_media_use_draft_tile_id"), type_="foreignkey")
        batch_op.drop_index("ix_media_use_draft_tile_id")
        batch_op.drop_column("draft_tile_id")

    with op.batch_alter_table("layout") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_layout_restored_id"), type_="foreignkey")
        batch_op.drop_index("ix_layout_restored_id")
        batch_op.drop_column("note")
        batch_op.drop_column("restored_id")

    # Older code shows every event to everybody whom its rubrique reaches.
    op.execute("DELETE FROM event WHERE status <> 'online'")
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_constraint(op.f("ck_event_status"), type_="check")
        batch_op.drop_constraint(op.f("ck_event_former_status"), type_="check")
        batch_op.drop_constraint(op.f("ck_event_trash_is_dated"), type_="check")
        batch_op.drop_constraint(op.f("ck_event_a_refusal_has_a_reason"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_event_series_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_event_decided_by_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_event_trashed_by_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_event_author_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_event_creation_key"), type_="unique")
        batch_op.drop_index("ix_event_waiting")
        batch_op.drop_index("ix_event_series_id")
        batch_op.drop_index("ix_event_author_id")
        batch_op.drop_index("ix_event_rubrique_id")
        batch_op.create_index(batch_op.f("ix_event_rubrique_id"), ["rubrique_id"], unique=False)
        batch_op.drop_column("creation_key")
        batch_op.drop_column("trashed_by_id")
        batch_op.drop_column("trashed_at")
        batch_op.drop_column("former_status")
        batch_op.drop_column("decided_by_id")
        batch_op.drop_column("refusal")
        batch_op.drop_column("waiting_since")
        batch_op.drop_column("proposed")
        batch_op.drop_column("version")
        batch_op.drop_column("status")
        batch_op.drop_column("author_id")
        batch_op.drop_column("series_id")

    with op.batch_alter_table("draft_tile") as batch_op:
        batch_op.drop_index("ix_draft_tile_page")

    op.drop_table("draft_tile")
    op.drop_table("draft")
    with op.batch_alter_table("feed_check") as batch_op:
        batch_op.drop_index("ix_feed_check_next_at")

    op.drop_table("feed_check")
    op.drop_table("external_item")
    op.drop_table("external_feed")
    op.drop_table("event_series")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=None)


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _counted(*columns: str) -> str:
    return " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)


def _one_of(*columns: str) -> str:
    return f"({_counted(*columns)}) = 1"
