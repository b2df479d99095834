"""The panel beside a text that is being written: what the check finds, and what mends it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import db
from app.queries.checked import Confirmed, Report, judge
from app.queries.workpiece import Workpiece
from app.rules.lengths import LONGEST_BODY
from app.rules.visibility import Visibility
from app.text.kinds import Gravity
from blueprints.newsroom.findings import Told, standards_for, told
from blueprints.newsroom.forms import TextForm
from blueprints.newsroom.mending import typed_article


@dataclass(frozen=True)
class Panel:
    """What the panel shows; `url` takes the form to be checked again, or mended.

    `report` is none while nothing was checked; `may_confirm` is false for a text that is not
    stored; `refused` names the finding whose button was pressed with an empty field, and
    `changes` are the fields that a button has mended; `leaves_names` says that the names of pupils
    and parents were not looked for. `changeable` are the files of which more may be said here.
    """

    url: str
    report: Report | None = None
    may_confirm: bool = False
    refused: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    leaves_names: bool = False
    changeable: Set[int] = frozenset()

    @property
    def entries(self) -> list[Told]:
        """What there is to mend, in words."""
        return told(self.report.findings) if self.report else []

    @property
    def confirmed(self) -> Sequence[Confirmed]:
        """What somebody let pass."""
        return self.report.confirmed if self.report else ()

    @property
    def summary(self) -> str:
        """How much there is to mend, in one sentence: it is read out when it changes."""
        if self.report is None:
            return ""
        faults = [one for one in self.report.findings if one.gravity is not Gravity.ADVISES]
        blocking = len(self.report.blocking)
        if not faults:
            return str(_("Nothing to correct"))
        words = ngettext("%(num)d point to correct", "%(num)d points to correct", len(faults))
        if not blocking:
            return str(words)
        blocks = ngettext("%(num)d of them blocking", "%(num)d of them blocking", blocking)
        return f"{words}, {blocks}"


def panel_of(work: Workpiece, report: Report | None, **more: Any) -> Panel:
    """Return the panel of a text of an article."""
    url = url_for("newsroom.check", article_id=work.article.id)
    return Panel(url, report, may_confirm=work.may_write, **more)


def typed_panel(form: TextForm, work: Workpiece) -> Panel:
    """Return the panel of what is typed over a text; one that is too long is not looked at."""
    if len(form.body.data or "") > LONGEST_BODY:
        return panel_of(work, None)
    is_public = work.rubrique.visibility is Visibility.PUBLIC
    article = typed_article(form, is_public=is_public)
    standards = standards_for(work.role, own=work.own)
    report = judge(db.session(), article, work.article.id, standards)
    return panel_of(
        work,
        report,
        leaves_names=is_public and not standards.tells_names,
        changeable=form.files.changeable,
    )
