"""Who of a profile sees a link of the menu of services."""

from app.rules.audience import PROFILE_OF, Function, Part, Profile
from app.rules.see_as import PROFILE_OF_PART


def some_may_hold(profile: Profile, key: str) -> bool:
    """Tell whether a key that not all of a profile hold may be held by some of them.

    Another profile's key may not, nor its side of a group; a person's key may be anybody's.
    """
    kind, _, name = key.partition(":")
    if kind == "profile":
        return name == profile
    elif kind == "function":
        return PROFILE_OF[Function(name)] is profile
    elif kind == "group":
        return PROFILE_OF_PART.get(Part(name.partition("/")[2]), profile) is profile
    elif kind == "duty":
        return profile not in (Profile.PUPIL, Profile.PARENT)
    else:
        return True
