"""What those who write and review see of a drawn site, beside what its readers see."""

from app.rules.audience import Viewer
from app.rules.roles import Permission, allows
from app.rules.visibility import roles_in
from tests.worlds import World


def files_at_work(world: World, viewer: Viewer) -> set[int]:
    """Return the numbers of the files in the newest texts that a viewer may change."""
    roles = roles_in(world.rubriques, viewer)
    newest = {
        number: "draft" if article.draft else "online"
        for number, article in enumerate(world.articles)
        if allows(Permission.CHANGE, roles.get(article.rubrique), own=False)
    }
    return {use.file for use in world.uses if newest.get(use.number) == use.place}
