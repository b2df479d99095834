"""What the pages of batches say: what will be done, what was done, and why something was not."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.actions.batch_undo import AS_DRAFT, CHANGED
from app.models import Outcome
from app.rules.batches import BatchAction, Refusal


def action_name(action: BatchAction) -> str:
    """Name an action as a title does."""
    names = {
        BatchAction.TRASH: _("Put in the trash"),
        BatchAction.RESTORE: _("Restore from the trash"),
        BatchAction.MOVE: _("Move to another rubrique"),
        BatchAction.PUBLISH: _("Put online"),
        BatchAction.UNPUBLISH: _("Take offline"),
        BatchAction.CHANGE_AUTHOR: _("Change the author"),
    }
    return str(names[action])


def what_will_be_done(action: BatchAction, number: int, target: str) -> str:
    """Say what a confirmed batch will do to how many."""
    if action is BatchAction.TRASH:
        words = ngettext(
            "%(num)d contribution will be put in the trash, for 90 days.",
            "%(num)d contributions will be put in the trash, for 90 days.",
            number,
        )
    elif action is BatchAction.RESTORE:
        words = ngettext(
            "%(num)d contribution will be restored from the trash.",
            "%(num)d contributions will be restored from the trash.",
            number,
        )
    elif action is BatchAction.PUBLISH:
        words = ngettext(
            "%(num)d contribution will be put online.",
            "%(num)d contributions will be put online.",
            number,
        )
    elif action is BatchAction.UNPUBLISH:
        words = ngettext(
            "%(num)d contribution will be taken offline and become a draft.",
            "%(num)d contributions will be taken offline and become drafts.",
            number,
        )
    elif action is BatchAction.MOVE:
        words = ngettext(
            "%(num)d contribution will be moved to “%(target)s”.",
            "%(num)d contributions will be moved to “%(target)s”.",
            number,
            target=target,
        )
    else:
        words = ngettext(
            "%(num)d contribution will have %(target)s as its author.",
            "%(num)d contributions will have %(target)s as their author.",
            number,
            target=target,
        )
    return str(words)


def outcome_name(outcome: Outcome) -> str:
    """Name what became of an article."""
    names = {
        Outcome.WAITING: _("To do"),
        Outcome.DONE: _("Done"),
        Outcome.REFUSED: _("Not possible"),
        Outcome.CHANGED: _("Changed meanwhile"),
        Outcome.UNDONE: _("Undone"),
        Outcome.NOT_UNDONE: _("Not undone"),
    }
    return str(names[outcome])


OUTCOME_LOOKS = {
    Outcome.WAITING: ("clock", ""),
    Outcome.DONE: ("circle-check", "ok"),
    Outcome.REFUSED: ("ban", "alert"),
    Outcome.CHANGED: ("git-compare", "warn"),
    Outcome.UNDONE: ("undo-2", "info"),
    Outcome.NOT_UNDONE: ("circle-x", "alert"),
}
"""The icon and the colour of each outcome."""


def reason_words(outcome: Outcome, reason: str) -> str:
    """Say why an article was left as it is; nothing when there is nothing to say."""
    if outcome is Outcome.CHANGED:
        return str(_("Somebody changed it after your choice: it was left as it is."))
    elif not reason:
        return ""
    known = {
        Refusal.ROLE: _("Your role does not allow it for this contribution."),
        Refusal.IN_TRASH: _("It is in the trash."),
        Refusal.NOT_IN_TRASH: _("It is not in the trash."),
        Refusal.ALREADY_ONLINE: _("It is online already."),
        Refusal.NOT_ONLINE: _("It is not online."),
        Refusal.ENDED: _("Its end of publication has passed: change its dates first."),
        Refusal.ARCHIVED: _("Its rubrique is archived."),
        Refusal.ALREADY_THERE: _("It is in this rubrique already."),
        Refusal.TARGET_ROLE: _("Your role in the new rubrique does not allow it."),
        Refusal.TARGET_ARCHIVED: _("The new rubrique is archived."),
        Refusal.ALREADY_AUTHOR: _("This person is its author already."),
        Refusal.AUTHOR_MAY_NOT_WRITE: _("This person may not write in its rubrique."),
        Refusal.FAULTY: _(
            "The check found what must not go public: open it, and correct or confirm it."
        ),
        CHANGED: _("Somebody changed it since: it was left as it is."),
        AS_DRAFT: _("It is a draft again: to put it online needs an approval."),
    }
    return str(known[reason])
