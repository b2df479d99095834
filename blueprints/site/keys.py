"""To whom a role or a right may be given, as a list to choose from."""

from flask_babel import gettext as _

from app.access import rights
from app.extensions import db
from app.queries.keys import by_kind, groups_with_parts
from app.rules.audience import (
    MANAGERS_EVERYWHERE,
    MEMBERS,
    PUBLIC,
    Duty,
    Function,
    Profile,
    group_key,
)
from app.rules.site_rights import Right
from app.wording import (
    duty_name,
    function_name,
    group_kinds_name,
    part_of_group,
    profile_name,
)

Choices = dict[str, list[tuple[str, str]]]


def key_choices(*, with_duties: bool = True, with_visitors: bool = False) -> Choices:
    """Return the keys that may be chosen, by what they are; people are found by name instead."""
    everybody = [(MEMBERS, _("Everybody who is signed in"))]
    if with_visitors:
        everybody.insert(0, (PUBLIC, _("Visitors")))
    choices: Choices = {
        _("Everybody"): everybody,
        _("Profiles"): [(f"profile:{one}", profile_name(one)) for one in Profile],
        _("Functions"): [(f"function:{one}", function_name(one)) for one in Function],
    }
    if with_duties:
        choices[_("In charge of something")] = [
            (f"duty:{one}", duty_name(one))
            for one in Duty
            if f"duty:{one}" not in MANAGERS_EVERYWHERE
        ]
    shown = groups_with_parts(db.session(), with_hidden=Right.DIRECTORY in rights())
    for kind, groups in by_kind(shown).items():
        found = [
            (group_key(group.id, part), part_of_group(part, group.name, group.kind))
            for group in groups
            for part in group.parts
        ]
        if found:
            choices[group_kinds_name(kind)] = found
    return choices


def offered(choices: Choices) -> set[str]:
    """Return the keys of a list of choices."""
    return {key for group in choices.values() for key, _label in group}
