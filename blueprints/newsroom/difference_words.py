"""How much changed from one text to another, in words."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.text.compare import Change, Passage


def counts_in_words(passages: Sequence[Passage]) -> str:
    """Return how much changed, in words."""
    number = Counter(passage.change for passage in passages)
    changed, added, removed = (
        number[one] for one in (Change.CHANGED, Change.ADDED, Change.REMOVED)
    )
    words = [
        ngettext("%(num)d passage changed", "%(num)d passages changed", changed) if changed else "",
        ngettext("%(num)d passage added", "%(num)d passages added", added) if added else "",
        ngettext("%(num)d passage removed", "%(num)d passages removed", removed) if removed else "",
    ]
    return ", ".join(filter(None, words)) or _("The words are the same.")
