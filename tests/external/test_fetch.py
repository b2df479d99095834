"""Asking a real server on this machine: what it answers is taken for what it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from app.external.faults import Fault, FeedFault
from app.external.fetch import Marks, fetch
from tests.external.conftest import NONE, fault_of
from tests.feed_kit import Handler, OtherSite, other_site, rss


def test_a_feed_is_asked_for_as_who_we_are_and_taken_with_its_marks(site: OtherSite) -> None:
    site.gives(
        rss("Un appel"),
        Content_Type="text/xml; charset=ISO-8859-15",
        ETag='W/"abc"',
        Last_Modified="Tue, 24 Mar 2026 08:00:00 GMT",
        Cache_Control="public, max-age=7200",
    )
    answer = fetch(site.url(), NONE, site.asking())
    assert answer.body == rss("Un appel")
    assert (answer.url, answer.charset) == (site.url(), "iso-8859-15")
    assert answer.marks == Marks('W/"abc"', "Tue, 24 Mar 2026 08:00:00 GMT")
    assert answer.fresh_for == timedelta(hours=2)
    [(path, headers)] = site.asked
    assert path == "/rss.xml"
    assert headers["User-Agent"] == "Parvis (+https://college.example)"
    assert headers["Host"] == f"127.0.0.1:{site.port}"
    assert not {"Cookie", "Referer", "Authorization", "If-None-Match"} & set(headers)


def test_what_has_not_changed_is_not_sent_again(site: OtherSite) -> None:
    site.gives(b"", 304, Cache_Control="max-age=60")
    marks = Marks('"abc"', "Tue, 24 Mar 2026 08:00:00 GMT")
    answer = fetch(site.url(), marks, site.asking())
    assert (answer.body, answer.marks, answer.fresh_for) == (None, marks, timedelta(minutes=1))
    [(_, headers)] = site.asked
    assert headers["If-None-Match"] == '"abc"'
    assert headers["If-Modified-Since"] == "Tue, 24 Mar 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (204, Fault.UNREADABLE),
        (300, Fault.UNREADABLE),
        (304, Fault.UNREADABLE),
        (401, Fault.REFUSED),
        (403, Fault.REFUSED),
        (404, Fault.ABSENT),
        (410, Fault.GONE),
        (429, Fault.TROUBLE),
        (500, Fault.TROUBLE),
        (503, Fault.TROUBLE),
    ],
)
def test_each_refusal_is_told(site: OtherSite, status: int, fault: Fault) -> None:
    site.gives(b"", status)
    assert fault_of(site).fault is fault


def test_a_server_in_trouble_says_when_to_come_back(site: OtherSite) -> None:
    site.gives(b"", 503, Retry_After="120")
    assert fault_of(site).wait == timedelta(minutes=2)
    later = datetime.now(UTC) + timedelta(hours=3)
    site.gives(b"", 429, Retry_After=format_datetime(later, usegmt=True))
    wait = fault_of(site).wait
    assert wait is not None
    assert timedelta(hours=2) < wait <= timedelta(hours=3)
    for junk in ("soon", "-5", "9" * 40, "Tue, 99 Mar 2026 08:00:00 GMT", "é"):
        site.gives(b"", 503, Retry_After=junk)
        assert fault_of(site).wait is None


def junk(text: bytes) -> Callable[[Handler], None]:
    return lambda handler: handler.wfile.write(text)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ],
)
def test_what_is_no_answer_is_told(site: OtherSite, text: bytes) -> None:
    site.answers["/rss.xml"] = junk(text)
    assert fault_of(site).fault in (Fault.UNREADABLE, Fault.UNREACHABLE)


def test_marks_that_could_not_be_sent_back_are_not_kept(site: OtherSite) -> None:
    site.answers["/rss.xml"] = junk(
        b'HTTP/1.1 200 OK\r\nETag: "a\x01\xe9"\r\nLast-Modified: ' + b"z" * 600 + b"\r\n"
        b'Content-Type: text/xml; charset="\xff\r\nCache-Control: max-age=zz\r\n\r\nbody'
    )
    answer = fetch(site.url(), NONE, site.asking())
    assert (answer.body, answer.marks, answer.fresh_for) == (b"body", NONE, None)


def test_who_does_not_listen_is_unreachable() -> None:
    with other_site() as gone:
        asking, url = gone.asking(), gone.url()
    with pytest.raises(FeedFault) as found:
        fetch(url, NONE, asking)
    assert found.value.fault is Fault.UNREACHABLE
