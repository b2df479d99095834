"""Services that many schools use: each fills the form, the school's own address is asked for."""

from flask_babel import gettext as _

from app.actions.services import ServiceSettings
from app.rules.audience import MEMBERS

PUPILS, TEACHERS, STAFF = "profile:pupil", "profile:teacher", "profile:staff"


def presets() -> dict[str, tuple[str, ServiceSettings]]:
    """Return what each preset is called, and what it fills in, by the word of its address."""
    life, resources, guidance = _("School life"), _("Learning resources"), _("Guidance")
    avenirs = "https://app.avenirs.onisep.fr/authentification"
    explore = _("Prepare one's choices after collège")
    return {
        "pronote": (
            "Pronote",
            ServiceSettings("Pronote", "", life, "notebook-pen",
                            _("Marks, absences, homework"), True, [MEMBERS]),
        ),
        "gar": (
            _("GAR Médiacentre"),
            ServiceSettings(_("GAR Médiacentre"), "https://gar.education.fr/", resources, "library",
                            _("Digital textbooks and resources"), True, [PUPILS, TEACHERS]),
        ),
        "elea": (
            "Éléa",
            ServiceSettings("Éléa", "", resources, "puzzle",
                            _("Courses to follow online"), True, [PUPILS, TEACHERS, STAFF]),
        ),
        "avenirs-eleves": (
            _("Avenir(s), pupils"),
            ServiceSettings("Avenir(s)", f"{avenirs}/educonnect", guidance, "compass",
                            explore, True, [PUPILS]),
        ),
        "avenirs-enseignants": (
            _("Avenir(s), teachers"),
            ServiceSettings("Avenir(s)", f"{avenirs}/hubagent", guidance, "compass",
                            _("Accompany pupils’ choices"), True, [TEACHERS]),
        ),
    }  # fmt: skip
