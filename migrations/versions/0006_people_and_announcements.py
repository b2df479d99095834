"""people and announcements.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""SQLite gives no id a second time. Whoever rebuilds such a table later says so again."""
STATUSES = ("draft", "pending", "online", "declined")
MAIL_CHOICES = ("at_once", "daily", "none")
OLD_NOTICES = ("submitted", "approved", "refused", "trashed_by_writer")
NEW_NOTICES = (
    "announced",
    "announcement_submitted",
    "announcement_approved",
    "announcement_refused",
)
OF_THE_DELETED = (
    ("ix_access_code_created_by_id", "access_code", ["created_by_id"]),
    ("ix_announcement_link_article_id", "announcement", ["link_article_id"]),
    ("ix_article_trashed_by_id", "article", ["trashed_by_id"]),
    ("ix_event_article_id", "event", ["article_id"]),
    ("ix_log_entry_actor_id", "log_entry", ["actor_id", "id"]),
    ("ix_notice_actor_id", "notice", ["actor_id"]),
    ("ix_revision_decided_by_id", "revision", ["decided_by_id"]),
    ("ix_working_copy_seen_revision_id", "working_copy", ["seen_revision_id"]),
)
"""Along these the foreign keys of a person or an article that is deleted are found."""
OLD_DUTIES = ("head", "deputy", "admin", "cpe", "nurse", "psychologist", "bursar", "secretariat")
OLD_DUTIES += ("digital_lead", "mail_moderator")
NEW_DUTY = "parent_delegate"


def upgrade() -> None:
    op.create_table(
        "service_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_quick", sa.Boolean(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_service_link_titled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_link")),
        sa.UniqueConstraint("position", name=op.f("uq_service_link_position")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "correction",
                "erasure",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_data_request_says_something")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer IS NULL)",
            name=op.f("ck_data_request_answered_in_words"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["person.id"],
            name=op.f("fk_data_request_answered_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_data_request_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    with op.batch_alter_table("data_request") as batch_op:
        batch_op.create_index(
            "ix_data_request_answered_at", ["answered_at", "created_at", "id"], unique=False
        )
        batch_op.create_index("ix_data_request_person_id", ["person_id"], unique=False)

    op.create_table(
        "directory_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "reading",
                "ready",
                "applying",
                "done",
                "failed",
                "discarded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=None,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND total >= 0", name=op.f("ck_directory_import_progress")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_directory_import_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_import")),
    )
    with op.batch_alter_table("directory_import") as batch_op:
        batch_op.create_index("ix_directory_import_created_at", ["created_at", "id"], unique=False)

    op.create_table(
        "group_manager",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_group_manager_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_group_manager_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_manager")),
    )
    with op.batch_alter_table("group_manager") as batch_op:
        batch_op.create_index("ix_group_manager_person_id", ["person_id"], unique=False)

    op.create_table(
        "home_visit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_home_visit_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_home_visit")),
    )
    op.create_table(
        "last_login",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_last_login_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_last_login")),
    )
    with op.batch_alter_table("last_login") as batch_op:
        batch_op.create_index("ix_last_login_at", ["at", "person_id"], unique=False)

    op.create_table(
        "service_audience",
        sa.Column("service_link_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.CheckConstraint("key <> 'public'", name=op.f("ck_service_audience_never_to_visitors")),
        sa.ForeignKeyConstraint(
            ["service_link_id"],
            ["service_link.id"],
            name=op.f("fk_service_audience_service_link_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_link_id", "key", name=op.f("pk_service_audience")),
    )
    with op.batch_alter_table("service_audience") as batch_op:
        batch_op.create_index("ix_service_audience_key", ["key"], unique=False)

    op.create_table(
        "announcement_reading",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_reading_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_announcement_reading_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "announcement_id", "person_id", name=op.f("pk_announcement_reading")
        ),
    )
    with op.batch_alter_table("announcement_reading") as batch_op:
        batch_op.create_index("ix_announcement_reading_person_id", ["person_id"], unique=False)

    with op.batch_alter_table("announcement", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(
            sa.Column(
                "status", _choice("status", *STATUSES), nullable=False, server_default="online"
            )
        )
        batch_op.add_column(
            sa.Column(
                "asks_acknowledgement", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("decided_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("refusal", sa.String(), nullable=True))
        batch_op.create_index("ix_announcement_author_id", ["author_id", "id"], unique=False)
        batch_op.create_index("ix_announcement_status", ["status", "starts_at", "id"], unique=False)
        batch_op.create_check_constraint(op.f("ck_announcement_status"), _in("status", STATUSES))
        batch_op.create_check_constraint(
            op.f("ck_announcement_waits_since_it_was_submitted"),
            "(submitted_at IS NOT NULL) = (status = 'pending')",
        )
        batch_op.create_check_constraint(
            op.f("ck_announcement_a_refusal_has_a_reason"), "refusal IS NULL OR refusal <> ''"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_announcement_decided_by_id"),
            "person",
            ["decided_by_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("group", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(sa.Column("external_id", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("is_visible", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_group_external_id"), ["external_id"])

    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("announcement_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f("ck_notice_kind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_notice_kind"), _in("kind", (*OLD_NOTICES, *NEW_NOTICES))
        )
        batch_op.create_check_constraint(
            op.f("ck_notice_about_one_thing"), "article_id IS NULL OR announcement_id IS NULL"
        )
        batch_op.create_index(
            "ix_notice_announcement_id", ["announcement_id", "person_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_notice_announcement_id"),
            "announcement",
            ["announcement_id"],
            ["id"],
            ondelete="CASCADE",
        )

    with op.batch_alter_table("person", table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(sa.Column("access_ends_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "announcement_mail",
                _choice("announcement_mail", *MAIL_CHOICES),
                nullable=False,
                server_default="none",
            )
        )
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_person_announcement_mail"), _in("announcement_mail", MAIL_CHOICES)
        )
        batch_op.create_check_constraint(
            op.f("ck_person_quiet_hours"),
            "(quiet_from IS NULL) = (quiet_until IS NULL) AND (quiet_from IS NULL OR quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23)",
        )
        batch_op.create_index("ix_person_source", ["source", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_person_left_at", ["left_at", "id"], unique=False)

    for name, table, columns in OF_THE_DELETED:
        op.create_index(name, table, columns, unique=False)

    with op.batch_alter_table("person_duty") as batch_op:
        batch_op.drop_constraint(op.f("ck_person_duty_duty"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_person_duty_duty"), _in("duty", (*OLD_DUTIES, NEW_DUTY))
        )


def downgrade() -> None:
    for name, table, _columns in OF_THE_DELETED:
        op.drop_index(name, table)
    duty = sa.table("person_duty", sa.column("duty"))
    op.execute(duty.delete().where(duty.c.duty == NEW_DUTY))
    with op.batch_alter_table("person_duty") as batch_op:
        batch_op.drop_constraint(op.f("ck_person_duty_duty"), type_="check")
        batch_op.create_check_constraint(op.f("ck_person_duty_duty"), _in("duty", OLD_DUTIES))

    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_index("ix_person_left_at")
        batch_op.drop_index("ix_person_source")
        batch_op.drop_constraint(op.f("ck_person_quiet_hours"), type_="check")
        batch_op.drop_constraint(op.f("ck_person_announcement_mail"), type_="check")
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("quiet_from")
        batch_op.drop_column("announcement_mail")
        batch_op.drop_column("access_ends_on")

    notice = sa.table("notice", sa.column("kind"))
    op.execute(notice.delete().where(notice.c.kind.in_(NEW_NOTICES)))
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_about_one_thing"), type_="check")
        batch_op.drop_constraint(op.f("ck_notice_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_notice_kind"), _in("kind", OLD_NOTICES))
        batch_op.drop_constraint(batch_op.f("fk_notice_announcement_id"), type_="foreignkey")
        batch_op.drop_index("ix_notice_announcement_id")
        batch_op.drop_column("announcement_id")

    with op.batch_alter_table("group") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_group_external_id"), type_="unique")
        batch_op.drop_column("ended_at")
        batch_op.drop_column("is_visible")
        batch_op.drop_column("external_id")

    with op.batch_alter_table("announcement") as batch_op:
        batch_op.drop_constraint(op.f("ck_announcement_a_refusal_has_a_reason"), type_="check")
        batch_op.drop_constraint(
            op.f("ck_announcement_waits_since_it_was_submitted"), type_="check"
        )
        batch_op.drop_constraint(op.f("ck_announcement_status"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_announcement_decided_by_id"), type_="foreignkey")
        batch_op.drop_index("ix_announcement_status")
        batch_op.drop_index("ix_announcement_author_id")
        batch_op.drop_column("refusal")
        batch_op.drop_column("decided_by_id")
        batch_op.drop_column("decided_at")
        batch_op.drop_column("submitted_at")
        batch_op.drop_column("version")
        batch_op.drop_column("asks_acknowledgement")
        batch_op.drop_column("status")

    with op.batch_alter_table("announcement_reading") as batch_op:
        batch_op.drop_index("ix_announcement_reading_person_id")

    op.drop_table("announcement_reading")
    with op.batch_alter_table("service_audience") as batch_op:
        batch_op.drop_index("ix_service_audience_key")

    op.drop_table("service_audience")
    with op.batch_alter_table("last_login") as batch_op:
        batch_op.drop_index("ix_last_login_at")

    op.drop_table("last_login")
    op.drop_table("home_visit")
    with op.batch_alter_table("group_manager") as batch_op:
        batch_op.drop_index("ix_group_manager_person_id")

    op.drop_table("group_manager")
    with op.batch_alter_table("directory_import") as batch_op:
        batch_op.drop_index("ix_directory_import_created_at")

    op.drop_table("directory_import")
    with op.batch_alter_table("data_request") as batch_op:
        batch_op.drop_index("ix_data_request_person_id")
        batch_op.drop_index("ix_data_request_answered_at")

    op.drop_table("data_request")
    op.drop_table("service_link")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=None)


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
