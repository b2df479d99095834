"""Random small sites for the property test, as hypothesis draws them."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from app.rules.roles import Role
from app.rules.visibility import Node, Visibility
from app.rules.workflow import Status
from tests.worlds import CLASS_ID, MOST_FILES, PUPIL_ID, DrawnArticle, DrawnEvent, DrawnUse, World

KEYS = (
    "members",
    "profile:teacher",
    "profile:parent",
    f"group:{CLASS_ID}/pupil",
    f"group:{CLASS_ID}/parent",
    f"user:{PUPIL_ID}",
    "function:ELV",
    "duty:cpe",
)
many = partial(
    settings,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""How many sites are drawn and looked at; the smallest one that fails is searched for."""
few = partial(many, phases=[Phase.generate])
"""How some are, of every day: one that fails is shown as it was drawn."""
INSTANT = timedelta(microseconds=1)
MOMENTS = (
    -timedelta(days=40),
    -timedelta(days=1),
    -INSTANT,
    timedelta(0),
    INSTANT,
    timedelta(days=3),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a site, also one that the forms would refuse: public below private."""
    rubriques = [
        draw(_rubriques(number)) for number in range(1, draw(st.integers(2, 5), "rubriques") + 1)
    ]
    ids = st.integers(1, len(rubriques))
    articles = [
        _as_stored(article) for article in draw(st.lists(_articles(ids), min_size=1, max_size=6))
    ]
    numbers = st.integers(0, len(articles) - 1)
    return World(
        rubriques=rubriques,
        blogs=draw(
            st.lists(st.booleans(), min_size=len(rubriques), max_size=len(rubriques)), "blogs"
        ),
        articles=articles,
        events=draw(
            st.lists(
                st.builds(
                    DrawnEvent,
                    rubrique=ids,
                    article=st.none() | numbers,
                    starts=st.sampled_from([timedelta(hours=hours) for hours in (-2, 0, 30)]),
                ),
                max_size=3,
            ),
            "events",
        ),
        uses=draw(
            st.lists(
                st.builds(
                    DrawnUse,
                    file=st.integers(0, MOST_FILES - 1),
                    place=st.sampled_from(["past", "online", "draft"]),
                    number=numbers,
                )
                | st.builds(
                    DrawnUse,
                    file=st.integers(0, MOST_FILES - 1),
                    place=st.just("rubrique"),
                    number=ids,
                ),
                min_size=2,
                max_size=5,
            ),
            "uses",
        ),
    )


def _rubriques(number: int) -> st.SearchStrategy[Node]:
    return st.builds(
        Node,
        id=st.just(number),
        parent_id=st.sampled_from([None, *range(1, number), *range(1, number)]),
        visibility=st.sampled_from(Visibility),
        inherits=st.booleans(),
        grants=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(Role), max_size=3),
        archived=st.sampled_from([False, False, False, True]),
        trashed=st.sampled_from([False, False, False, False, True]),
    )


def _articles(ids: st.SearchStrategy[int]) -> st.SearchStrategy[DrawnArticle]:
    return st.builds(
        DrawnArticle,
        rubrique=ids,
        status=st.sampled_from([Status.ONLINE, Status.ONLINE, *Status]),
        starts=st.sampled_from(MOMENTS),
        ends=st.none() | st.sampled_from(MOMENTS),
        past=st.sampled_from([True, False]),
        draft=st.sampled_from([True, True, False]),
    )


def _as_stored(article: DrawnArticle) -> DrawnArticle:
    """The database refuses an end before the start."""
    if article.ends is not None and article.ends <= article.starts:
        return replace(article, ends=None)
    return article
