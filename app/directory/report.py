"""What a dry run shows: counts, and the first of each kind by name; plain values, kept as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.directory.arrival import Arrival, ComingPerson
from app.directory.plan import Plan
from app.rules.audience import PROFILE_OF, Duty, user_key

SHOWN = 100
"""Of each kind; the counts tell of all."""
MUCH = 10
"""Hundredths of a profile, or of memberships or ties: more of it going is asked about once more."""

Uses = Mapping[str, Mapping[str, int]]
Report = dict[str, Any]


def report_of(
    arrival: Arrival,
    plan: Plan,
    duplicates: Sequence[dict[str, Any]],
    uses: Uses,
    duties: Mapping[int, Sequence[Duty]],
) -> Report:
    """Put a plan into plain values; `uses` say where keys are used."""
    known = {id_: place for place, id_ in enumerate(plan.person_ids) if id_ in plan.changed}
    changed_ids = list(plan.changed)[:SHOWN]
    new_people = plan.new_people
    return {
        "counts": _counts(arrival, plan, len(new_people)),
        "added": [_person(arrival.people[place]) for place in new_people[:SHOWN]],
        "changed": [
            _person(arrival.people[known[id_]])
            | {"id": id_, "fields": [[name, *pair] for name, pair in plan.changed[id_].items()]}
            for id_ in changed_ids
        ],
        "leaving": [
            {
                "id": one.id,
                "name": one.name,
                "profiles": sorted(one.profiles),
                "duties": [str(duty) for duty in duties.get(one.id, ())],
            }
            for one in sorted(plan.leaving, key=lambda one: (one.id not in duties, one.id))[:SHOWN]
        ],
        "returning": [_person(arrival.people[place]) for place in plan.returning[:SHOWN]],
        "profiles": {
            profile: {"known": plan.known[profile], "leaving": plan.lost[profile]}
            for profile in sorted(plan.lost)
        },
        "bonds": {
            name: {"known": plan.known_bonds[name], "leaving": lost}
            for name, lost in plan.lost_bonds.items()
            if lost
        },
        "new_groups": [arrival.groups[place].name for place in plan.new_groups[:SHOWN]],
        "ended_groups": [one.name for one in plan.ended[:SHOWN]],
        "returning_groups": [arrival.groups[one].name for one in plan.returning_groups[:SHOWN]],
        "changed_groups": [
            {"name": plan.group_names[id_], "fields": [[name, *pair] for name, pair in one.items()]}
            for id_, one in list(plan.changed_groups.items())[:SHOWN]
        ],
        "renames": [rename._asdict() for rename in plan.renames[:SHOWN]],
        "duplicates": list(duplicates[:SHOWN]),
        "rights": list(_rights(arrival, plan, uses))[:SHOWN],
        "nothing": plan.does_nothing,
    }


def leaves_much(report: Report) -> list[str]:
    """Return the profiles of which so many leave that it is asked once more."""
    return _much_of(report["profiles"])


def ends_much(report: Report) -> list[str]:
    """Return "memberships" and "ties" when so many end that it is asked once more."""
    return _much_of(report.get("bonds", {}))


def _much_of(found: Mapping[str, Mapping[str, int]]) -> list[str]:
    return [
        name for name, counts in found.items() if counts["leaving"] * 100 > counts["known"] * MUCH
    ]


def _counts(arrival: Arrival, plan: Plan, new_people: int) -> dict[str, int]:
    return {
        "people": len(arrival.people),
        "groups": len(arrival.groups),
        "added": new_people,
        "changed": len(plan.changed),
        "leaving": len(plan.leaving),
        "returning": len(plan.returning),
        "new_groups": len(plan.new_groups),
        "changed_groups": len(plan.changed_groups),
        "ended_groups": len(plan.ended),
        "returning_groups": len(plan.returning_groups),
        "joining": len(plan.joining),
        "parting": len(plan.parting),
        "tied": len(plan.tied),
        "retied": len(plan.retied),
        "untied": len(plan.untied),
    }


def _person(one: ComingPerson) -> dict[str, Any]:
    return {
        "name": f"{one.first_name} {one.last_name}",
        "external_id": one.external_id,
        "profiles": sorted({PROFILE_OF[function] for function in one.functions}),
    }


def _rights(arrival: Arrival, plan: Plan, uses: Uses) -> Iterator[dict[str, Any]]:
    """Yield the people and groups whose keys are used somewhere, and whose holders change."""
    for person in plan.leaving:
        if found := uses.get(user_key(person.id)):
            yield {"name": person.name, "what": "leaves", "joining": 0, "parting": 1, **found}
    joined = _joined(arrival, plan)
    parted = Counter(group_id for _person_id, group_id, _part in plan.parting)
    for group_id, number in list(parted.items()):
        if group_id in plan.levels:
            parted[plan.levels[group_id]] += number
    ended = {group.id for group in plan.ended}
    for group_id in sorted(ended | joined.keys() | parted.keys()):
        if found := _of_group(group_id, uses):
            yield {
                "name": plan.group_names.get(group_id, ""),
                "what": "ends" if group_id in ended else "changes",
                "joining": joined[group_id],
                "parting": parted[group_id],
                **found,
            }


def _joined(arrival: Arrival, plan: Plan) -> Counter[int]:
    """Count who comes into each known group; into a level by its classes, also by new ones."""
    joined: Counter[int] = Counter()
    for place, number in Counter(arrival.membership_of(one)[1] for one in plan.joining).items():
        joined[plan.group_ids[place]] += number
        level = arrival.group_at.get(arrival.groups[place].level)
        if level is not None:
            joined[plan.group_ids[level]] += number
    return joined


def _of_group(group_id: int, uses: Uses) -> dict[str, int]:
    total: Counter[str] = Counter()
    for key, found in uses.items():
        if key.startswith(f"group:{group_id}/"):
            total.update(found)
    return dict(total)


def taken(values: Iterable[str], renames: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return the groups that are one with a new one, of those that were proposed."""
    chosen = set(values)
    return {one["external_id"]: one["group_id"] for one in renames if one["external_id"] in chosen}
