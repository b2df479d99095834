"""How each move of an announcement looks: its word in addresses, its button, what it says."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.looks import Look

LOOKS: Mapping[str, Look] = {
    "send": Look(
        "envoyer",
        _l("Send"),
        "send",
        _l("Sent. Whom it concerns finds it on the home page."),
        kind="primary",
    ),
    "submit": Look(
        "soumettre",
        _l("Submit for approval"),
        "send",
        _l("Submitted. The management of the school has been told."),
        kind="primary",
    ),
    "withdraw": Look(
        "retirer-la-demande",
        _l("Withdraw the submission"),
        "undo-2",
        _l("Withdrawn. The announcement is a draft again."),
    ),
    "approve": Look(
        "valider",
        _l("Approve and send"),
        "check",
        _l("The announcement is approved. The author has been told."),
        kind="primary",
    ),
    "refuse": Look(
        "refuser",
        _l("Refuse"),
        "circle-x",
        _l("The announcement is refused. The author has received your reason."),
        _l("Refuse this announcement?"),
        kind="danger",
    ),
    "recall": Look(
        "deprogrammer",
        _l("Call it back"),
        "undo-2",
        _l("Called back. The announcement is a draft again, nobody has seen it."),
    ),
    "end": Look(
        "terminer",
        _l("End it now"),
        "timer-off",
        _l("Ended. It shows on no home page any more."),
        _l("End this announcement now?"),
        _l("It leaves every home page at once. It can be taken up again as a draft."),
        kind="danger",
    ),
    "decline": Look(
        "decliner",
        _l("Decline"),
        "circle-x",
        _l("Declined. The school does not pass this announcement on."),
        _l("Decline this announcement?"),
        _l("It was sent by the local authority. Nobody in the school reads it any more."),
        kind="danger",
    ),
    "pass_on": Look(
        "diffuser",
        _l("Pass it on after all"),
        "check",
        _l("Passed on. Whom it concerns finds it on the home page."),
    ),
    "reuse": Look(
        "reprendre",
        _l("Take up again as a draft"),
        "copy",
        _l("Here is the new draft. Look at its dates and at who receives it."),
    ),
    "delete": Look(
        "supprimer",
        _l("Delete"),
        "trash-2",
        _l("The draft is deleted."),
        _l("Delete this draft?"),
        _l("It cannot be restored."),
        kind="danger",
    ),
}

NAMES: Mapping[str, str] = {look.word: name for name, look in LOOKS.items()}
"""The move behind each address."""
