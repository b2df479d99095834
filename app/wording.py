"""Roles, rights, keys and severities in words, the same on every page."""

from flask_babel import gettext as _
from flask_babel import pgettext

from app.models import GroupKind
from app.queries.key_names import KeyNames
from app.rules.announcements import Severity
from app.rules.audience import Duty, Function, Part, Profile
from app.rules.roles import Role
from app.rules.see_as import Look
from app.rules.site_rights import Right


def role_name(role: Role | None) -> str:
    """Return what a role is called (guide p. 41)."""
    if role is None:
        return str(_("No role"))
    words: dict[Role, str] = {
        Role.VISITOR: _("Visitor"),
        Role.WRITER: _("Writer"),
        Role.PUBLISHER: _("Writer who publishes"),
        Role.MODERATOR: _("Moderator"),
        Role.MANAGER: _("Manager"),
    }
    return words[role]


def right_name(right: Right) -> str:
    """Return what a right on the site is called."""
    words: dict[Right, str] = {
        Right.COMPOSE: _("Compose the home page"),
        Right.COMPOSE_PERSONAL: _("Compose the personal page"),
        Right.SETTINGS: _("Change the settings of the site"),
        Right.DIRECTORY: _("Manage the directory"),
        Right.SERVICES: _("Manage services and links"),
        Right.JOURNAL: _("Read the journal"),
        Right.SEE_AS: _("See the whole site as others do"),
        Right.ANNOUNCE: _("Announce to any class or level"),
        Right.APPROVE_ANNOUNCEMENTS: _("Approve announcements"),
    }
    return words[right]


def profile_name(profile: Profile) -> str:
    """Return what a profile is called."""
    words: dict[Profile, str] = {
        Profile.PUPIL: _("Pupils"),
        Profile.PARENT: _("Parents"),
        Profile.TEACHER: _("Teachers"),
        Profile.STAFF: _("Staff who do not teach"),
        Profile.LOCAL_AUTHORITY: _("Staff of the local authority"),
        Profile.OTHER: _("Guests"),
    }
    return words[profile]


def profile_of_one(profile: Profile) -> str:
    """Return what one person of a profile is called."""
    words: dict[Profile, str] = {
        Profile.PUPIL: _("Pupil"),
        Profile.PARENT: _("Parent"),
        Profile.TEACHER: _("Teacher"),
        Profile.STAFF: _("Staff member"),
        Profile.LOCAL_AUTHORITY: _("Local authority"),
        Profile.OTHER: _("Guest"),
    }
    return words[profile]


def group_kind_name(kind: GroupKind) -> str:
    """Return what a group of a kind is called."""
    words: dict[GroupKind, str] = {
        GroupKind.LEVEL: _("Level"),
        GroupKind.CLASS: _("Class"),
        GroupKind.TEACHING: _("Teaching group"),
        GroupKind.FREE: _("Free group"),
    }
    return words[kind]


def part_name(part: Part) -> str:
    """Return what the people on one side of a group are called."""
    words: dict[Part, str] = {
        Part.PUPIL: _("Pupils"),
        Part.TEACHER: _("Teachers"),
        Part.PARENT: _("Parents"),
        Part.COMPANION: _("Accompanying adults"),
        Part.MEMBER: _("Members"),
    }
    return words[part]


def function_name(function: Function) -> str:
    """Return what a function is called."""
    words: dict[Function, str] = {
        Function.ELV: _("Pupils (by function)"),
        Function.TUT: _("Guardians (by function)"),
        Function.ENS: _("Teachers, without the librarian"),
        Function.DOC: _("Librarians"),
        Function.DIR: _("Management"),
        Function.EVS: _("School life staff"),
        Function.ETA: _("Administrative, technical, health and social staff"),
        Function.ACA: _("Staff of the académie"),
        Function.COL: _("Staff of the département or région"),
    }
    return words[function]


def held_function_name(function: Function) -> str:
    """Return what one person does in the school, by function."""
    words: dict[Function, str] = {
        Function.ELV: _("Pupil"),
        Function.TUT: _("Guardian of a pupil"),
        Function.ENS: _("Teaching"),
        Function.DOC: _("Teaching, school library"),
        Function.DIR: _("Management"),
        Function.EVS: _("School life"),
        Function.ETA: _("Administration, technical, health and social services"),
        Function.ACA: _("Académie"),
        Function.COL: _("Département or région"),
    }
    return words[function]


def duty_name(duty: Duty) -> str:
    """Return what those are called who are in charge of something."""
    words: dict[Duty, str] = {
        Duty.HEAD: _("Head of the school"),
        Duty.DEPUTY: _("Deputy head"),
        Duty.ADMIN: _("Administrators"),
        Duty.CPE: _("CPE"),
        Duty.NURSE: _("Nurse"),
        Duty.PSYCHOLOGIST: _("School psychologist"),
        Duty.BURSAR: _("Bursar"),
        Duty.SECRETARIAT: _("Secretariat"),
        Duty.DIGITAL_LEAD: _("Digital lead"),
        Duty.MAIL_MODERATOR: _("Moderators of the messages"),
        Duty.PARENT_DELEGATE: _("Delegates of the parents"),
    }
    return words[duty]


def group_kinds_name(kind: GroupKind) -> str:
    """Return what the groups of a kind are called."""
    words: dict[GroupKind, str] = {
        GroupKind.LEVEL: _("Levels"),
        GroupKind.CLASS: _("Classes"),
        GroupKind.TEACHING: _("Teaching groups"),
        GroupKind.FREE: _("Free groups"),
    }
    return words[kind]


def part_of_group(part: Part, name: str, kind: GroupKind) -> str:
    """Return what one side of a group is called: pupils of 4B, of the level 3e, of a group."""
    group = of_group(name, kind)
    words: dict[Part, str] = {
        Part.PUPIL: _("Pupils %(of_group)s", of_group=group),
        Part.TEACHER: _("Teachers %(of_group)s", of_group=group),
        Part.PARENT: _("Parents %(of_group)s", of_group=group),
        Part.COMPANION: _("Accompanying adults %(of_group)s", of_group=group),
        Part.MEMBER: _("Members %(of_group)s", of_group=group),
    }
    return words[part]


def in_group(name: str, kind: GroupKind) -> str:
    """Return where somebody is who is in a group: in 4B, in 3e, in the group of a club."""
    if kind is GroupKind.CLASS:
        return str(_("in %(group)s", group=name))
    elif kind is GroupKind.LEVEL:
        return str(_("in %(group)s", group=_bare(name, _("Level"))))
    return str(_("in the group %(group)s", group=_bare(name, _("Group"))))


def of_group(name: str, kind: GroupKind) -> str:
    """Return whose those are who are in a group: of 4B, of the level 3e, of the group of a club."""
    if kind is GroupKind.CLASS:
        return str(_("of %(group)s", group=name))
    elif kind is GroupKind.LEVEL:
        return str(_("of the level %(group)s", group=_bare(name, _("Level"))))
    return str(_("of the group %(group)s", group=_bare(name, _("Group"))))


def _bare(name: str, word: str) -> str:
    """Return a name without the word that a sentence puts before it: "3e" of "Niveau 3e"."""
    first, _space, rest = name.partition(" ")
    return rest if rest and first.casefold() == word.casefold() else name


def severity_name(severity: Severity) -> str:
    """Return what an announcement of a severity is called (guide p. 12)."""
    words: dict[Severity, str] = {
        Severity.ALERT: pgettext("announcement", "Alert"),
        Severity.WARNING: pgettext("announcement", "Warning"),
        Severity.INFO: pgettext("announcement", "Information"),
    }
    return words[severity]


def key_in_words(key: str, names: KeyNames) -> str:
    """Return whom a key names; what was deleted is said to be so."""
    kind, _colon, name = key.partition(":")
    try:
        if kind == "profile":
            return profile_name(Profile(name))
        elif kind == "function":
            return function_name(Function(name))
        elif kind == "duty":
            return duty_name(Duty(name))
        elif kind == "group":
            id_, _slash, part = name.partition("/")
            return part_of_group(Part(part), *names.groups[int(id_)])
        elif kind == "user":
            return names.people[int(name)]
    except (ValueError, KeyError):
        if kind == "group" and not names.knows_all:
            return str(_("A group that you do not see"))
        return str(_("Somebody who is no longer in the directory"))
    return str(_("Visitors") if kind == "public" else _("Everybody who is signed in"))


def look_in_words(look: Look, names: KeyNames) -> str:
    """Return as whom the site is looked at, and where if not everywhere."""
    whom = key_in_words(look.key, names)
    if look.rubrique_id is None:
        return whom
    rubrique = names.rubriques.get(look.rubrique_id, "")
    return str(_("%(whom)s, in %(rubrique)s", whom=whom, rubrique=rubrique))
