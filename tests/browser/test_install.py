"""A phone may keep the site beside its applications."""

from io import BytesIO
from urllib.parse import urljoin

import pytest
from PIL import Image

from tests.browser.looks import Visit

pytestmark = pytest.mark.browser


def test_the_manifest_is_what_browsers_ask_for(visit: Visit) -> None:
    visit.go("/")
    address = visit.page.locator("link[rel=manifest]").get_attribute("href")
    assert address is not None
    answer = visit.page.request.get(urljoin(visit.site, address))
    assert answer.headers["content-type"].startswith("application/manifest+json")
    manifest = answer.json()
    assert manifest["name"] == "Collège des Trois Rivières"
    assert manifest["short_name"]
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert manifest["lang"] == "fr"
    assert manifest["theme_color"].startswith("#")
    assert manifest["background_color"].startswith("#")
    kinds = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
    assert kinds >= {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        picture = visit.page.request.get(urljoin(visit.site, icon["src"]))
        assert picture.ok
        assert picture.headers["content-type"] == icon["type"]
        width, height = Image.open(BytesIO(picture.body())).size
        assert f"{width}x{height}" == icon["sizes"]


def test_chromium_finds_nothing_against_installing(visit: Visit) -> None:
    visit.go("/")
    tools = visit.page.context.new_cdp_session(visit.page)
    assert tools.send("Page.getAppManifest")["errors"] == []
    against = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {fault["errorId"] for fault in against} <= {"in-incognito"}


def test_the_icons_of_a_page_are_there(visit: Visit) -> None:
    visit.go("/")
    links = visit.page.locator("link[rel=icon], link[rel=apple-touch-icon]")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    assert len(addresses) == 3
    assert all(visit.page.request.get(urljoin(visit.site, one)).ok for one in addresses)
