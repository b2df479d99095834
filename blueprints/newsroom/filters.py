"""What narrows the list of contributions: a form whose answers stand in the address."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, SearchField, SelectField, StringField
from wtforms.validators import Length, Optional

from app.days import first_moment
from app.forms import ChoiceField, DayField, Readable
from app.queries.contribution_filter import Filter, Tab
from app.rules.tree import with_all_below
from app.rules.visibility import Node
from app.templating import long_date
from app.tree import INDENT

MYSELF = frozenset({"moi", "me"})
AGES = {"6-mois": 182, "1-an": 365, "2-ans": 730, "5-ans": 1826}
"""For how many days nothing has changed, by the word in the address."""
_SHORT = [Length(max=200, message=_l("200 characters at most. Keep a few words.")), Readable()]


def _stripped(text: str | None) -> str | None:
    return text and text.strip()


class FilterForm(Form):
    """The filters of the list; names are those of the address."""

    q = SearchField(_l("Title or text"), _SHORT, filters=[_stripped])
    rubrique = ChoiceField(_l("Rubrique"), default="")
    author = StringField(
        _l("Author"),
        _SHORT,
        filters=[_stripped],
        name="auteur",
        description=_l("A name, or “moi”."),
    )
    since = DayField(_l("Updated from"), [Optional()], name="depuis")
    until = DayField(_l("Updated until"), [Optional()], name="jusque")
    age = ChoiceField(_l("Older than"), name="age", default="")
    without_picture = BooleanField(_l("Without illustration"), name="sans-illustration")

    def offer(self, tree: Sequence[Node], known: Collection[int]) -> None:
        """Let the list be narrowed to one of the known rubriques, shown in their tree."""
        self.rubrique.choices = [("", _l("All rubriques")), *options(tree, known)]
        self.age.choices = [
            ("", _l("Any age")),
            ("6-mois", _l("6 months")),
            ("1-an", _l("1 year")),
            ("2-ans", _l("2 years")),
            ("5-ans", _l("5 years")),
        ]

    def wanted(self, tab: Tab, tree: Sequence[Node], now: datetime) -> Filter:
        """Return what a valid form asks for."""
        author = self.author.data or ""
        chosen = int(self.rubrique.data) if self.rubrique.data else None
        until: date | None = self.until.data
        return Filter(
            tab=tab,
            rubriques=None if chosen is None else frozenset(with_all_below(tree, chosen)),
            mine=author.casefold() in MYSELF,
            author="" if author.casefold() in MYSELF else author,
            since=first_moment(self.since.data) if self.since.data else None,
            until=first_moment(until + timedelta(days=1)) if until else None,
            words=self.q.data or "",
            without_picture=self.without_picture.data,
            unchanged_since=now - timedelta(days=AGES[self.age.data]) if self.age.data else None,
        )

    def at_work(self) -> Iterator[tuple[str, str]]:
        """Yield the filters that narrow the list: the name in the address, and in words."""
        if self.q.data:
            yield "q", _("“%(words)s”", words=self.q.data)
        if self.rubrique.data:
            yield "rubrique", _chosen(self.rubrique).strip(INDENT)
        if self.author.data:
            yield "auteur", _("Author: %(name)s", name=self.author.data)
        if self.since.data:
            yield "depuis", _("From %(day)s", day=long_date(self.since.data))
        if self.until.data:
            yield "jusque", _("Until %(day)s", day=long_date(self.until.data))
        if self.age.data:
            yield "age", _("Older than %(age)s", age=_chosen(self.age))
        if self.without_picture.data:
            yield "sans-illustration", _("Without illustration")


def _chosen(field: SelectField) -> str:
    return next(str(choice[1]) for choice in field.iter_choices() if choice[2])


def options(tree: Sequence[Node], known: Collection[int]) -> Iterator[tuple[str, str]]:
    """Yield the known rubriques and those on the way to them, depth first."""
    parents = {node.id: node.parent_id for node in tree}
    shown: set[int | None] = set()
    for id_ in known:
        way: int | None = id_
        while way is not None and way not in shown:
            shown.add(way)
            way = parents[way]

    def below(parent: int | None, depth: int) -> Iterator[tuple[str, str]]:
        for node in tree:
            if node.parent_id == parent and node.id in shown:
                yield str(node.id), INDENT * depth + node.name
                yield from below(node.id, depth + 1)

    yield from below(None, 0)
