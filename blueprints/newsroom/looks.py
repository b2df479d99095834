"""How each transition looks: its word in addresses, its button, its question, what it says."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.looks import Look

LOOKS: Mapping[str, Look] = {
    "submit": Look(
        "soumettre",
        _l("Submit for approval"),
        "send",
        _l("Submitted. Those who approve in this rubrique have been told."),
    ),
    "withdraw": Look(
        "retirer-la-demande",
        _l("Withdraw the submission"),
        "undo-2",
        _l("Withdrawn. The article is a draft again."),
    ),
    "approve": Look("valider", _l("Approve"), "check", _l("Approved. The author has been told.")),
    "refuse": Look(
        "refuser",
        _l("Refuse"),
        "x",
        _l("Refused. The author has received your reason."),
        _l("Refuse this article?"),
    ),
    "publish": Look("mettre-en-ligne", _l("Put online"), "globe", _l("The article is online.")),
    "schedule": Look(
        "programmer",
        _l("Schedule"),
        "calendar-clock",
        _l("The article is scheduled."),
        _l("When should the article show?"),
    ),
    "submit_change": Look(
        "proposer-la-modification",
        _l("Submit the change for approval"),
        "send",
        _l("Submitted. Until it is approved, readers keep the text that is online."),
    ),
    "withdraw_change": Look(
        "retirer-la-modification",
        _l("Withdraw the change"),
        "undo-2",
        _l("Withdrawn. Your change is kept, and readers keep the text that is online."),
    ),
    "approve_change": Look(
        "valider-la-modification",
        _l("Approve the change"),
        "check",
        _l("Approved. The new text is online, and the author has been told."),
    ),
    "refuse_change": Look(
        "refuser-la-modification",
        _l("Refuse the change"),
        "x",
        _l("Refused. The author has received your reason."),
        _l("Refuse this change?"),
    ),
    "publish_change": Look(
        "mettre-la-modification-en-ligne",
        _l("Put the change online"),
        "globe",
        _l("The new text is online."),
    ),
    "discard_change": Look(
        "abandonner-la-modification",
        _l("Discard the change"),
        "x",
        _l("The change is discarded."),
        _l("Discard this change?"),
        _l("Readers keep the text that is online. The discarded text stays among the versions."),
        kind="danger",
    ),
    "unpublish": Look(
        "retirer-de-la-publication",
        _l("Take offline"),
        "eye-off",
        _l("Taken offline. The article is a draft again."),
        _l("Take this article offline?"),
        _l(
            "Visitors will not find it any more, in pages, feeds and search. It becomes a draft and"
            " can be put online again."
        ),
        kind="danger",
    ),
    "trash": Look(
        "mettre-a-la-corbeille",
        _l("Move to the trash"),
        "trash-2",
        _l("Moved to the trash, where it can be restored for 90 days."),
        _l("Move this article to the trash?"),
        _l("It leaves the site at once. It can be restored for 90 days, then it is deleted."),
        kind="danger",
    ),
    "restore": Look("restaurer", _l("Restore"), "archive-restore", _l("Restored.")),
}

NAMES: Mapping[str, str] = {look.word: name for name, look in LOOKS.items()}
"""The transition behind each address."""

FROM_FORM = frozenset(
    {
        "submit",
        "publish",
        "schedule",
        "approve",
        "submit_change",
        "publish_change",
        "approve_change",
    }
)
"""What a text that was just written may be sent on to, in one go with saving it."""

_FIRST = ("approve", "approve_change", "publish", "publish_change", "submit", "submit_change")


def main_transition(names: list[str]) -> str | None:
    """Return the one to which the page leads: its button stands out."""
    return next((name for name in (*_FIRST, "restore") if name in names), None)
