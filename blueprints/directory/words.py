"""What the directory tells, in words."""

from flask_babel import gettext as _

from app.queries.person_facts import Facts
from app.rules.audience import Guardianship
from app.wording import duty_name, held_function_name


def what_one_does(facts: Facts, title: str | None) -> str:
    """Return what somebody does in the school: functions, title and duties."""
    functions = [held_function_name(one) for one in facts.functions]
    duties = [duty_name(one) for one in facts.duties]
    return " · ".join(functions + ([title] if title else []) + duties)


def tie_names() -> dict[Guardianship, str]:
    """Return what each kind of tie makes of an adult (guide p. 40)."""
    return {
        Guardianship.LEGAL: _("Legal guardian"),
        Guardianship.IN_CHARGE: _("Person in charge"),
        Guardianship.COMPANION: _("Accompanying adult"),
    }
