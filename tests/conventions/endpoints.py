"""All endpoints, by who may use them: a new one goes into one of these tables."""

from tests.conventions import (
    endpoints_of_announcements,
    endpoints_of_events,
    endpoints_of_groups,
    endpoints_of_people,
    endpoints_of_publishers,
    endpoints_of_site,
)

EVERYBODY = frozenset(
    {
        "account.activation",
        "account.forgotten",
        "account.reset_sent",
        "public.accessibility",
        "public.agenda",
        "public.atom",
        "public.calendar",
        "public.contact",
        "public.desk_style",
        "public.health",
        "public.help_page",
        "public.home",
        "public.json_feed",
        "public.legal_notice",
        "public.manifest",
        "public.privacy",
        "public.report",
        "public.robots",
        "public.rss",
        "public.search_page",
        "public.site_plan",
        "public.sitemap",
        "public.style",
    }
)
"""Pages that answer everybody, each with what its reader may see."""

BY_RIGHTS = endpoints_of_groups.BY_RIGHTS | frozenset(
    {
        "newsroom.batch",
        "newsroom.framing",
        "newsroom.media_item",
        "personal.announcement",
        "public.article",
        "public.media",
        "public.rubrique",
    }
)
"""Pages of one thing, which exist for those who may read it only."""

BY_PUBLIC_RIGHTS = frozenset(
    {
        "public.rubrique_atom",
        "public.rubrique_calendar",
        "public.rubrique_json",
        "public.rubrique_rss",
    }
)
"""What machines fetch without a login: there for public rubriques, for nobody else."""

FOR_MEMBERS = (
    endpoints_of_groups.FOR_MEMBERS
    | endpoints_of_events.FOR_MEMBERS
    | frozenset(
        {
            "account.account_page",
            "account.confirmation",
            "account.own_data",
            "account.password_page",
            "directory.people",
            "newsroom.batches",
            "newsroom.contributions",
            "newsroom.dashboard",
            "newsroom.library",
            "newsroom.new_article",
            "newsroom.new_files",
            "newsroom.picker",
            "newsroom.trash",
            "personal.announcements",
            "personal.home",
        }
    )
)
"""Pages of whoever is signed in; others are sent to the login page."""

FOR_VISITORS = frozenset({"account.login"})
"""Pages that send whoever is signed in on."""

BY_LINK = frozenset({"account.reset_page", "public.preview", "public.preview_media"})
"""Pages of whoever holds a secret link."""

ACTIONS = endpoints_of_groups.ACTIONS | frozenset(
    {
        "account.activate",
        "account.ask_about_data",
        "account.ask_reset",
        "account.change_announcement_settings",
        "account.change_mail_settings",
        "account.change_password",
        "account.check_code",
        "account.close_all_sessions",
        "account.close_session",
        "account.confirm_password",
        "account.log_in",
        "account.log_out",
        "account.own_data_json",
        "account.own_data_tables",
        "account.reset_password",
        "account.resume",
        "directory.answer_request",
        "directory.erase_account",
        "directory.confirm_one_import",
        "directory.discard_one_import",
        "directory.export_directory",
        "directory.start_import",
        "directory.print_class",
        "directory.print_person",
        "newsroom.approve",
        "newsroom.mark_notices_read",
        "newsroom.refuse",
        "newsroom.aim_batch",
        "newsroom.cancel_batch",
        "newsroom.check",
        "newsroom.check_new",
        "newsroom.confirm_finding",
        "newsroom.unconfirm_finding",
        "newsroom.confirm_batch",
        "newsroom.discard_first_copy",
        "newsroom.collect_media",
        "newsroom.delete_media",
        "newsroom.describe_media",
        "newsroom.frame_media",
        "newsroom.check_again",
        "newsroom.hide_many",
        "newsroom.prepare_batch",
        "newsroom.replace_media",
        "newsroom.undo_batch",
        "newsroom.unframe_media",
        "newsroom.upload",
        "personal.acknowledge",
        "personal.fold",
        "personal.unfold",
        "site.abandon_job",
        "site.export_journal",
        "site.relaunch_job",
    }
)
"""What changes something, by POST and with a token."""

FOR_FEW = dict.fromkeys(
    (
        "directory.activation",
        "directory.data_requests",
        "directory.erasing",
        "newsroom.online_check",
        "newsroom.review",
        "site.jobs",
        "site.journal",
        "directory.class_activation",
        "directory.imports",
        "directory.one_import",
        *endpoints_of_site.FOR_MANAGERS,
        *endpoints_of_groups.FOR_FEW,
        *endpoints_of_people.FOR_MANAGERS,
        *endpoints_of_publishers.FOR_COMPOSERS,
    ),
    frozenset({"head"}),
) | dict(endpoints_of_announcements.FOR_ANNOUNCERS)
"""Pages of the members whom a rule lets in, by role; others get 403."""
BY_ROLE = endpoints_of_events.BY_ROLE | frozenset(
    {
        "newsroom.article",
        "newsroom.article_versions",
        "newsroom.compare_versions",
        "newsroom.create",
        "newsroom.discard_copy",
        "newsroom.edit",
        "newsroom.embed",
        "newsroom.erase",
        "newsroom.keep_copy",
        "newsroom.keep_first_copy",
        "newsroom.model",
        "newsroom.move",
        "newsroom.preview",
        "newsroom.preview_new",
        "newsroom.restore",
        "newsroom.revision",
        "newsroom.revoke",
        "newsroom.save",
        "newsroom.share",
        "newsroom.use_as_model",
        "communication.create",
        "communication.edit",
        "communication.move",
        "communication.save",
    }
)
"""What a role in a rubrique opens (tests/web/test_newsroom_matrix.py tries each of them), and what
one may do with an announcement (tests/web/test_announcement_moves.py)."""
