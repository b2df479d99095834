"""Composing pages of tiles, for the table of `test_access.py`: 403 without the right to compose.

tests/web/test_composing.py tries each with each role.
"""

OF_PAGES = frozenset(
    {
        "site.composing",
        "site.discarding",
        "site.find_preview_eyes",
        "site.page_history",
        "site.page_version",
        "site.preview",
        "site.previewed",
        "site.publishing",
        "site.tile",
        "site.tile_picker",
    }
)
"""Pages of who composes."""

CHANGES = frozenset(
    {
        "site.add_to_page",
        "site.begin_composing",
        "site.call_off_page",
        "site.discard",
        "site.duplicate",
        "site.move_on_page",
        "site.publish",
        "site.put_back",
        "site.remove_from_page",
        "site.resize",
        "site.restore_page",
        "site.save_as_new_tile",
        "site.save_tile",
    }
)
"""What changes a draft, or what shows, by POST."""
