"""What the tests of asking share: sites of this machine, one that may be asked and one not."""

from collections.abc import Iterator

import pytest

from app.external.faults import FeedFault
from app.external.fetch import Marks, fetch
from tests.feed_kit import OtherSite, other_site, rss

NONE = Marks()


@pytest.fixture
def site() -> Iterator[OtherSite]:
    with other_site() as found:
        yield found


@pytest.fixture
def inner() -> Iterator[OtherSite]:
    """A second site of this machine, which nobody may ask."""
    with other_site() as found:
        found.gives(rss("Secret"))
        yield found


def fault_of(site: OtherSite, path: str = "/rss.xml", **more: object) -> FeedFault:
    with pytest.raises(FeedFault) as found:
        fetch(site.url(path), NONE, site.asking(**more))  # type: ignore[arg-type]
    return found.value
