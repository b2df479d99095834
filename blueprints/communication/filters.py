"""What narrows the list of announcements: a form whose answers stand in the address."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField, StringField
from wtforms.validators import Length

from app.access import rights, viewer
from app.extensions import db
from app.forms import ChoiceField, Readable
from app.queries.announcement_list import AnnouncementFilter
from app.queries.groups import nameable_groups
from app.rules.announcements import Severity, Stage
from app.rules.site_rights import Right
from app.target_choices import keys_named
from app.wording import severity_name

MYSELF = frozenset({"moi", "me"})
TYPES = {
    "alerte": Severity.ALERT,
    "avertissement": Severity.WARNING,
    "information": Severity.INFO,
}
_SHORT = [Length(max=100, message=_l("100 characters at most.")), Readable()]


class AnnouncementFilterForm(Form):
    """The filters of the list; names are those of the address."""

    severity = ChoiceField(_l("Type"), name="type", default="")
    author = StringField(_l("Author"), _SHORT, name="auteur", description=_l("A name, or “moi”."))
    target = SearchField(
        _l("Recipients"), _SHORT, name="cible", description=_l("As “parents 4B” or “voyage”.")
    )

    def offer(self) -> None:
        """Give the types to choose from."""
        names = [(word, severity_name(severity)) for word, severity in TYPES.items()]
        self.severity.choices = [("", _("All types")), *names]

    def wanted(self, stage: Stage | None) -> AnnouncementFilter:
        """Return what a valid form asks for."""
        author, target = (self.author.data or "").strip(), (self.target.data or "").strip()
        mine = author.casefold() in MYSELF
        known = nameable_groups(viewer(), all_of_them=Right.DIRECTORY in rights())
        groups = db.session.scalars(known).all() if target else []
        return AnnouncementFilter(
            stage=stage,
            severity=TYPES.get(self.severity.data),
            mine=mine,
            author="" if mine else author,
            targets=keys_named(groups, target) if target else None,
        )

    def at_work(self) -> Iterator[tuple[str, str]]:
        """Yield the filters that narrow the list: the name in the address, and in words."""
        if self.severity.data:
            yield "type", severity_name(TYPES[self.severity.data])
        if self.author.data:
            yield "auteur", _("Author: %(name)s", name=self.author.data)
        if self.target.data:
            yield "cible", _("Recipients: %(words)s", words=self.target.data)
