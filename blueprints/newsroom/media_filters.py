"""What narrows the media library: a form whose answers stand in the address."""

from collections.abc import Collection, Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, SearchField, SelectField
from wtforms.validators import Length

from app.forms import ChoiceField, Readable
from app.models import MediaKind
from app.queries.library import MediaFilter, Sort, Tab
from blueprints.newsroom.media_words import KINDS

NAMES = ("q", "type", "sans-licence", "sans-texte", "personnes", "autorisation", "inutilises")
"""The filters, by their names in the address."""
KIND_WORDS = {
    "image": MediaKind.PICTURE,
    "son": MediaKind.AUDIO,
    "video": MediaKind.VIDEO,
    "sous-titres": MediaKind.CAPTIONS,
    "document": MediaKind.DOCUMENT,
}
PEOPLE = {"oui": True, "non": False}
UNSAID = "non-dit"
NEWEST_FIRST = f"-{Sort.ADDED}"


class MediaFilterForm(Form):
    """The filters of the library; names are those of the address."""

    q = SearchField(
        _l("Title, keyword, file name"),
        [Length(max=200, message=_l("200 characters at most. Keep a few words.")), Readable()],
    )
    kind = ChoiceField(_l("Kind of file"), name="type", default="")
    people = ChoiceField(_l("Recognisable people"), name="personnes", default="")
    sort = ChoiceField(_l("Order"), name="tri", default=NEWEST_FIRST)
    without_licence = BooleanField(_l("Licence missing"), name="sans-licence")
    without_alt = BooleanField(_l("Alternative text missing"), name="sans-texte")
    consent_ends = BooleanField(_l("Permission ends within 60 days, or is over"),
                                name="autorisation")  # fmt: skip
    unused = BooleanField(_l("Used nowhere"), name="inutilises")

    def offer(self) -> None:
        """Fill the lists to choose from."""
        words = {kind: word for word, kind in KIND_WORDS.items()}
        kinds = [(words[kind], said) for kind, (said, _icon) in KINDS.items()]
        self.kind.choices = [("", _l("All kinds")), *kinds]
        self.people.choices = [
            ("", _l("All")),
            ("oui", _l("Yes")),
            ("non", _l("No")),
            (UNSAID, _l("Not said yet")),
        ]
        self.sort.choices = [
            (NEWEST_FIRST, _l("The latest first")),
            (str(Sort.ADDED), _l("The oldest first")),
            (str(Sort.TITLE), _l("By title")),
            (f"-{Sort.SIZE}", _l("The largest first")),
        ]

    def wanted(self, tab: Tab, kinds: Collection[MediaKind] | None = None) -> MediaFilter:
        """Return what a valid form asks for, within some kinds."""
        if self.kind.data:
            kinds = frozenset({KIND_WORDS[self.kind.data]}) & frozenset(kinds or MediaKind)
        return MediaFilter(
            tab=tab,
            words=self.q.data or "",
            kinds=kinds,
            without_licence=self.without_licence.data,
            without_alt=self.without_alt.data,
            people=PEOPLE.get(self.people.data),
            people_unsaid=self.people.data == UNSAID,
            consent_ends=self.consent_ends.data,
            unused=self.unused.data,
        )

    def order(self) -> tuple[Sort, bool]:
        """Return what a valid form sorts by, and whether it falls."""
        return Sort(self.sort.data.removeprefix("-")), self.sort.data.startswith("-")

    def at_work(self) -> Iterator[tuple[str, str]]:
        """Yield the filters that narrow the list: the name in the address, and in words."""
        if self.q.data:
            yield "q", _("“%(words)s”", words=self.q.data)
        if self.kind.data:
            yield "type", _chosen(self.kind)
        if self.people.data:
            yield "personnes", _("Recognisable people: %(answer)s", answer=_chosen(self.people))
        for switch in (self.without_licence, self.without_alt, self.consent_ends, self.unused):
            if switch.data:
                yield switch.name, switch.label.text


def _chosen(field: SelectField) -> str:
    return next(str(choice[1]) for choice in field.iter_choices() if choice[2])
