"""Announcements at work in words: their stages, what was done with them."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import pgettext

from app.rules.announcements import Stage


def stages_name(stage: Stage) -> str:
    """Return what the announcements of a stage are called."""
    words: Mapping[Stage, str] = {
        Stage.DRAFT: pgettext("announcements", "Drafts"),
        Stage.REFUSED: pgettext("announcements", "Refused"),
        Stage.PENDING: pgettext("announcements", "To approve"),
        Stage.SCHEDULED: pgettext("announcements", "Scheduled"),
        Stage.ONLINE: pgettext("announcements", "Online"),
        Stage.ENDED: pgettext("announcements", "Ended"),
        Stage.DECLINED: pgettext("announcements", "Not passed on"),
    }
    return words[stage]


def deed_in_words(action: str) -> str:
    """Return what was done with an announcement, as its history says it."""
    words = {
        "create": _("Written"),
        "edit": _("Text changed"),
        "change": _("Text changed"),
        "send": _("Sent"),
        "submit": _("Submitted for approval"),
        "withdraw": _("Submission withdrawn"),
        "approve": _("Approved"),
        "refuse": _("Refused"),
        "recall": _("Called back before its start"),
        "end": _("Ended"),
        "decline": _("Not passed on by the school"),
        "pass_on": _("Passed on by the school"),
    }
    return str(words.get(action, _("Changed")))
