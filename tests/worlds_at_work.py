"""What those who write and review see of a drawn site, beside what its readers see."""

from app.rules.audience import Viewer
from app.rules.roles import Permission, allows
from app.rules.visibility import roles_in
from tests.worlds import MOST_FILES, World


def files_at_work(world: World, viewer: Viewer) -> set[int]:
    """Return the numbers of the files in the texts, of any time, that a viewer may change.

    Who manages everywhere looks after all files.
    """
    if viewer.manages_everywhere:
        return set(range(MOST_FILES))
    roles = roles_in(world.rubriques, viewer)
    texts = {
        (number, place)
        for number, article in enumerate(world.articles)
        if allows(Permission.CHANGE, roles.get(article.rubrique), own=False)
        for place, is_written in {
            "past": article.past,
            "online": True,
            "draft": article.draft,
        }.items()
        if is_written
    }
    return {use.file for use in world.uses if (use.number, use.place) in texts}
