"""The pages that say who publishes on the home pages, for the table of `test_access.py`."""

FOR_COMPOSERS = frozenset(
    {
        "site.find_reader_of_home",
        "site.find_reader_of_personal",
        "site.home_publishers",
        "site.personal_publishers",
        "site.why_on_home",
        "site.why_on_personal",
    }
)
"""Pages of who composes the home pages; others get 403 (tests/web/test_page_publishers.py)."""
