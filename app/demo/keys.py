"""Turn the names that the demo's data uses for people and groups into stored keys."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.rules.audience import Part, group_key, user_key


@dataclass(frozen=True)
class Keys:
    """The ids of groups by their keys and of people by their logins."""

    groups: Mapping[str, int]
    people: Mapping[str, int]

    def resolve(self, key: str) -> str:
        """Return the stored key of `group:<key>/<part>` or `user:<login>`; others as they are.

        Raises KeyError for a group or a person that is not there.
        """
        kind, _, name = key.partition(":")
        if kind == "group":
            group, _, part = name.rpartition("/")
            return group_key(self.groups[group], Part(part))
        if kind == "user":
            return user_key(self.people[name])
        return key
