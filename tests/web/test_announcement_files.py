"""Files of an announcement: how many and how large, whose, and who may read them when."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.models import Media, MediaUse, Slot
from app.rules.quotas import MO
from tests.files_sent import padded, pdf, picture
from tests.visits import browser, saved
from tests.web.announcement_pages import NEW, Office, file, make_office

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def office(app: Flask) -> Office:
    return make_office(app)


def text(size, letter="a"):
    return letter.encode() * size


def uses(office, id_):
    found = (
        select(MediaUse.slot, MediaUse.media_id)
        .where(MediaUse.announcement_id == id_)
        .order_by(MediaUse.slot, MediaUse.position)
    )
    with saved(office.app) as session:
        return [(row.slot, row.media_id) for row in session.execute(found)]


def url_of(office, media_id):
    with saved(office.app) as session:
        media = session.get_one(Media, media_id)
        return f"/medias/{media.id}/{media.filename}"


def attached(*contents):
    return {"attachment-files": [file(one, f"note{at}.txt") for at, one in enumerate(contents)]}


def test_an_illustration_and_a_file_go_with_it(office):
    files = {
        "illustration-file": file(picture(), "car.jpg"),
        "illustration-alt": "Un car",
        "attachment-files": [file(pdf(), "plan.pdf")],
    }
    id_ = office.write("teacher", **files)
    assert [slot for slot, _ in uses(office, id_)] == [Slot.ATTACHMENT, Slot.ILLUSTRATION]
    with saved(office.app) as session:
        shown = session.scalars(select(MediaUse.alt).where(MediaUse.slot == Slot.ILLUSTRATION))
        assert shown.one() == "Un car"
    page = office.browsers["teacher"].get(f"/communication/annonces/{id_}").text
    assert "plan.pdf" in page
    assert 'alt="Un car"' in page


@pytest.mark.parametrize(
    ("sizes", "status"),
    [
        ([2 * MO], 303),
        ([2 * MO + 1], 422),
        ([MO, MO], 303),
        ([MO, MO + 1], 422),
        ([1] * 10, 303),
        ([1] * 11, 422),
    ],
)
def test_ten_files_two_megabytes_each_and_together_to_the_byte(office, sizes, status):
    letters = "abcdefghijkl"
    contents = [text(size, letters[at]) for at, size in enumerate(sizes)]
    answer = office.post("teacher", NEW, **office.typed(**attached(*contents)))
    assert answer.status_code == status
    assert office.count() == (1 if status == 303 else 0)
    if status == 422:
        page = answer.get_data(as_text=True)
        assert "Le car est en panne." in page
        kept = [one for one in contents[:10] if len(one) <= 2 * MO]
        assert page.count('name="attachment"') == len(kept), "what was taken is not sent again"


def test_what_no_reader_should_open_is_refused_beside_the_files(office):
    files = {"attachment-files": [file(b"<html><script>", "page.html")]}
    answer = office.post("teacher", NEW, **office.typed(**files))
    assert answer.status_code == 422
    assert "page.html" in answer.get_data(as_text=True)


def test_a_file_is_taken_away_and_stays_with_its_owner(office):
    id_ = office.write("teacher", "save", **attached(text(3), text(4, "b")))
    ids = [media_id for _, media_id in uses(office, id_)]
    path = f"/communication/annonces/{id_}/modifier"
    fields = office.typed(
        "save",
        version="1",
        **{"attachment": [str(one) for one in ids], "attachment-remove": str(ids[0])},
    )
    assert office.post("teacher", path, **fields).status_code == 303
    assert [media_id for _, media_id in uses(office, id_)] == ids[1:]
    with saved(office.app) as session:
        assert session.scalar(select(func.count()).select_from(Media)) == 2


def test_nobody_attaches_the_files_of_others(office):
    first = office.write("colleague", "save", office.key("4C"), **attached(text(5)))
    [(_, media_id)] = uses(office, first)
    for name in ("attachment", "illustration"):
        fields = office.typed("save", title="Autre", **{name: str(media_id)})
        answer = office.post("teacher", NEW, **fields)
        if answer.status_code == 303:
            assert uses(office, office.newest().id) == []
        else:
            assert answer.status_code == 422
    assert office.browsers["teacher"].get(url_of(office, media_id)).status_code == 404


def test_a_file_is_read_by_those_who_receive_it_while_it_is_online(office):
    readers = {
        "author": office.browsers["teacher"],
        "head": office.browsers["head"],
        "colleague": office.browsers["colleague"],
        "parent": office.browsers["parent"],
        "stranger": office.browsers["stranger"],
        "visitor": browser(office.app),
    }

    def who_reads(media_id):
        url = url_of(office, media_id)
        return {name for name, one in readers.items() if one.get(url).status_code == 200}

    id_ = office.write("teacher", "save", **attached(text(7)))
    [(_, media_id)] = uses(office, id_)
    assert who_reads(media_id) == {"author", "head"}, "the head manages all files"
    office.move("teacher", id_, "envoyer")
    assert who_reads(media_id) == {"author", "head", "parent"}
    answer = readers["parent"].get(url_of(office, media_id))
    assert answer.headers["Cache-Control"] == "private, no-store"
    office.move("teacher", id_, "terminer")
    with saved(office.app) as session:
        assert session.get_one(Media, media_id)


def test_a_body_beyond_all_limits_is_not_read(office):
    huge = padded(text(1), 30 * MO)
    answer = office.post("teacher", NEW, **office.typed(**attached(huge)))
    assert answer.status_code == 413


def test_a_file_that_comes_with_the_second_form_is_not_lost(office):
    office.write("teacher", "save")
    id_ = office.write("teacher", "save", **attached(text(9)))
    assert len(uses(office, id_)) == 1
    assert office.write("teacher", "save", **attached(text(9))) == id_
    assert office.count() == 2


def test_who_corrects_it_keeps_the_files_of_its_author(office):
    id_ = office.write("teacher", "send", **attached(text(8)))
    before = uses(office, id_)
    fields = office.typed("save", version="2", attachment=[str(before[0][1])])
    answer = office.post("head", f"/communication/annonces/{id_}/modifier", **fields)
    assert answer.status_code == 303
    assert uses(office, id_) == before


def test_its_author_sees_what_its_readers_will(office):
    """Picture, text, link and files are the same; a frame opens there too, after a click."""
    id_ = office.write(
        "teacher",
        body="Le plan :\n\nhttps://www.geogebra.org/m/xyz12",
        link_url="https://exemple.fr/plan",
        **{
            "illustration-file": file(picture(), "car.jpg"),
            "attachment-files": file(pdf(), "plan.pdf"),
        },
    )
    for name, path in (
        ("teacher", f"/communication/annonces/{id_}"),
        ("parent", f"/annonces/{id_}"),
    ):
        shown = office.at(name, path)
        [notice] = shown.cssselect(".notice.is-alert")
        assert notice.cssselect(".notice__picture img")
        assert notice.cssselect("a[data-embed]")
        assert [a.get("href") for a in notice.cssselect(".notice__link a")] == [
            "https://exemple.fr/plan"
        ]
        assert "plan.pdf" in notice.cssselect(".files a")[0].get("href")
        assert "Du mardi 24 mars, 10\u00a0h, au mercredi 25 mars 2026." in notice.text_content()
        assert any("js/embed.js" in one.get("src") for one in shown.cssselect("script[src]"))
