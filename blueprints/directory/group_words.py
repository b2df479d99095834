"""Groups in words: why one is not changed, and what it opens."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from app.actions.groups import GroupRefused
from app.models import GroupKind
from app.queries.group_uses import GroupUses
from app.wording import right_name, role_name


def explain(refusal: GroupRefused) -> str:
    """Return in words why a group is not changed."""
    words: dict[str, str] = {
        "name": _("Another group has this name already."),
        "former_name": _(
            "A group that has ended had this name, and rights still name it. Choose another."
        ),
        "managed": _("This person manages the group already."),
        "gone": _("This person manages the group no more."),
        "undone": _(
            "Nothing was put back: the members have changed since. Look at the list, then decide."
        ),
        "not_free": _("This group comes from the school’s directory: it is not changed here."),
        "ended": _("This group has ended."),
    }
    return words[refusal.cause]


def why_fixed(kind: GroupKind) -> str:
    """Say why a group of this kind is not changed by hand."""
    if kind is GroupKind.LEVEL:
        return str(_("The members of a level are those of its classes."))
    return str(
        _("Its members come from the school’s directory and change with the next import: correct"
          " them there.")
    )  # fmt: skip


def losses(uses: GroupUses) -> Iterator[str]:
    """Say what the people of a group lose when it ends, one sentence a thing."""
    for name, role in uses.rubriques:
        yield _("in the rubrique “%(name)s”: the role %(role)s", name=name, role=role_name(role))
    if uses.hidden:
        yield ngettext(
            "a role in %(num)d rubrique that you may not see",
            "roles in %(num)d rubriques that you may not see",
            uses.hidden,
        )
    for right in uses.rights:
        yield _("the right on the site: %(right)s", right=right_name(right))
    if uses.tiles:
        yield ngettext(
            "%(num)d tile of the home pages", "%(num)d tiles of the home pages", uses.tiles
        )
    if uses.links:
        yield ngettext("%(num)d link of the services", "%(num)d links of the services", uses.links)
    if uses.announcements:
        yield ngettext(
            "%(num)d announcement that has not ended",
            "%(num)d announcements that have not ended",
            uses.announcements,
        )
