"""Licences in words, and where each is explained: printed with every picture (guide p. 7)."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.rules.licences import Licence

LABELS: Mapping[Licence, LazyString] = {
    Licence.BY: _l("CC BY 4.0"),
    Licence.BY_SA: _l("CC BY-SA 4.0"),
    Licence.BY_ND: _l("CC BY-ND 4.0"),
    Licence.BY_NC: _l("CC BY-NC 4.0"),
    Licence.BY_NC_SA: _l("CC BY-NC-SA 4.0"),
    Licence.BY_NC_ND: _l("CC BY-NC-ND 4.0"),
    Licence.CC0: _l("CC0 (public domain)"),
    Licence.ALL_RIGHTS: _l("All rights reserved"),
    Licence.TEACHING: _l("Teaching exception"),
}

PAGES: Mapping[Licence, str] = {
    licence: f"https://creativecommons.org/licenses/{words}/4.0/deed.fr"
    for licence, words in {
        Licence.BY: "by",
        Licence.BY_SA: "by-sa",
        Licence.BY_ND: "by-nd",
        Licence.BY_NC: "by-nc",
        Licence.BY_NC_SA: "by-nc-sa",
        Licence.BY_NC_ND: "by-nc-nd",
    }.items()
} | {Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"}
"""The page in French that explains a licence; the answers of a school have none."""
