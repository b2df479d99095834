"""The pages on which people work, each with somebody who may see it, as the demo school has them.

Ids that only a school that is running knows are written as the names that `prepare` gives them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from tests.demo_pages import ARTICLES, RUBRIQUES

AREAS = ("account", "communication", "directory", "newsroom", "personal", "site")
HEAD, TEACHER, PARENT, CPE = "h.castagne", "m.estrade", "v.dubosc", "c.lafforgue"
GUEST = "insp.hg"


@dataclass(frozen=True)
class Sight:
    """A page of an endpoint: who looks at it, what its address holds, what it answers."""

    endpoint: str
    login: str | None = HEAD
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200

    def path(self, app: Flask, known: Mapping[str, Any]) -> str:
        """Return the address, where `known` are the ids that have names."""
        values = {name: known.get(str(value), value) for name, value in self.values.items()}
        return app.url_map.bind("localhost").build(self.endpoint, values)


def _article(name: str, login: str = HEAD, endpoint: str = "newsroom.article") -> Sight:
    return Sight(endpoint, login, {"article_id": ARTICLES[name]})


def _rubrique(key: str, endpoint: str, **more: Any) -> Sight:
    return Sight(endpoint, HEAD, {"rubrique_id": RUBRIQUES[key], **more})


def _announcement(
    name: str, login: str = HEAD, endpoint: str = "communication.announcement"
) -> Sight:
    return Sight(endpoint, login, {"announcement_id": name})


SIGHTS = {
    "own page of a parent": Sight("personal.home", PARENT),
    "own page of a pupil": Sight("personal.home", "lou.dubosc"),
    "own page of a teacher": Sight("personal.home", TEACHER),
    "own page of the head": Sight("personal.home"),
    "own page of a guest": Sight("personal.home", "insp.hg"),
    "own announcements": Sight("personal.announcements", PARENT),
    "an announcement with a file": Sight("personal.announcement", TEACHER, {"announcement_id": 7}),
    "an announcement to others": Sight(
        "personal.announcement", PARENT, {"announcement_id": 7}, 404
    ),
    "login": Sight("account.login", None),
    "first access": Sight("account.activation", None),
    "forgotten password": Sight("account.forgotten", None),
    "mail is on its way": Sight("account.reset_sent", None),
    "new password": Sight("account.reset_page", None, {"token": "reset token"}),
    "dead link": Sight("account.reset_page", None, {"token": "nothing"}, 404),
    "my account": Sight("account.account_page"),
    "account of a writer": Sight("account.account_page", TEACHER),
    "account of a parent": Sight("account.account_page", PARENT),
    "my data": Sight("account.own_data"),
    "data of a parent": Sight("account.own_data", PARENT),
    "my password": Sight("account.password_page"),
    "confirmation": Sight("account.confirmation"),
    "slips": Sight("directory.activation", CPE),
    "slips for somebody": Sight("directory.activation", CPE, {"q": "dub"}),
    "slips for nobody": Sight("directory.activation", CPE, {"q": "zzz"}),
    "slips of a class": Sight("directory.class_activation", CPE, {"group_id": "4B"}),
    "slips of parents": Sight(
        "directory.class_activation", CPE, {"group_id": "4B", "cote": "parents"}
    ),
    "groups": Sight("directory.groups"),
    "groups of a teacher": Sight("directory.groups", TEACHER, {"quels": "miens"}),
    "groups of a parent": Sight("directory.groups", PARENT),
    "no group found": Sight("directory.groups", HEAD, {"q": "zzz"}),
    "new group": Sight("directory.new_group"),
    "a free group": Sight("directory.group", HEAD, {"group_id": "a free group"}),
    "a class": Sight("directory.group", TEACHER, {"group_id": "4B"}),
    "a class of a parent": Sight("directory.group", PARENT, {"group_id": "4B"}),
    "adding members": Sight("directory.new_group_members", HEAD, {"group_id": "a free group"}),
    "finding members": Sight(
        "directory.new_group_members", HEAD, {"group_id": "a free group", "q": "le"}
    ),
    "group settings": Sight("directory.group_settings", HEAD, {"group_id": "a free group"}),
    "finding a group manager": Sight(
        "directory.find_group_manager", HEAD, {"group_id": "a free group", "q": "dub"}
    ),
    "ending a group": Sight("directory.ending_group", HEAD, {"group_id": "a free group"}),
    "duties": Sight("directory.duties"),
    "duties of a parent": Sight("directory.duties", PARENT),
    "a duty": Sight("directory.duty", HEAD, {"slug": "cpe", "q": "vidal"}),
    "the duty of the head": Sight("directory.duty", HEAD, {"slug": "chef-d-etablissement"}),
    "requests about data": Sight("directory.data_requests"),
    "answered requests": Sight("directory.data_requests", HEAD, {"vue": "repondues"}),
    "erasing": Sight("directory.erasing", HEAD, {"person_id": "l.ferrer"}),
    "erasing oneself": Sight("directory.erasing", HEAD, {"person_id": HEAD}),
    "import of the directory": Sight("directory.imports"),
    "import to decide on": Sight("directory.one_import", HEAD, {"import_id": "import to decide"}),
    "import under way": Sight("directory.one_import", HEAD, {"import_id": "import under way"}),
    "import refused": Sight("directory.one_import", HEAD, {"import_id": "import refused"}),
    "import done": Sight("directory.one_import", HEAD, {"import_id": "import done"}),
    "dashboard": Sight("newsroom.dashboard"),
    "dashboard of a writer": Sight("newsroom.dashboard", TEACHER),
    "dashboard of who cannot write": Sight("newsroom.dashboard", PARENT),
    "contributions": Sight("newsroom.contributions"),
    "contributions filtered": Sight(
        "newsroom.contributions", HEAD, {"rubrique": RUBRIQUES["actualites"], "vue": "a-valider"}
    ),
    "no contribution found": Sight("newsroom.contributions", HEAD, {"q": "zzz"}),
    "no contribution": Sight("newsroom.contributions", PARENT),
    "refused filter": Sight("newsroom.contributions", HEAD, {"auteur": "x" * 201}, 422),
    "desk": Sight("newsroom.review"),
    "desk with a change": Sight("newsroom.review", HEAD, {"article": ARTICLES["A41"]}),
    "desk with nothing": Sight("newsroom.review", TEACHER),
    "online check": Sight("newsroom.online_check"),
    "online check of what is not checked yet": Sight(
        "newsroom.online_check", HEAD, {"vue": "pas-encore"}
    ),
    "online check without a text": Sight(
        "newsroom.online_check", HEAD, {"faute": "film_without_captions"}
    ),
    "online check closed": Sight("newsroom.online_check", PARENT, status=403),
    "batches": Sight("newsroom.batches"),
    "no batch": Sight("newsroom.batches", PARENT),
    "batch to confirm": Sight("newsroom.batch", HEAD, {"batch_id": "batch to confirm"}),
    "batch without a rubrique": Sight("newsroom.batch", HEAD, {"batch_id": "batch to move"}),
    "batch without an author": Sight(
        "newsroom.batch", HEAD, {"batch_id": "batch for an author", "qui": "le"}
    ),
    "batch under way": Sight("newsroom.batch", HEAD, {"batch_id": "batch under way"}),
    "batch done": Sight("newsroom.batch", HEAD, {"batch_id": "batch done"}),
    "batch undone": Sight("newsroom.batch", HEAD, {"batch_id": "batch undone"}),
    "trash": Sight("newsroom.trash"),
    "empty trash": Sight("newsroom.trash", PARENT),
    "library": Sight("newsroom.library", HEAD, {"vue": "tous"}),
    "library of who cannot write": Sight("newsroom.library", PARENT),
    "no file found": Sight("newsroom.library", HEAD, {"vue": "tous", "q": "zzz"}),
    "adding files": Sight("newsroom.new_files", TEACHER),
    "choosing an illustration": Sight(
        "newsroom.picker", TEACHER, {"place": "illustration", "vue": "collection"}
    ),
    "a picture": Sight("newsroom.media_item", HEAD, {"media_id": "a picture"}),
    "a picture of the collection": Sight("newsroom.media_item", TEACHER, {"media_id": "a picture"}),
    "a document": Sight("newsroom.media_item", HEAD, {"media_id": "a document"}),
    "framing a picture": Sight("newsroom.framing", HEAD, {"media_id": "a picture"}),
    "where to write": Sight("newsroom.new_article"),
    "nowhere to write": Sight("newsroom.new_article", PARENT),
    "new article": Sight("newsroom.new_article", HEAD, {"rubrique": RUBRIQUES["actualites"]}),
    "draft": _article("A45"),
    "refused article": _article("A37", TEACHER),
    "waiting article": _article("A38"),
    "scheduled article": _article("A42"),
    "article online": _article("A15", TEACHER),
    "article with a change": _article("A41", "r.delmas"),
    "expired article": _article("A19"),
    "trashed article": _article("A46"),
    "editing": _article("A05", endpoint="newsroom.edit"),
    "editing a refused one": _article("A37", TEACHER, "newsroom.edit"),
    "editing what was begun": Sight(
        "newsroom.edit", TEACHER, {"article_id": ARTICLES["A37"], "reprendre": "oui"}
    ),
    "a past text": Sight(
        "newsroom.revision",
        HEAD,
        {"article_id": ARTICLES["A32"], "revision_id": "past text"},
    ),
    "versions": _article("A41", endpoint="newsroom.article_versions"),
    "one version": _article("A45", endpoint="newsroom.article_versions"),
    "comparison": _article("A41", endpoint="newsroom.compare_versions"),
    "nothing to compare": _article("A45", endpoint="newsroom.compare_versions"),
    "shared text": Sight("public.preview", None, {"token": "preview token"}),
    "shared with nobody": Sight("public.preview", None, {"token": "nothing"}, 404),
    "where to copy": _article("A15", TEACHER, "newsroom.model"),
    "site": Sight("site.overview"),
    "site of a teacher": Sight("site.overview", TEACHER),
    "site closed": Sight("site.overview", PARENT, status=403),
    "rubriques": Sight("site.rubriques"),
    "rubriques of a teacher": Sight("site.rubriques", TEACHER),
    "new rubrique": Sight("site.new_rubrique"),
    "new rubrique below": Sight("site.new_rubrique", HEAD, {"sous": RUBRIQUES["cdi"]}),
    "rubrique": _rubrique("cdi", "site.rubrique"),
    "actors": _rubrique("actualites", "site.actors"),
    "actors of a private one": _rubrique("conseil-administration", "site.actors"),
    "finding an actor": _rubrique("cdi", "site.find_actor", q="dub"),
    "finding nobody": _rubrique("cdi", "site.find_actor", q="zzz"),
    "why": _rubrique("actualites", "site.why", q="ferrer"),
    "why this person": _rubrique("actualites", "site.why", personne="l.ferrer"),
    "moving": _rubrique("brevet", "site.move"),
    "archiving": _rubrique("brevet", "site.archiving"),
    "deleting": _rubrique("voyages", "site.deleting"),
    "neglected": Sight("site.neglected_rubriques"),
    "deleted rubriques": Sight("site.rubrique_trash"),
    "site rights": Sight("site.site_rights"),
    "finding a right holder": Sight("site.find_right_holder", HEAD, {"q": "vidal"}),
    "see as": Sight("site.see_as"),
    "see as of a teacher": Sight("site.see_as", TEACHER),
    "finding eyes": Sight("site.find_eyes", HEAD, {"q": "dub"}),
    "journal": Sight("site.journal"),
    "journal without a line": Sight("site.journal", HEAD, {"du": "2001-01-01", "au": "2001-01-02"}),
    "people": Sight("directory.people"),
    "people searched": Sight(
        "directory.people", HEAD, {"q": "dub", "profil": "parent", "etat": "tous"}
    ),
    "people of a parent": Sight("directory.people", PARENT),
    "people of a guest": Sight("directory.people", GUEST),
    "no person found": Sight("directory.people", TEACHER, {"q": "zzz"}),
    "refused search of people": Sight("directory.people", HEAD, {"depuis": "hier"}, 422),
    "a pupil": Sight("directory.person", HEAD, {"person_id": "lou.dubosc"}),
    "one’s own child": Sight("directory.person", PARENT, {"person_id": "lou.dubosc"}),
    "a guest": Sight("directory.person", HEAD, {"person_id": GUEST}),
    "tying a companion": Sight(
        "directory.find_companion", HEAD, {"person_id": "lou.dubosc", "q": "dub"}
    ),
    "guests": Sight("directory.guests", HEAD, {"vue": "inutilises"}),
    "no suspended guest": Sight("directory.guests", HEAD, {"vue": "suspendus"}),
    "new guest": Sight("directory.new_guest"),
    "jobs": Sight("site.jobs"),
    "services": Sight("site.services"),
    "services of pupils": Sight("site.services", HEAD, {"profil": "pupil"}),
    "new service": Sight("site.new_service"),
    "a usual service": Sight("site.new_service", HEAD, {"modele": "pronote"}),
    "a service": Sight("site.service", HEAD, {"service_id": 4}),
    "new announcement": Sight("communication.new_announcement", TEACHER),
    "announcements closed": Sight("communication.new_announcement", PARENT, status=403),
    "announcement under way": _announcement("refused announcement", TEACHER, "edit"),
    "announcement refused": _announcement("refused announcement", TEACHER),
    "announcement that waits": _announcement("waiting announcement"),
    "announcement sent": _announcement("sent announcement", TEACHER),
    "announcements to approve": Sight("communication.waiting"),
    "failed jobs": Sight("site.jobs", HEAD, {"etat": "failed"}),
    "announcements": Sight("communication.announcements"),
    "announcements of a teacher": Sight("communication.announcements", TEACHER),
    "announcements filtered": Sight(
        "communication.announcements", HEAD, {"cible": "parents", "tri": "statut"}
    ),
    "no announcement found": Sight("communication.announcements", HEAD, {"cible": "zzz"}),
    "refused filter of announcements": Sight(
        "communication.announcements", HEAD, {"auteur": "x" * 101}, 422
    ),
    "announcement": Sight("communication.announcement", HEAD, {"announcement_id": 3}),
    "acknowledged announcement": Sight(
        "communication.announcement", CPE, {"announcement_id": "acknowledged announcement"}
    ),
}


ASKED_BY_SCRIPTS = frozenset({"newsroom.embed"})
"""Addresses of these areas that no person opens."""


def pages_without_sight(app: Flask) -> set[str]:
    """Return the pages of these areas that nobody looks at yet."""
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint.partition(".")[0] in AREAS
    }
    return pages - ASKED_BY_SCRIPTS - {sight.endpoint for sight in SIGHTS.values()}
