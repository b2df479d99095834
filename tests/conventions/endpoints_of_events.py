"""The pages of events at work, for the table of `test_access.py`."""

FOR_MEMBERS = frozenset({"newsroom.events", "newsroom.new_event"})
"""Pages of whoever is signed in; they say to who may write nothing that he may not."""

BY_ROLE = frozenset(
    {
        "newsroom.create_event_of_form",
        "newsroom.edit_event",
        "newsroom.event",
        "newsroom.move_event",
        "newsroom.save_event",
    }
)
"""What a role in a rubrique opens; tests/web/test_event_doors.py tries each of them."""
