"""Duties in words: why one is not changed, and what the great ones open."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.actions.duties import DutyRefused
from app.rules.audience import Duty


def explain_duty(refusal: DutyRefused) -> str:
    """Return in words why a duty is not given or taken."""
    words: dict[str, str] = {
        "held": _("This person has this duty already."),
        "gone": _("This person has this duty no more: somebody has taken it back meanwhile."),
        "last_head": _(
            "A school is never without its head: name the new one first, then take the duty from"
            " the former one."
        ),
    }
    return words[refusal.cause]


def what_it_means(duty: Duty) -> Sequence[str]:
    """Say what a duty opens that opens the whole site; nothing for the others."""
    manages = _("Manages every rubrique: reads, changes and deletes everything in it.")
    words: dict[Duty, list[str]] = {
        Duty.HEAD: [
            _("Answers for what is published: approves articles and announcements."),
            manages,
            _("Holds all rights on the site, and delegates them. They cannot be removed."),
        ],
        Duty.DEPUTY: [
            manages,
            _("Holds all rights on the site, and delegates them. They cannot be removed."),
        ],
        Duty.ADMIN: [
            manages,
            _("Holds the technical rights: home pages, settings, directory, services, journal."),
            _("Does not stay signed in, and gives the password again for what is delicate."),
        ],
    }
    return words.get(duty, [])
