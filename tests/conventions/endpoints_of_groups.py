"""The pages of groups and duties, for the table of `test_access.py`."""

FOR_MEMBERS = frozenset({"directory.duties", "directory.groups"})
"""Pages of whoever is signed in, each with what he may know."""

FOR_FEW = frozenset({"directory.new_group"})
"""Pages of who looks after the directory."""

BY_RIGHTS = frozenset(
    {
        "directory.duty",
        "directory.ending_group",
        "directory.find_group_manager",
        "directory.group",
        "directory.group_settings",
        "directory.new_group_members",
    }
)
"""Pages of one group or duty."""

ACTIONS = frozenset(
    {
        "directory.add_group",
        "directory.add_group_manager",
        "directory.add_group_members",
        "directory.end_a_group",
        "directory.give_a_duty",
        "directory.paste_group_members",
        "directory.remove_group_manager",
        "directory.remove_group_members",
        "directory.restore_group_members",
        "directory.save_group",
        "directory.take_a_duty",
    }
)
"""What changes a group or a duty, by POST and with a token."""
