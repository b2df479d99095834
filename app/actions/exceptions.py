"""Why an action was not done; the edge puts each into words."""

from app.queries.checked import Report


class ActionRefused(Exception):
    """What was asked for was not done, and nothing was changed."""


class NotAllowed(ActionRefused):
    """The role of this person does not allow it."""


class Outdated(ActionRefused):
    """Somebody changed the article since this person saw it."""


class ReasonMissing(ActionRefused):
    """A refusal needs a reason."""


class AlreadyEnded(ActionRefused):
    """The end of the publication would not come after its start."""


class StartMissing(ActionRefused):
    """A scheduled publication needs a start that is still to come."""


class Faulty(ActionRefused):
    """A text holds what the law keeps from the public, and nobody has confirmed it."""

    def __init__(self, report: Report) -> None:
        """Keep what was found."""
        super().__init__()
        self.report = report


class OtherWindow(ActionRefused):
    """The same person has typed something else over it, in a window that this one did not see."""


class TooManyCopies(ActionRefused):
    """This person has begun more texts than are kept without being saved."""


class StillUsed(ActionRefused):
    """Something uses the file that was to be removed, or it belongs to the collection."""
