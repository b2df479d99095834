"""The pages of the directory, for the table of `test_access.py`."""

FOR_MANAGERS = frozenset({"directory.guests", "directory.new_guest"})
"""Pages of who holds the right on the directory; others get 403."""

OF_PEOPLE = frozenset({"directory.find_companion", "directory.person"})
"""Pages of one person, who exists for those who may know him; `tests/web/test_person.py`."""

CHANGES = frozenset(
    {
        "directory.change_guest_end",
        "directory.correct_person",
        "directory.invite",
        "directory.prune_guests",
        "directory.reactivate_person",
        "directory.restore_guests",
        "directory.suspend_person",
        "directory.tie",
        "directory.untie",
    }
)
"""What changes accounts, by POST, for who holds the right on the directory."""
