"""The pages of the site's management, for the table of `test_access.py`."""

FOR_MANAGERS = frozenset(
    {
        "site.find_eyes",
        "site.find_right_holder",
        "site.neglected_rubriques",
        "site.new_rubrique",
        "site.overview",
        "site.rubrique_trash",
        "site.rubriques",
        "site.see_as",
        "site.new_service",
        "site.services",
        "site.settings",
        "site.appearance",
        "site.site_rights",
    }
)
"""Pages of who manages something; others get 403."""

OF_MANAGED = frozenset(
    {
        "site.actors",
        "site.archiving",
        "site.deleting",
        "site.find_actor",
        "site.move",
        "site.rubrique",
        "site.why",
    }
)
"""Pages of one rubrique for its managers: 403 for its readers, and absent for all others."""

CHANGES_OF_MANAGED = frozenset(
    {
        "site.archive",
        "site.change_grant",
        "site.delete",
        "site.give",
        "site.inherit",
        "site.lift_rubrique",
        "site.lower_rubrique",
        "site.move_it",
        "site.save_rubrique",
        "site.take_grant",
        "site.unarchive",
    }
)
"""What changes one rubrique, by POST: the same answers as its pages."""

SERVICE = frozenset({"site.service"})
"""The page of one service: 403 for who keeps no menu; tests/web/test_services.py tries it."""

SETTINGS = frozenset({"site.settings_section"})
"""The parts of the settings: 403 for who has no right; tests/web/test_settings.py tries them."""

CHANGES_OF_SERVICES = frozenset(
    {
        "site.add_to_services",
        "site.drop_service",
        "site.lift_service",
        "site.lift_services",
        "site.lower_service",
        "site.lower_services",
        "site.restore_service_link",
        "site.save_service",
    }
)
"""What changes the menu of services, by POST."""

CHANGES = (
    CHANGES_OF_MANAGED
    | CHANGES_OF_SERVICES
    | {
        "site.add_rubrique",
        "site.end_neglected",
        "site.give_site_right",
        "site.look_as",
        "site.restore",
        "site.save_colour",
        "site.save_logo",
        "site.save_settings",
        "site.stop_looking",
        "site.take_site_right",
    }
)
