"""A tile type is written as `docs/tiles.md` says, by its very code, and used."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import jinja2
import pytest
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session

import tiles
from app.models import Rubrique
from app.rules.audience import ANONYMOUS, Viewer
from app.tile import TileType
from tests.drafts_kit import ADDRESS
from tests.factories import make_article
from tests.layouts import MEMBER
from tests.tiles import test_types
from tests.visits import Browser, saved
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day", "kind")
PAGE = Path(tiles.__file__).parents[1] / "docs/tiles.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
KIND = "newest"


@pytest.fixture
def kind(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TileType:
    """The type of that page, put in its places: one file, one template, one line."""
    [(_python, code), (_html, template), (_line, imported), (_list, listed)] = BLOCK.findall(
        PAGE.read_text()
    )
    (tmp_path / f"{KIND}.py").write_text(code)
    spec = spec_from_file_location(f"tiles.{KIND}", tmp_path / f"{KIND}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, f"tiles.{KIND}", module)
    spec.loader.exec_module(module)

    written = tmp_path / "templates/tiles" / f"{KIND}.html"
    written.parent.mkdir(parents=True)
    written.write_text(template)
    loaders = [app.jinja_env.loader, jinja2.FileSystemLoader(tmp_path / "templates")]
    known = [one for one in loaders if one is not None]
    monkeypatch.setattr(app.jinja_env, "loader", jinja2.ChoiceLoader(known))

    before, last, after = Path(tiles.__file__).read_text().rpartition("    )\n}\n")
    place: dict[str, object] = {}
    exec(imported + before + listed + last + after, place)
    types = place["TYPES"]
    assert isinstance(types, dict)
    assert list(types)[-1] == KIND
    monkeypatch.setitem(tiles.TYPES, KIND, types[KIND])
    made: TileType = types[KIND]
    return made


@pytest.fixture
def school(app: Flask) -> School:
    made = make_school(app)
    with saved(app) as session:
        titles = {"voyages": "À venir", "barcelone": "Le train de nuit", "rome": "Les catacombes"}
        for name, title in titles.items():
            make_article(session, session.get_one(Rubrique, made.rubriques[name]), title)
    return made


def compose(school: School, rubrique: str) -> Browser:
    """Add a tile of the type to the page, with its settings, and publish it."""
    client = school.come("head")
    send(client, ADDRESS, f"{ADDRESS}/brouillon")
    picker = f"{ADDRESS}/tuiles/ajouter"
    [offered] = html.document_fromstring(client.get(picker).text).xpath(
        f"//li[.//button[@value='{KIND}']]"
    )
    assert "Tout juste paru" in offered.text_content(), "it shows what it looks like"
    address = send(client, picker, picker, {"type": KIND}).headers["Location"]
    form = form_on(client.get(address), address)
    assert {"r-rubrique", "r-words", "title", "width"} <= set(form)
    assert form["width"] == "4"
    typed = {"r-words": "Fraîchement imprimé", "r-rubrique": str(school.rubriques[rubrique])}
    assert send(client, address, address, {**typed, "r-words": "a" * 201}).status_code == 422
    assert send(client, address, address, {**typed, "do": "save"}).status_code == 303
    assert "Fraîchement imprimé" in text_of(client.get(ADDRESS))
    assert "Fraîchement imprimé" in text_of(client.get(f"{ADDRESS}/apercu/page?qui=moi"))
    assert send(client, f"{ADDRESS}/publier", f"{ADDRESS}/publier").status_code == 303
    return client


def test_it_is_chosen_set_and_shown(school: School) -> None:
    compose(school, "barcelone")
    shown = text_of(school.come("visitor").get("/"))
    assert "Fraîchement imprimé" in shown
    assert "Le train de nuit" in shown
    assert "Sagrada Familia" not in shown


def test_it_shows_only_what_its_reader_may_read(school: School) -> None:
    client = compose(school, "rome")
    assert "Fraîchement imprimé" not in text_of(school.come("visitor").get("/"))
    assert "Les catacombes" in text_of(school.come("parent").get("/"))
    publishers = text_of(client.get(f"{ADDRESS}/qui-publie"))
    assert "Lucía Ferrer" in publishers, "the manager of the rubrique publishes there"
    for eyes, answer in (
        ("profile:parent", "Oui : cet article est dans 1 tuile"),
        (None, "Non : cet article n’y est pas"),
    ):
        asked = {"q": "catacombes", "pour": eyes}
        assert answer in text_of(client.get(f"{ADDRESS}/pourquoi", query_string=asked))


@pytest.mark.parametrize("viewer", [ANONYMOUS, MEMBER], ids=["visitor", "member"])
@pytest.mark.parametrize("settings", ["example", "none"])
def test_it_shows_its_example_as_all_types_do(
    settings: str, viewer: Viewer, app: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    test_types.test_a_type_says_what_it_is(KIND, app)
    test_types.test_a_type_shows_itself(KIND, settings, viewer, app, session, caplog)


def test_broken_settings_of_it_never_break_the_page(
    app: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    test_types.test_broken_settings_never_break_the_page(KIND, app, session, caplog)
