"""Files that a form may not name: those of others, of another kind, too many, too heavy."""

import pytest
from lxml import html

from app.models import Article, MediaKind, MediaUse, Rubrique, Slot
from app.rules.quotas import LIMITS, MO, Place
from app.rules.visibility import Visibility
from tests.factories import make_article, make_rubrique
from tests.visits import browser, saved
from tests.web.files_kit import add_form, make_media, store_media, uses
from tests.web.newsroom_kit import NEW, Desk, articles, blank, edit, send_new
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def secret_picture(desk: Desk) -> tuple[int, str]:
    """Show a picture in a rubrique that none of the people reads; return its id and address."""
    with saved(desk.app) as session:
        rubrique = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE)
        article = make_article(session, rubrique)
        media_id = make_media(session, title="Le secret du conseil").id
        session.add(
            MediaUse(media_id=media_id, slot=Slot.BODY, revision_id=article.online_revision_id)
        )
    return media_id, add_form(desk, media_id)


def refused(desk: Desk, **fields: str) -> html.HtmlElement:
    """Send a new form that is not taken; return its page."""
    typed = blank(desk, "writer") | {"title": "Le cross", "body": "Du texte."} | fields
    before = articles(desk)
    answer = desk.browsers["writer"].post(NEW, data=typed)
    assert answer.status_code == 422
    assert articles(desk) == before
    page = html.fromstring(answer.text)
    assert page.get_element_by_id("body").text.strip() == "Du texte."
    assert page.cssselect(".error-summary a"), "said at the head"
    for link in page.cssselect(".error-summary a"):
        assert page.cssselect(link.get("href")), f"{link.get('href')} leads nowhere"
    return page


@pytest.mark.parametrize("name", ["illustration", "gallery-0", "attachments-0", "audio-3"])
@pytest.mark.parametrize("id_", ["secret", "-1", "0", "x", "9" * 9, "9" * 30, "1e3", "١"])
def test_an_id_that_is_not_ones_own_is_refused_and_tells_nothing(
    desk: Desk, name: str, id_: str
) -> None:
    sent = str(secret_picture(desk)[0]) if id_ == "secret" else id_
    page = refused(desk, **{f"{name}-media_id": sent})
    assert "Le secret" not in html.tostring(page, encoding="unicode")
    [row] = page.cssselect(f"#{name}-row")
    assert row.cssselect(".error")


def test_the_files_beside_a_film_are_looked_at_too(desk: Desk) -> None:
    film = str(store_media(desk, "writer", MediaKind.VIDEO))
    secret = str(secret_picture(desk)[0])
    own = str(store_media(desk, "writer"))
    refused(desk, **{"video-0-media_id": film, "video-0-poster_id": secret})
    refused(desk, **{"video-0-media_id": film, "video-0-captions_id": own})


def test_a_secret_picture_typed_into_a_body_is_shown_to_nobody(desk: Desk) -> None:
    media_id, address = secret_picture(desk)
    own = store_media(desk, "publisher")
    own_address = add_form(desk, own)
    body = f'<p>Voilà.</p><img src="{address}" alt="x"><img src="{own_address}" alt="y">'
    article = send_new(desk, "publisher", body=body, then="publish")
    assert [use[:3] for use in uses(desk, article)] == [("body", 0, own)]
    for name in ("publisher", "manager", "stranger"):
        assert desk.browsers[name].get(address).status_code == 404, name
        assert desk.browsers[name].get(own_address).status_code == 200, name
    visitor = browser(desk.app)
    assert visitor.get(address).status_code == 404
    assert visitor.get(own_address).status_code == 200
    assert media_id != own


def test_a_picture_follows_its_article_into_a_private_rubrique(desk: Desk) -> None:
    own = store_media(desk, "publisher")
    picture = add_form(desk, own)
    body = f'<img alt="a &gt; b" src="{picture}">'
    address = send_new(desk, "publisher", body=body, then="publish")
    assert browser(desk.app).get(picture).status_code == 200
    with saved(desk.app) as session:
        article = session.get_one(Article, int(address.rpartition("/")[2]))
        session.get_one(Rubrique, article.rubrique_id).visibility = Visibility.PRIVATE
    assert browser(desk.app).get(picture).status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("illustration", MediaKind.DOCUMENT),
        ("gallery-0", MediaKind.VIDEO),
        ("audio-0", MediaKind.VIDEO),
        ("video-0", MediaKind.AUDIO),
        ("attachments-0", MediaKind.PICTURE),
    ],
)
def test_a_file_of_another_kind_is_refused(desk: Desk, name: str, kind: MediaKind) -> None:
    page = refused(desk, **{f"{name}-media_id": str(store_media(desk, "writer", kind))})
    assert page.cssselect(f"#{name}-row .error")


def test_the_same_file_twice_is_told(desk: Desk) -> None:
    own = str(store_media(desk, "writer"))
    refused(desk, **{"gallery-0-media_id": own, "gallery-1-media_id": own})


def attached(desk: Desk, sizes: list[int], kind: MediaKind = MediaKind.DOCUMENT) -> dict[str, str]:
    """Return fields with attachments of these sizes."""
    with saved(desk.app) as session:
        owner = desk.people["writer"]
        ids = [make_media(session, kind, owner_id=owner, size=size).id for size in sizes]
    return {f"attachments-{number}-media_id": str(id_) for number, id_ in enumerate(ids)}


def test_limits_are_those_of_the_guide_to_the_byte(desk: Desk) -> None:
    limit = LIMITS[Place.ATTACHMENTS]
    assert limit.files == 150
    page = refused(desk, **attached(desk, [1] * 151))
    assert "150 fichiers" in words(page.get_element_by_id("files-attachments"))
    page = refused(desk, **attached(desk, [50 * MO] * 5 + [1]))
    assert "250 Mo" in words(page.get_element_by_id("files-attachments"))
    page = refused(desk, **attached(desk, [50 * MO + 1]))
    assert "50 Mo" in words(page.get_element_by_id("files-attachments"))
    address = send_new(desk, "writer", **attached(desk, [50 * MO] * 5))
    assert len(uses(desk, address)) == 5
    address = send_new(desk, "writer", **attached(desk, [1] * 150))
    assert len(uses(desk, address)) == 150


def test_a_gallery_ends_somewhere(desk: Desk) -> None:
    ids = [str(store_media(desk, "writer")) for _ in range(61)]
    refused(desk, **{f"gallery-{number}-media_id": id_ for number, id_ in enumerate(ids)})


def test_hundreds_of_names_are_no_trouble(desk: Desk) -> None:
    """Names of no section, numbers without end: nothing is made of them."""
    planted = {f"gallery-{10**number}-media_id": "1" for number in range(5, 40)}
    planted |= {f"{name}-0-media_id": "1" for name in ("gallery'", "body", "logo", "__class__")}
    planted |= {"illustration-0-media_id": "1", "gallery-media_id": "1", "gallery-x-media_id": "1"}
    address = send_new(desk, "writer", **planted)
    assert uses(desk, address) == []


def test_thousands_of_files_are_refused_without_being_looked_at(desk: Desk) -> None:
    """Each row costs time, while the site waits: twenty thousand of them were a minute."""
    rows = {f"{name}-{one}-media_id": "1" for name in ("video", "audio") for one in range(2_000)}
    page = refused(desk, **rows)
    assert len(page.cssselect("#files-video [data-rows] > li")) == 30
    assert "10" in words(page.cssselect("#files-video [data-refused]")[0])


def test_words_that_are_too_long_are_told_beside_their_field(desk: Desk) -> None:
    own = str(store_media(desk, "writer"))
    page = refused(desk, **{"gallery-0-media_id": own, "gallery-0-alt": "x" * 501})
    assert page.cssselect("#gallery-0-alt[aria-invalid=true]")
    assert page.get_element_by_id("gallery-0-alt").get("value") == "x" * 501


def test_one_s_own_file_that_another_took_over_stays_usable(desk: Desk) -> None:
    """The moderator saves a text with the writer's files; the writer's are not his."""
    own = str(store_media(desk, "writer", MediaKind.DOCUMENT))
    address = send_new(desk, "writer", **{"attachments-0-media_id": own})
    edit(desk, "moderator", address, title="Autre")
    assert [use[2] for use in uses(desk, address)] == [int(own)]
