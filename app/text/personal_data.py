"""Personal data in a text: addresses, telephone numbers, full names (guide p. 6)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.text.kinds import Kind
from app.text.names import NameIndex
from app.text.stems import fold

_SPACE = " \u00a0\u202f"
_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b")
_PHONE = re.compile(
    rf"(?<![\d+])(?:(?:\+|00)33[{_SPACE}.\-]?(?:\(0\)[{_SPACE}.\-]?)?|0)"
    rf"[1-9](?:[{_SPACE}.\-/]?[0-9]{{2}}){{4}}(?!\d)"
)
_WAYS = (
    "rue avenue av. boulevard bd bd. boul. chemin chem. impasse imp. allée allées ruelle sentier "
    "faubourg esplanade venelle rond-point lieu-dit lotissement résidence"
)
_OTHER_WAYS = (
    "place pl. cours passage quai route rte square promenade montée voie villa cité clos hameau "
    "côte mail traverse domaine"
)
_LINK_WORD = r"(?:(?:de|du|des|la|le|les|et|en|sur|sous|aux?|à)[%(s)s]|[dl]['’])"
_NAME = r"(?:(?-i:[^\W\d_a-zà-öø-ÿ])[\w'’.-]*)"


def _either(ways: str) -> str:
    return "|".join(re.escape(way) for way in ways.split())


def _address_pattern() -> re.Pattern[str]:
    # A number that is an hour or a date's end is none of a house: "à 10 h 30, place du Pont".
    s = _SPACE
    link = _LINK_WORD % {"s": s}
    named = rf"(?:{link}){{0,3}}{_NAME}(?:[{s}]{link}{{0,3}}{_NAME}|[{s}]{_NAME}){{0,5}}"
    plain = rf"(?:{link}){{0,3}}[\w'’.-]+"
    town = rf"(?:[,{s}\t–-]{{1,3}}[0-9]{{5}}(?:[{s}]{named})?)?"
    number = rf"(?<![\w:/.,])(?<!\bh[{s}])[0-9]{{1,4}}(?:[{s}]?(?:bis|ter|quater|[a-d])\b)?,?[{s}]"
    return re.compile(
        rf"{number}(?:(?:{_either(_WAYS)})[{s}](?:{named}|{plain})"
        rf"|(?:{_either(_OTHER_WAYS)})[{s}]{named}){town}",
        re.IGNORECASE,
    )


_ADDRESS = _address_pattern()
_WORDS = re.compile(r"[^\W_]+")


class Found(NamedTuple):
    """Personal data at a place of a text; `key` is the same however it is written."""

    kind: Kind
    start: int
    end: int
    key: str
    short: str = ""


@dataclass(frozen=True)
class Allowed:
    """What belongs to the school itself, by its keys: no personal data."""

    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def holds(self, kind: Kind, key: str) -> bool:
        """Tell whether this is the school's own; a place also with its town behind it."""
        if kind is Kind.MAIL_ADDRESS:
            return key in self.mails
        elif kind is Kind.PHONE_NUMBER:
            return key in self.phones
        elif kind is Kind.POSTAL_ADDRESS:
            return any(_is_at(key, place) for place in self.places)
        else:
            return False


NOTHING = Allowed()


def allowed_in(mails: Iterable[str], phones: Iterable[str], places: Iterable[str]) -> Allowed:
    """Return what belongs to the school, as it is written in its settings."""
    return Allowed(
        frozenset(mail.casefold() for mail in mails if mail),
        frozenset(_phone_key(phone) for phone in phones if phone),
        frozenset(_place_key(place) for place in places if _place_key(place)),
    )


def personal_data(text: str, names: NameIndex | None, allowed: Allowed = NOTHING) -> list[Found]:
    """Return the personal data in a text that is not the school's own, in order, none twice."""
    found: list[Found] = []
    for one in sorted(_all(text, names), key=lambda one: (one.start, -one.end)):
        if found and one.start < found[-1].end:
            continue
        if not allowed.holds(one.kind, one.key):
            found.append(one)
    return found


def contact_of(address: str) -> tuple[Kind, str] | None:
    """Return what a link of mail or telephone tells, and its key."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto" and (mail := _MAIL.match(rest)):
        return Kind.MAIL_ADDRESS, mail[0].casefold()
    elif scheme.lower() == "tel" and (phone := _PHONE.match(rest)):
        return Kind.PHONE_NUMBER, _phone_key(phone[0])
    else:
        return None


def _all(text: str, names: NameIndex | None) -> Iterator[Found]:
    if "@" in text:
        for mail in _MAIL.finditer(text):
            yield Found(Kind.MAIL_ADDRESS, mail.start(), mail.end(), mail[0].casefold())
    for phone in _PHONE.finditer(text):
        yield Found(Kind.PHONE_NUMBER, phone.start(), phone.end(), _phone_key(phone[0]))
    for place in _ADDRESS.finditer(text):
        end = place.start() + len(place[0].rstrip(".-'’"))
        yield Found(Kind.POSTAL_ADDRESS, place.start(), end, _place_key(place[0]))
    for name in names.find(text) if names is not None else ():
        yield Found(Kind.PERSON_NAMED, name.start, name.end, name.key, name.short)


def _is_at(key: str, place: str) -> bool:
    """Tell whether an address is a place, with or without its postcode and town."""
    rest = key.removeprefix(place)
    return key.startswith(place) and (not rest or rest[:2].strip().isdigit())


def _phone_key(phone: str) -> str:
    digits = "".join(sign for sign in phone if sign.isdigit())
    for prefix in ("0033", "33"):
        if digits.startswith(prefix) and len(digits) > 10:
            digits = "0" + digits[len(prefix) :].removeprefix("0")
    return digits


def _place_key(place: str) -> str:
    return " ".join(_WORDS.findall(fold(place)))
