"""Asking a server that sends elsewhere, and names that lead within: nobody there is reached."""

import pytest

from app.external.address import Policy
from app.external.faults import Fault, FeedFault
from app.external.fetch import Asking, fetch
from tests.external.conftest import NONE, fault_of
from tests.feed_kit import OtherSite


def redirects(site: OtherSite, location: str, status: int = 302, path: str = "/rss.xml") -> None:
    site.gives(b"", status, path, Location=location)


def test_a_redirect_is_followed_and_known(site: OtherSite) -> None:
    redirects(site, "/ici?x=é".encode().decode("latin-1"), 301)
    redirects(site, site.url("/la"), 308, "/ici?x=%C3%A9")
    site.gives(b"found", path="/la")
    answer = fetch(site.url(), NONE, site.asking())
    assert (answer.body, answer.url) == (b"found", site.url("/la"))


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://10.0.0.1/rss.xml",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://172.16.0.9/",
        "http://moi@rectorat.example/",
        "ftp://rectorat.example/rss",
        "file:///etc/passwd",
        "http://[",
        "//127.0.0.1/",
    ],
)
def test_a_redirect_inwards_is_not_followed(site: OtherSite, location: str) -> None:
    redirects(site, location)
    assert fault_of(site).fault in (Fault.ADDRESS, Fault.UNREADABLE)
    assert len(site.asked) == 1


def test_a_redirect_to_another_port_of_this_machine_reaches_nobody(
    site: OtherSite, inner: OtherSite
) -> None:
    redirects(site, inner.url())
    assert fault_of(site).fault is Fault.ADDRESS
    assert inner.asked == []


@pytest.mark.parametrize("name", ["localhost", "interne.example"])
def test_a_name_that_leads_within_reaches_nobody(
    site: OtherSite, inner: OtherSite, name: str
) -> None:
    """Its port may be asked, but at no address of this machine."""
    policy = Policy(ports=frozenset({80, 443, inner.port}), resolve=lambda _: ["127.0.0.1"])
    with pytest.raises(FeedFault) as found:
        fetch(inner.url(host=name), NONE, Asking(policy=policy))
    assert found.value.fault is Fault.ADDRESS
    with pytest.raises(FeedFault):
        fetch(inner.url(host="localhost"), NONE, Asking(policy=Policy(policy.ports)))
    assert inner.asked == []


def test_a_name_is_looked_up_once_and_asked_at_the_address_that_was_judged(
    site: OtherSite,
) -> None:
    """A name that changes between two looks ("DNS rebinding") gains nothing."""
    found = iter([["127.0.0.1"], ["10.0.0.1"]])
    asking = site.asking(resolve=lambda _: next(found))
    site.gives(b"first")
    assert fetch(site.url(host="rectorat.example"), NONE, asking).body == b"first"
    assert site.asked[0][1]["Host"] == f"rectorat.example:{site.port}"
    with pytest.raises(FeedFault):
        fetch(site.url(host="rectorat.example"), NONE, asking)
    assert len(site.asked) == 1


def test_redirects_without_end_are_left(site: OtherSite) -> None:
    redirects(site, "/rss.xml")
    assert fault_of(site).fault is Fault.REDIRECTS
    assert len(site.asked) == 6


def test_a_redirect_that_does_not_say_where_to_is_no_answer(site: OtherSite) -> None:
    site.gives(b"", 301)
    assert fault_of(site).fault is Fault.UNREADABLE
