"""Which addresses are never asked: those within, however they are written or reached."""

import time
from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from app.external.address import Policy, addresses_of, is_public, place_of
from app.external.faults import Fault, FeedFault

PUBLIC = ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d70e",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_within_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", [*PUBLIC, "172.32.0.1", "100.128.0.1", "9.9.9.9"])
def test_an_address_of_the_public_network_is(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "rectorat.example/rss",
        "//rectorat.example/rss",
        "ftp://rectorat.example/",
        "file:///etc/passwd",
        "gopher://rectorat.example/",
        "javascript:alert(1)",
        "http://",
        "http:///rss",
        "http://rectorat.example:22/",
        "http://rectorat.example:0/",
        "http://rectorat.example:8080/",
        "http://rectorat.example:99999/",
        "http://rectorat.example:a/",
        "http://moi@rectorat.example/",
        "http://moi:secret@rectorat.example/",
        "http://@rectorat.example/",
        "http://rectorat.example\\@127.0.0.1/",
        "http://rectorat.example/a b",
        "http://rectorat.example/\r\nHost: x",
        "http://recto\trat.example/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1.1/",
        "http://127.0.0.01/",
        "http://a..b/",
        "http://-a.example/",
        "http://%31%32%37.0.0.1/",
        "http://[::1%25lo]/",
        "http://[::1/",
        "http://[v1.a]/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 200 + "example/",
        "http://rectorat.example/" + "a" * 2000,
        "http://\ud800.example/",
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(FeedFault) as refused:
        place_of(url)
    assert refused.value.fault is Fault.ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://１２７.０.０.１/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "https://192.168.0.1/rss.xml",
        "http://0.0.0.0/",
    ],
)
def test_an_address_within_written_as_such_is_refused(url: str) -> None:
    assert fault_of(url, Policy()) is Fault.ADDRESS


def test_localhost_is_refused_as_the_system_knows_it() -> None:
    assert fault_of("http://localhost/", Policy()) is Fault.ADDRESS
    assert fault_of("http://localhost:80/rss", Policy()) is Fault.ADDRESS


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (["127.0.0.1"], Fault.ADDRESS),
        ([PUBLIC[0], "10.0.0.1"], Fault.ADDRESS),
        ([*PUBLIC, "fe80::1%2"], Fault.ADDRESS),
        (["::ffff:10.0.0.1"], Fault.ADDRESS),
        (["2002:a00:1::"], Fault.ADDRESS),
        (["no address"], Fault.ADDRESS),
        ([], Fault.NAME),
    ],
)
def test_a_name_is_judged_by_all_that_it_leads_to(found: list[str], fault: Fault) -> None:
    assert fault_of("http://rectorat.example/", Policy(resolve=lambda _: found)) is fault


def test_a_name_that_leads_to_the_public_network_only_may_be_asked() -> None:
    policy = Policy(resolve=lambda _: PUBLIC)
    place = place_of("https://Rectorat.Example./Flux?a=é&b=%C3%A9#fin", policy)
    assert (place.host, place.port, place.is_secure) == ("rectorat.example", 443, True)
    assert place.target == "/Flux?a=%C3%A9&b=%C3%A9"
    assert place.authority == "rectorat.example"
    assert [str(one) for one in addresses_of(place, policy, 5)] == list(PUBLIC)


def test_a_name_in_letters_of_ours_is_asked_in_ascii() -> None:
    assert place_of("http://académie.example/").host == "xn--acadmie-eya.example"


def test_a_slow_look_up_ends_by_the_clock() -> None:
    def never(_: str) -> Sequence[str]:
        time.sleep(3)
        return PUBLIC

    started = time.monotonic()
    assert fault_of("http://rectorat.example/", Policy(resolve=never), 0.1) is Fault.TOO_SLOW
    assert time.monotonic() - started < 2


def test_a_name_that_nobody_knows_is_told() -> None:
    def unknown(_: str) -> Sequence[str]:
        raise OSError

    assert fault_of("http://rectorat.example/", Policy(resolve=unknown)) is Fault.NAME


def fault_of(url: str, policy: Policy, seconds: float = 5) -> Fault:
    """Return why an address is not asked."""
    with pytest.raises(FeedFault) as refused:
        addresses_of(place_of(url, policy), policy, seconds)
    return refused.value.fault
