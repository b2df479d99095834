"""The pages of the settings of the site, as `desk_pages.py` holds those of the desk."""

from tests.sights import HEAD, TEACHER, Sight


def _section(word: str, login: str = HEAD, status: int = 200) -> Sight:
    return Sight("site.settings_section", login, {"name": word}, status)


SIGHTS = {
    "settings": Sight("site.settings"),
    "settings closed": Sight("site.settings", TEACHER, status=403),
    "settings of the school": _section("etablissement"),
    "settings of the legal notice": _section("mentions-legales"),
    "settings of personal data": _section("donnees-personnelles"),
    "settings of accessibility": _section("accessibilite"),
    "settings of limits": _section("limites"),
    "appearance": Sight("site.appearance"),
}
