"""Under which terms a work may be shown (guide p. 7, the table of Creative Commons licences)."""

from dataclasses import dataclass
from enum import StrEnum


class Licence(StrEnum):
    """The six Creative Commons licences, the public domain, and the two answers of a school.

    The values are SPDX identifiers where there is one.
    """

    BY = "CC-BY-4.0"
    BY_SA = "CC-BY-SA-4.0"
    BY_ND = "CC-BY-ND-4.0"
    BY_NC = "CC-BY-NC-4.0"
    BY_NC_SA = "CC-BY-NC-SA-4.0"
    BY_NC_ND = "CC-BY-NC-ND-4.0"
    CC0 = "CC0-1.0"
    ALL_RIGHTS = "all-rights-reserved"
    """The author keeps all rights and has allowed this use."""
    TEACHING = "teaching-exception"
    """Shown to a class without having asked the author (CPI art. L. 122-5): never to everybody."""


@dataclass(frozen=True)
class Terms:
    """What a licence asks of who shows a work."""

    needs_credit: bool = True
    may_be_public: bool = True


TERMS: dict[Licence, Terms] = {
    Licence.BY: Terms(),
    Licence.BY_SA: Terms(),
    Licence.BY_ND: Terms(),
    Licence.BY_NC: Terms(),
    Licence.BY_NC_SA: Terms(),
    Licence.BY_NC_ND: Terms(),
    Licence.CC0: Terms(needs_credit=False),
    Licence.ALL_RIGHTS: Terms(),
    Licence.TEACHING: Terms(may_be_public=False),
}
