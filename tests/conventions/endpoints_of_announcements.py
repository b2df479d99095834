"""The pages of announcements at work, for the table of `test_access.py`."""

FOR_ANNOUNCERS = {
    "communication.announcements": frozenset({"head", "teacher"}),
    "communication.new_announcement": frozenset({"head", "teacher"}),
    "communication.waiting": frozenset({"head"}),
}
"""Pages of who may announce, by role; others get 403."""

OF_ANNOUNCEMENTS = frozenset({"communication.announcement"})
"""Pages of one announcement: absent for who does not work on it."""

CHANGES = frozenset({"communication.reach"})
"""What is asked by POST and with a token."""
