"""What narrows the check of all that is online: a form whose answers stand in the address."""

from collections.abc import Callable, Collection, Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, SelectField

from app.forms import ChoiceField
from app.queries.online_check import Tab, Wanted
from app.rules.tree import with_all_below
from app.rules.visibility import Node, Visibility
from app.text.kinds import Kind
from app.tree import INDENT
from blueprints.newsroom.filters import options
from blueprints.newsroom.finding_words import WORDS


class OnlineFilterForm(Form):
    """The filters of the list; names are those of the address."""

    rubrique = ChoiceField(_l("Rubrique"), default="")
    kind = ChoiceField(_l("What was found"), name="faute", default="")
    public_only = BooleanField(_l("Public rubriques only"), name="publiques")

    def offer(self, tree: Sequence[Node], known: Collection[int]) -> None:
        """Let the list be narrowed to one of the known rubriques, and to one kind of finding."""
        self.rubrique.choices = [("", _l("All rubriques")), *options(tree, known)]
        kinds = [(str(kind), title) for kind, (title, _advice) in WORDS.items()]
        self.kind.choices = [("", _l("All remarks")), *kinds]

    def wanted(self, tab: Tab, tree: Sequence[Node]) -> Wanted:
        """Return what a valid form asks for."""
        chosen = {node.id for node in tree}
        if self.rubrique.data:
            chosen &= set(with_all_below(tree, int(self.rubrique.data)))
        if self.public_only.data:
            chosen &= {node.id for node in tree if node.visibility is Visibility.PUBLIC}
        kind = Kind(self.kind.data) if self.kind.data else None
        return Wanted(tab, frozenset(chosen), kind)

    def at_work(self, without: Callable[..., str]) -> Iterator[tuple[str, str]]:
        """Yield the filters that narrow the list: in words, and the address without each."""
        if self.rubrique.data:
            yield _chosen(self.rubrique).strip(INDENT), without(rubrique=None)
        if self.kind.data:
            yield _chosen(self.kind), without(faute=None)
        if self.public_only.data:
            yield _("Public rubriques only"), without(publiques=None)


def _chosen(field: SelectField) -> str:
    return next(str(choice[1]) for choice in field.iter_choices() if choice[2])
