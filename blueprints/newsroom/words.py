"""What the journal says about an article or an event, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

DEEDS: Mapping[str, LazyString] = {
    "create": _l("Draft created"),
    "save": _l("Text saved"),
    "change": _l("Event changed"),
    "dates": _l("Dates changed"),
    "restore_text": _l("Earlier version restored"),
    "erase": _l("Earlier text erased"),
    "share_preview": _l("Preview link made"),
    "revoke_preview": _l("Preview link ended"),
    "submit": _l("Submitted for approval"),
    "withdraw": _l("Submission withdrawn"),
    "approve": _l("Approved"),
    "refuse": _l("Refused"),
    "publish": _l("Put online"),
    "schedule": _l("Scheduled"),
    "submit_change": _l("Change submitted for approval"),
    "withdraw_change": _l("Change withdrawn"),
    "approve_change": _l("Change approved"),
    "refuse_change": _l("Change refused"),
    "publish_change": _l("Change put online"),
    "discard_change": _l("Change discarded"),
    "unpublish": _l("Taken offline"),
    "trash": _l("Moved to the trash"),
    "restore": _l("Restored from the trash"),
    "waive": _l("Found by the check, confirmed"),
    "withdraw_waiver": _l("Confirmation taken back"),
    "move": _l("Moved to another rubrique"),
    "change_author": _l("Author changed"),
}
"""What each action of the journal did to an article or an event; those of batches among them."""


def deed_words(action: str) -> str:
    """Return what an action did; one that is not known yet stands as it is."""
    return str(DEEDS.get(action, action))
