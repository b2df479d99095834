"""the school and its site.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ARTICLE_TO_REVISION = ("online_revision_id", "newest_revision_id")


def upgrade() -> None:
    op.create_table(
        "group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "level",
                "class",
                "teaching",
                "free",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "level_id IS NULL OR kind = 'class'", name=op.f("ck_group_only_classes_have_a_level")
        ),
        sa.ForeignKeyConstraint(["level_id"], ["group.id"], name=op.f("fk_group_level_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group")),
        sa.UniqueConstraint("name", name=op.f("uq_group_name")),
        info={"public": True},
    )
    with op.batch_alter_table("group") as batch_op:
        batch_op.create_index("ix_group_level_id", ["level_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "academic",
                "local",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("external_id", name=op.f("uq_person_external_id")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
        info={"public": True},
    )
    with op.batch_alter_table("person") as batch_op:
        batch_op.create_index("ix_person_sort_key", ["sort_key", "id"], unique=False)

    op.create_table(
        "rubrique",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("menu_name", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("icon", sa.String(), nullable=True),
        sa.Column("introduction", sa.String(), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum(
                "public",
                "private",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("inherits", sa.Boolean(), nullable=False),
        sa.Column("has_blog", sa.Boolean(), nullable=False),
        sa.Column("has_agenda", sa.Boolean(), nullable=False),
        sa.Column("is_temporary", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_rubrique_named")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_rubrique_not_its_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["rubrique.id"], name=op.f("fk_rubrique_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubrique")),
        info={"public": True},
    )
    with op.batch_alter_table("rubrique") as batch_op:
        batch_op.create_index("ix_rubrique_parent_id", ["parent_id", "position"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        info={"public": True},
    )
    op.create_table(
        "site_right",
        sa.Column(
            "right",
            sa.Enum(
                "compose",
                "settings",
                "directory",
                "services",
                "journal",
                "see_as",
                "announce",
                "approve_announcements",
                name="right",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(), nullable=False),
        sa.CheckConstraint("key <> 'public'", name=op.f("ck_site_right_never_to_visitors")),
        sa.PrimaryKeyConstraint("right", "key", name=op.f("pk_site_right")),
    )
    op.create_table(
        "site_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_version_only_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_version")),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rubrique_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "pending",
                "online",
                "trashed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("online_revision_id", sa.Integer(), nullable=True),
        sa.Column("newest_revision_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bumped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'trashed') = (trashed_at IS NOT NULL)",
            name=op.f("ck_article_trash_is_dated"),
        ),
        sa.CheckConstraint(
            "status <> 'online' OR (online_revision_id IS NOT NULL AND starts_at IS NOT NULL AND bumped_at IS NOT NULL)",
            name=op.f("ck_article_online_has_a_text_and_a_date"),
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_article_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_article_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["newest_revision_id"],
            ["revision.id"],
            name="fk_article_newest_revision_id",
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["online_revision_id"],
            ["revision.id"],
            name="fk_article_online_revision_id",
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["rubrique_id"], ["rubrique.id"], name=op.f("fk_article_rubrique_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        info={"public": True},
    )
    with op.batch_alter_table("article") as batch_op:
        batch_op.create_index("ix_article_author_id", ["author_id"], unique=False)
        batch_op.create_index(
            "ix_article_flow", ["rubrique_id", "status", "bumped_at", "id"], unique=False
        )
        batch_op.create_index("ix_article_newest", ["status", "bumped_at", "id"], unique=False)

    op.create_table(
        "guardian",
        sa.Column("adult_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "legal",
                "in_charge",
                "companion",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("adult_id <> pupil_id", name=op.f("ck_guardian_not_oneself")),
        sa.ForeignKeyConstraint(
            ["adult_id"], ["person.id"], name=op.f("fk_guardian_adult_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["person.id"], name=op.f("fk_guardian_pupil_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("adult_id", "pupil_id", name=op.f("pk_guardian")),
    )
    with op.batch_alter_table("guardian") as batch_op:
        batch_op.create_index("ix_guardian_pupil_id", ["pupil_id"], unique=False)

    op.create_table(
        "layout",
        sa.Column("id", sa.Integer(), nullable=False),
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
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["person.id"],
            name=op.f("fk_layout_created_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout")),
        info={"public": True},
    )
    with op.batch_alter_table("layout") as batch_op:
        batch_op.create_index("ix_layout_page", ["page", "published_at"], unique=False)

    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_log_entry_actor_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
    )
    with op.batch_alter_table("log_entry") as batch_op:
        batch_op.create_index("ix_log_entry_at", ["at", "id"], unique=False)
        batch_op.create_index("ix_log_entry_subject", ["subject", "subject_id"], unique=False)

    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "picture",
                "audio",
                "video",
                "captions",
                "document",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("stored_name", sa.String(), nullable=True),
        sa.Column("mime_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("alt", sa.String(), nullable=True),
        sa.Column("credit", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("transcript", sa.String(), nullable=True),
        sa.Column("keywords", sa.String(), nullable=False),
        sa.Column("in_collection", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(stored_name IS NULL) = (kind = 'picture')", name=op.f("ck_media_pictures_are_forms")
        ),
        sa.CheckConstraint("size >= 0", name=op.f("ck_media_size_in_bytes")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_media_owner_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        info={"public": True},
    )
    with op.batch_alter_table("media") as batch_op:
        batch_op.create_index("ix_media_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "pupil",
                "teacher",
                "parent",
                "companion",
                "member",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "part IN ('pupil', 'teacher', 'member')",
            name=op.f("ck_membership_parents_follow_their_children"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_membership_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_membership_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "group_id", "part", name=op.f("pk_membership")),
        info={"public": True},
    )
    with op.batch_alter_table("membership") as batch_op:
        batch_op.create_index("ix_membership_group_id", ["group_id", "part"], unique=False)

    op.create_table(
        "person_duty",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum(
                "head",
                "deputy",
                "admin",
                "cpe",
                "nurse",
                "psychologist",
                "bursar",
                "secretariat",
                "digital_lead",
                "mail_moderator",
                name="duty",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_duty_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "duty", name=op.f("pk_person_duty")),
        info={"public": True},
    )
    with op.batch_alter_table("person_duty") as batch_op:
        batch_op.create_index("ix_person_duty_duty", ["duty"], unique=False)

    op.create_table(
        "person_function",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "function",
            sa.Enum(
                "ELV",
                "TUT",
                "ENS",
                "DOC",
                "DIR",
                "EVS",
                "ETA",
                "ACA",
                "COL",
                name="function",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_function_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "function", name=op.f("pk_person_function")),
        info={"public": True},
    )
    with op.batch_alter_table("person_function") as batch_op:
        batch_op.create_index("ix_person_function_function", ["function"], unique=False)

    op.create_table(
        "rubrique_grant",
        sa.Column("rubrique_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "visitor",
                "writer",
                "publisher",
                "moderator",
                "manager",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("key <> 'public'", name=op.f("ck_rubrique_grant_public_is_visibility")),
        sa.ForeignKeyConstraint(
            ["rubrique_id"],
            ["rubrique.id"],
            name=op.f("fk_rubrique_grant_rubrique_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("rubrique_id", "key", name=op.f("pk_rubrique_grant")),
        info={"public": True},
    )
    with op.batch_alter_table("rubrique_grant") as batch_op:
        batch_op.create_index("ix_rubrique_grant_key", ["key"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_user_session_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_user_session")),
    )
    with op.batch_alter_table("user_session") as batch_op:
        batch_op.create_index("ix_user_session_person_id", ["person_id"], unique=False)

    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(
                "alert",
                "warning",
                "info",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "school",
                "local_authority",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("link_article_id", sa.Integer(), nullable=True),
        sa.Column("link_url", sa.String(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_announcement_titled")),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_announcement_ends_after_it_starts")
        ),
        sa.CheckConstraint(
            "link_article_id IS NULL OR link_url IS NULL",
            name=op.f("ck_announcement_one_link_at_the_most"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_announcement_author_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["link_article_id"],
            ["article.id"],
            name=op.f("fk_announcement_link_article_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    with op.batch_alter_table("announcement") as batch_op:
        batch_op.create_index("ix_announcement_period", ["starts_at", "ends_at"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rubrique_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_event_titled")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_event_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_event_article_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["rubrique_id"], ["rubrique.id"], name=op.f("fk_event_rubrique_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        info={"public": True},
    )
    with op.batch_alter_table("event") as batch_op:
        batch_op.create_index("ix_event_period", ["ends_at", "starts_at"], unique=False)
        batch_op.create_index("ix_event_rubrique_id", ["rubrique_id"], unique=False)

    op.create_table(
        "media_form",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mime_type", sa.String(), nullable=False),
        sa.Column("stored_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_media_form_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", "name", name=op.f("pk_media_form")),
        info={"public": True},
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decision",
            sa.Enum(
                "approved",
                "refused",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=True,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "decision IS NULL OR decision <> 'refused' OR reason <> ''",
            name=op.f("ck_revision_refusal_needs_a_reason"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_revision_titled")),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_revision_decision_is_dated")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_revision_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_revision_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_revision_decided_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_revision_article_id_number")),
        info={"public": True},
    )
    with op.batch_alter_table("revision") as batch_op:
        batch_op.create_index("ix_revision_author_id", ["author_id"], unique=False)

    op.create_table(
        "search_document",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_search_document_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_search_document")),
    )
    op.create_table(
        "tile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("layout_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
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
        sa.CheckConstraint("height BETWEEN 1 AND 3", name=op.f("ck_tile_rows")),
        sa.CheckConstraint(
            "width IN (2, 3, 4, 5, 6, 7, 8, 9, 12)", name=op.f("ck_tile_columns_of_twelve")
        ),
        sa.ForeignKeyConstraint(
            ["layout_id"], ["layout.id"], name=op.f("fk_tile_layout_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tile")),
        sa.UniqueConstraint("layout_id", "position", name=op.f("uq_tile_layout_id_position")),
        info={"public": True},
    )
    op.create_table(
        "announcement_target",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_target_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("announcement_id", "key", name=op.f("pk_announcement_target")),
    )
    with op.batch_alter_table("announcement_target") as batch_op:
        batch_op.create_index("ix_announcement_target_key", ["key"], unique=False)

    op.create_table(
        "media_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column(
            "slot",
            sa.Enum(
                "illustration",
                "body",
                "gallery",
                "audio",
                "video",
                "captions",
                "poster",
                "attachment",
                "picture",
                "picture_dark",
                "logo",
                name="slot",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(), nullable=True),
        sa.Column("caption", sa.String(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("rubrique_id", sa.Integer(), nullable=True),
        sa.Column("tile_id", sa.Integer(), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("setting", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN revision_id IS NULL THEN 0 ELSE 1 END + CASE WHEN rubrique_id IS NULL THEN 0 ELSE 1 END + CASE WHEN tile_id IS NULL THEN 0 ELSE 1 END + CASE WHEN announcement_id IS NULL THEN 0 ELSE 1 END + CASE WHEN setting IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_media_use_used_in_one_place"),
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_media_use_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_media_use_media_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_media_use_revision_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["rubrique_id"],
            ["rubrique.id"],
            name=op.f("fk_media_use_rubrique_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["setting"], ["setting.name"], name=op.f("fk_media_use_setting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tile_id"], ["tile.id"], name=op.f("fk_media_use_tile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_use")),
        info={"public": True},
    )
    with op.batch_alter_table("media_use") as batch_op:
        batch_op.create_index("ix_media_use_announcement_id", ["announcement_id"], unique=False)
        batch_op.create_index("ix_media_use_media_id", ["media_id"], unique=False)
        batch_op.create_index(
            "ix_media_use_revision_id", ["revision_id", "slot", "position"], unique=False
        )
        batch_op.create_index("ix_media_use_rubrique_id", ["rubrique_id"], unique=False)
        batch_op.create_index("ix_media_use_tile_id", ["tile_id"], unique=False)
        batch_op.create_index(
            "uq_media_use_illustration",
            ["revision_id"],
            unique=True,
            sqlite_where=sa.text("slot = 'illustration'"),
            postgresql_where=sa.text("slot = 'illustration'"),
        )

    op.create_table(
        "tile_audience",
        sa.Column("tile_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tile_id"], ["tile.id"], name=op.f("fk_tile_audience_tile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tile_id", "key", name=op.f("pk_tile_audience")),
        info={"public": True},
    )

    # Articles and revisions refer to each other: SQLite takes both references with the table, other
    # databases when both tables are there.
    if op.get_bind().dialect.name != "sqlite":
        for column in ARTICLE_TO_REVISION:
            op.create_foreign_key(f"fk_article_{column}", "article", "revision", [column], ["id"])

    op.execute("INSERT INTO site_version (id, value) VALUES (1, 1)")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for column in ARTICLE_TO_REVISION:
            op.drop_constraint(f"fk_article_{column}", "article")

    op.drop_table("tile_audience")
    with op.batch_alter_table("media_use") as batch_op:
        batch_op.drop_index(
            "uq_media_use_illustration",
            sqlite_where=sa.text("slot = 'illustration'"),
            postgresql_where=sa.text("slot = 'illustration'"),
        )
        batch_op.drop_index("ix_media_use_tile_id")
        batch_op.drop_index("ix_media_use_rubrique_id")
        batch_op.drop_index("ix_media_use_revision_id")
        batch_op.drop_index("ix_media_use_media_id")
        batch_op.drop_index("ix_media_use_announcement_id")

    op.drop_table("media_use")
    with op.batch_alter_table("announcement_target") as batch_op:
        batch_op.drop_index("ix_announcement_target_key")

    op.drop_table("announcement_target")
    op.drop_table("tile")
    op.drop_table("search_document")
    with op.batch_alter_table("revision") as batch_op:
        batch_op.drop_index("ix_revision_author_id")

    op.drop_table("revision")
    op.drop_table("media_form")
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_index("ix_event_rubrique_id")
        batch_op.drop_index("ix_event_period")

    op.drop_table("event")
    with op.batch_alter_table("announcement") as batch_op:
        batch_op.drop_index("ix_announcement_period")

    op.drop_table("announcement")
    with op.batch_alter_table("user_session") as batch_op:
        batch_op.drop_index("ix_user_session_person_id")

    op.drop_table("user_session")
    with op.batch_alter_table("rubrique_grant") as batch_op:
        batch_op.drop_index("ix_rubrique_grant_key")

    op.drop_table("rubrique_grant")
    with op.batch_alter_table("person_function") as batch_op:
        batch_op.drop_index("ix_person_function_function")

    op.drop_table("person_function")
    with op.batch_alter_table("person_duty") as batch_op:
        batch_op.drop_index("ix_person_duty_duty")

    op.drop_table("person_duty")
    with op.batch_alter_table("membership") as batch_op:
        batch_op.drop_index("ix_membership_group_id")

    op.drop_table("membership")
    with op.batch_alter_table("media") as batch_op:
        batch_op.drop_index("ix_media_owner_id")

    op.drop_table("media")
    with op.batch_alter_table("log_entry") as batch_op:
        batch_op.drop_index("ix_log_entry_subject")
        batch_op.drop_index("ix_log_entry_at")

    op.drop_table("log_entry")
    with op.batch_alter_table("layout") as batch_op:
        batch_op.drop_index("ix_layout_page")

    op.drop_table("layout")
    with op.batch_alter_table("guardian") as batch_op:
        batch_op.drop_index("ix_guardian_pupil_id")

    op.drop_table("guardian")
    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_index("ix_article_newest")
        batch_op.drop_index("ix_article_flow")
        batch_op.drop_index("ix_article_author_id")

    op.drop_table("article")
    op.drop_table("site_version")
    op.drop_table("site_right")
    op.drop_table("setting")
    with op.batch_alter_table("rubrique") as batch_op:
        batch_op.drop_index("ix_rubrique_parent_id")

    op.drop_table("rubrique")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_index("ix_person_sort_key")

    op.drop_table("person")
    with op.batch_alter_table("group") as batch_op:
        batch_op.drop_index("ix_group_level_id")

    op.drop_table("group")
