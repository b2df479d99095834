"""Guardians who may be there twice: told, never merged (the académie's directory mends them)."""

from typing import Any

from app.directory.arrival import Arrival
from app.rules.audience import Function
from app.text.stems import fold


def duplicate_guardians(arrival: Arrival) -> list[dict[str, Any]]:
    """Return those of one name who have a child or a mail address in common, by name.

    This is asked before the ties of an arrival are used up by a comparison.
    """
    named: dict[str, list[int]] = {}
    for place, one in enumerate(arrival.people):
        if Function.TUT in one.functions:
            named.setdefault(fold(f"{one.last_name} {one.first_name}"), []).append(place)
    alike = {name: places for name, places in named.items() if len(places) > 1}
    children = arrival.children({place for places in alike.values() for place in places})
    found = []
    for _name, places in sorted(alike.items()):
        for number, first in enumerate(places):
            for second in places[number + 1 :]:
                shared = children[first] & children[second]
                mail = arrival.people[first].email.lower()
                same_mail = bool(mail) and mail == arrival.people[second].email.lower()
                if shared or same_mail:
                    one, other = arrival.people[first], arrival.people[second]
                    found.append(
                        {
                            "name": f"{one.first_name} {one.last_name}",
                            "ids": [one.external_id, other.external_id],
                            "children": [
                                f"{arrival.people[place].first_name}"
                                f" {arrival.people[place].last_name}"
                                for place in sorted(shared)
                            ],
                        }
                    )
    return found
