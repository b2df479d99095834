"""After how many wrong passwords an account rests."""

import pytest

from app.rules.login_limits import MOST_FROM_ANYWHERE, MOST_FROM_ONE_ADDRESS, must_rest


@pytest.mark.parametrize(
    ("from_here", "from_anywhere", "expected"),
    [
        (0, 0, False),
        (MOST_FROM_ONE_ADDRESS - 1, MOST_FROM_ANYWHERE - 1, False),
        (MOST_FROM_ONE_ADDRESS, MOST_FROM_ONE_ADDRESS, True),
        (0, MOST_FROM_ANYWHERE, True),
    ],
)
def test_an_account_rests_after_too_many(
    from_here: int, from_anywhere: int, expected: bool
) -> None:
    assert must_rest(from_here, from_anywhere) is expected
