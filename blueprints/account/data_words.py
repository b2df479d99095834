"""What is held about a person, in words: names of parts and columns, and their values."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.journal_words import action_words, subject_words
from app.rules.audience import Duty, Function
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.templating import clock_time, long_date
from app.wording import duty_name, held_function_name, right_name, role_name

PARTS: Mapping[str, LazyString] = {
    "compte": _l("Account and preferences"),
    "fonctions": _l("Functions"),
    "responsabilites": _l("In charge of"),
    "groupes": _l("Classes and groups"),
    "groupes-geres": _l("Groups that I look after"),
    "enfants": _l("Pupils to whom I am tied"),
    "adultes": _l("Adults who are tied to me"),
    "roles": _l("Roles given to me by name"),
    "droits": _l("Rights given to me by name"),
    "articles": _l("My articles"),
    "textes": _l("Texts that I wrote"),
    "copies-de-travail": _l("What I typed and did not save"),
    "annonces": _l("Announcements that I wrote"),
    "evenements": _l("Events that I wrote"),
    "fichiers": _l("Files that I sent"),
    "decisions": _l("What I approved or refused"),
    "annonces-decidees": _l("Announcements that I approved or refused"),
    "evenements-decides": _l("Events that I approved or refused"),
    "confirmations": _l("Findings of the check that I confirmed"),
    "liens-d-apercu": _l("Preview links that I made"),
    "lots": _l("Changes of many articles"),
    "imports": _l("Imports of the directory"),
    "compositions": _l("Home pages that I composed"),
    "brouillons-de-pages": _l("Drafts of home pages that I changed last"),
    "derniere-connexion": _l("Last login"),
    "visites": _l("Visits of my home page"),
    "sessions": _l("Sessions"),
    "codes": _l("Access codes"),
    "lectures": _l("Announcements that I read"),
    "messages": _l("Messages of the site to me"),
    "demandes": _l("Requests about my data"),
    "journal": _l("Journal: what I did, and what was done to my account"),
}

COLUMNS: Mapping[str, LazyString] = {
    "id": _l("Number"),
    "login": _l("Login"),
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "name": _l("Name"),
    "title": _l("Title"),
    "email": _l("Mail address"),
    "external_id": _l("Number in the académie’s directory"),
    "source": _l("Source"),
    "suspended_at": _l("Suspended since"),
    "left_at": _l("Left on"),
    "access_ends_on": _l("Last day of access"),
    "mail_choice": _l("Mails about what waits"),
    "announcement_mail": _l("Mails about announcements"),
    "quiet_from": _l("No mail from"),
    "quiet_until": _l("No mail until"),
    "function": _l("Function"),
    "duty": _l("In charge of"),
    "kind": _l("Kind"),
    "part": _l("As"),
    "rubrique": _l("Rubrique"),
    "rubrique_id": _l("Rubrique no."),
    "role": _l("Role"),
    "right": _l("Right"),
    "status": _l("Status"),
    "state": _l("Status"),
    "created_at": _l("Made on"),
    "starts_at": _l("Starts"),
    "ends_at": _l("Ends"),
    "trashed_at": _l("In the trash since"),
    "article_id": _l("Article no."),
    "announcement_id": _l("Announcement no."),
    "event_id": _l("Event no."),
    "place": _l("Place"),
    "proposed": _l("Change that waits"),
    "number": _l("Version"),
    "summary": _l("Summary"),
    "body": _l("Text"),
    "text": _l("Text"),
    "submitted_at": _l("Submitted on"),
    "decision": _l("Decision"),
    "decided_at": _l("Decided on"),
    "reason": _l("Reason"),
    "severity": _l("Type"),
    "link_url": _l("Link"),
    "fields": _l("What was typed"),
    "saved_at": _l("Kept on"),
    "opened_at": _l("Open since"),
    "seen_at": _l("Last seen on"),
    "before_at": _l("Visit before that"),
    "filename": _l("File name"),
    "mime_type": _l("Format"),
    "size": _l("Size in bytes"),
    "alt": _l("Alternative text"),
    "credit": _l("Credit"),
    "shows_people": _l("Recognisable people"),
    "consent": _l("Permission"),
    "consent_ends_on": _l("End of the permission"),
    "transcript": _l("Transcript"),
    "keywords": _l("Keywords"),
    "expires_at": _l("Holds until"),
    "revoked_at": _l("Ended on"),
    "used_at": _l("Used on"),
    "ended_at": _l("Ended on"),
    "action": _l("Action"),
    "total": _l("Articles"),
    "page": _l("Page"),
    "published_at": _l("Put online on"),
    "changed_at": _l("Last changed on"),
    "at": _l("Date"),
    "device": _l("Browser"),
    "stays": _l("Stays logged in"),
    "folded_at": _l("Folded on"),
    "acknowledged_at": _l("Acknowledged on"),
    "read_at": _l("Read on"),
    "mailed_at": _l("Mailed on"),
    "answered_at": _l("Answered on"),
    "answer": _l("Answer"),
    "subject": _l("About"),
    "subject_id": _l("No."),
    "by_oneself": _l("By myself"),
}

VALUES: Mapping[str, LazyString] = {
    "academic": _l("académie"),
    "local": _l("school"),
    "at_once": _l("at once"),
    "daily": _l("once a day"),
    "none": _l("never"),
    "level": _l("level"),
    "class": _l("class"),
    "teaching": _l("teaching group"),
    "free": _l("free group"),
    "pupil": _l("pupil"),
    "teacher": _l("teacher"),
    "member": _l("member"),
    "legal": _l("legal guardian"),
    "in_charge": _l("person in charge"),
    "companion": _l("accompanying adult"),
    "draft": _l("draft"),
    "pending": _l("to approve"),
    "online": _l("online"),
    "trashed": _l("trash"),
    "declined": _l("not passed on"),
    "approved": _l("approved"),
    "refused": _l("refused"),
    "alert": _l("alert"),
    "warning": _l("warning"),
    "info": _l("information"),
    "picture": _l("picture"),
    "audio": _l("sound"),
    "video": _l("film"),
    "captions": _l("captions"),
    "document": _l("document"),
    "trash": _l("put in the trash"),
    "restore": _l("restored"),
    "move": _l("moved"),
    "publish": _l("put online"),
    "unpublish": _l("taken offline"),
    "change_author": _l("given to another author"),
    "previewed": _l("prepared"),
    "queued": _l("waiting"),
    "done": _l("done"),
    "undoing": _l("being undone"),
    "undone": _l("undone"),
    "reading": _l("being read"),
    "ready": _l("ready"),
    "applying": _l("being carried out"),
    "failed": _l("failed"),
    "discarded": _l("given up"),
    "activation": _l("first access"),
    "reset": _l("new password"),
    "submitted": _l("submitted"),
    "trashed_by_writer": _l("put in the trash by its author"),
    "announced": _l("new announcement"),
    "announcement_submitted": _l("announcement to approve"),
    "announcement_approved": _l("announcement approved"),
    "announcement_refused": _l("announcement refused"),
    "event_submitted": _l("event to approve"),
    "event_approved": _l("event approved"),
    "event_refused": _l("event to be taken up again"),
    "correction": _l("correction"),
    "erasure": _l("erasure"),
    "public_home": _l("public home page"),
    "personal_home": _l("personal home page"),
}


def in_words(row: Mapping[str, Any]) -> list[str]:
    """Return the values of a row as a person reads them."""
    if "action" in row and "subject" in row:
        row = {**row, "action": action_words(row["action"], row["subject"]),
               "subject": subject_words(row["subject"], None)}  # fmt: skip
    return [_word(value) for value in row.values()]


def _word(value: Any) -> str:
    if value is None:
        return ""
    elif isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    elif isinstance(value, datetime):
        return f"{long_date(value)}, {clock_time(value)}"
    elif isinstance(value, date):
        return long_date(value)
    elif isinstance(value, Function):
        return held_function_name(value)
    elif isinstance(value, Duty):
        return duty_name(value)
    elif isinstance(value, Role):
        return role_name(value)
    elif isinstance(value, Right):
        return right_name(value)
    elif isinstance(value, StrEnum):
        return str(VALUES.get(value, value))
    elif isinstance(value, dict):
        return "\n".join(_told(value))
    else:
        return str(value)


def _told(value: Mapping[str, Any]) -> Iterator[str]:
    """Say what fields hold; a field of a form may have been sent several times."""
    for name, held in value.items():
        for text in held if isinstance(held, list) else [held]:
            yield f"{COLUMNS.get(name, name)}: {'' if text is None else text}"
