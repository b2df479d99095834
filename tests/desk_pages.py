"""The pages on which people work, each with somebody who may see it, as the demo school has them.

Ids that only a school that is running knows are written as the names that `prepare` gives them.
"""

from typing import Any

from flask import Flask

from tests import composing_pages, event_pages, people_pages, publisher_pages, setting_pages
from tests.demo_pages import ARTICLES, RUBRIQUES
from tests.sights import HEAD, PARENT, TEACHER, Sight

AREAS = ("account", "communication", "directory", "newsroom", "personal", "site")


def _article(name: str, login: str = HEAD, endpoint: str = "newsroom.article") -> Sight:
    return Sight(endpoint, login, {"article_id": ARTICLES[name]})


def _rubrique(key: str, endpoint: str, **more: Any) -> Sight:
    return Sight(endpoint, HEAD, {"rubrique_id": RUBRIQUES[key], **more})


SIGHTS = (
    people_pages.SIGHTS
    | publisher_pages.SIGHTS
    | setting_pages.SIGHTS
    | event_pages.SIGHTS
    | composing_pages.SIGHTS
    | {
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
        "dashboard": Sight("newsroom.dashboard"),
        "dashboard of a writer": Sight("newsroom.dashboard", TEACHER),
        "dashboard of who cannot write": Sight("newsroom.dashboard", PARENT),
        "contributions": Sight("newsroom.contributions"),
        "contributions filtered": Sight(
            "newsroom.contributions",
            HEAD,
            {"rubrique": RUBRIQUES["actualites"], "vue": "a-valider"},
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
        "a picture of the collection": Sight(
            "newsroom.media_item", TEACHER, {"media_id": "a picture"}
        ),
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
        "journal without a line": Sight(
            "site.journal", HEAD, {"du": "2001-01-01", "au": "2001-01-02"}
        ),
        "jobs": Sight("site.jobs"),
        "services": Sight("site.services"),
        "services of pupils": Sight("site.services", HEAD, {"profil": "pupil"}),
        "new service": Sight("site.new_service"),
        "a usual service": Sight("site.new_service", HEAD, {"modele": "pronote"}),
        "a service": Sight("site.service", HEAD, {"service_id": 4}),
        "failed jobs": Sight("site.jobs", HEAD, {"etat": "failed"}),
    }
)


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
