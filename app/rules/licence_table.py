"""What the six Creative Commons licences allow and ask (guide p. 7, row by row)."""

from typing import NamedTuple

from app.rules.licences import Licence


class Rights(NamedTuple):
    """The columns of the guide's table."""

    use: bool
    commercial_use: bool
    changes: bool
    share_alike: bool
    names_author: bool


RIGHTS: dict[Licence, Rights] = {
    Licence.BY: Rights(True, True, True, False, True),
    Licence.BY_ND: Rights(True, True, False, False, True),
    Licence.BY_NC: Rights(True, False, True, False, True),
    Licence.BY_NC_ND: Rights(True, False, False, False, True),
    Licence.BY_NC_SA: Rights(True, False, True, True, True),
    Licence.BY_SA: Rights(True, True, True, True, True),
}
