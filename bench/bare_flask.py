"""The least that a page of Flask costs: constant words through Jinja, no question to anything.

Twelve articles in a loop, their words escaped, and as much markup around as makes `BENCH_BYTES`.
"""

import os

from flask import Flask, render_template

CARDS = [
    {
        "path": f"/articles/{number}",
        "title": f"Sortie n° {number} au musée",
        "summary": "Départ à 8 h.",
    }
    for number in range(12)
]
PAGE = """<!doctype html><html lang="fr"><head><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1>
{% for card in cards -%}
<article><h2><a href="{{ card.path }}">{{ card.title }}</a></h2><p>{{ card.summary }}</p></article>
{% endfor %}FILLING</body></html>"""

app = Flask(__name__)


@app.get("/")
def home() -> str:
    """Answer the constant page."""
    return render_template(FILLED, title="Collège", cards=CARDS)


@app.get("/healthz")
def health() -> str:
    """Say that the server has started."""
    return "ok"


def _filled() -> str:
    shown = app.jinja_env.from_string(PAGE).render(title="Collège", cards=CARDS)
    missing = int(os.environ.get("BENCH_BYTES", "0")) - len(shown.encode()) + len("FILLING")
    return PAGE.replace("FILLING", "<p>Texte</p>".ljust(missing))


FILLED = app.jinja_env.from_string(_filled())
"""Compiled once, as Flask does with the templates of a folder."""
