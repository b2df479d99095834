"""What search engines read beside a page: its content in the words of schema.org."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from app.queries.cards import ArticleCard
from app.queries.school import School
from app.templating import absolute_url, asset_url

CONTEXT = "https://schema.org"

Data = dict[str, Any]


def home_data(school: School) -> Data:
    """Describe the school, and the site with its search."""
    home = absolute_url(url_for("public.home"))
    question = absolute_url(url_for("public.search_page")) + "?q={search_term_string}"
    site = {
        "@type": "WebSite",
        "@id": f"{home}#site",
        "name": school.name,
        "url": home,
        "inLanguage": "fr",
        "publisher": {"@id": f"{home}#school"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": question},
            "query-input": "required name=search_term_string",
        },
    }
    return {"@context": CONTEXT, "@graph": [_school(school), site]}


def article_data(
    school: School,
    card: ArticleCard,
    address: str,
    trail: Sequence[tuple[str, str]],
    picture_url: str,
) -> Data:
    """Describe an article; its author is the signature that visitors read, else the school."""
    data: Data = {
        "@type": "NewsArticle" if card.has_dates else "Article",
        "headline": card.title,
        "description": card.summary,
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": "fr",
        "articleSection": card.rubrique_name,
        "image": picture_url,
        "publisher": _school(school),
    }
    if card.has_dates:
        signed = card.signature.text
        data |= {
            "author": {"@type": "Person", "name": signed} if signed else _school(school),
            "datePublished": card.published_at.isoformat(),
            "dateModified": (card.updated_at or card.published_at).isoformat(),
        }
    return {"@context": CONTEXT, "@graph": [_without_blanks(data), _path(trail, card.title)]}


def rubrique_data(trail: Sequence[tuple[str, str]], name: str) -> Data:
    """Describe where a rubrique stands."""
    return {"@context": CONTEXT, **_path(trail, name)}


def _school(school: School) -> Data:
    home = absolute_url(url_for("public.home"))
    address = {
        "@type": "PostalAddress",
        "streetAddress": school.street,
        "postalCode": school.postcode,
        "addressLocality": school.city,
        "addressCountry": "FR",
    }
    return _without_blanks(
        {
            "@type": "MiddleSchool",
            "@id": f"{home}#school",
            "name": school.name,
            "identifier": school.uai,
            "url": home,
            "logo": absolute_url(asset_url("img/icon-512.png")),
            "address": _without_blanks(address),
            "telephone": school.phone,
            "email": school.email,
        }
    )


def _path(trail: Sequence[tuple[str, str]], name: str) -> Data:
    steps = [(title, absolute_url(url)) for title, url in trail if url]
    items = [
        {"@type": "ListItem", "position": position, "name": title, "item": url}
        for position, (title, url) in enumerate(steps, start=1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": name}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, last]}


def _without_blanks(data: Data) -> Data:
    return {key: value for key, value in data.items() if value}
