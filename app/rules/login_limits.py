"""How many wrong passwords an account takes before it rests (ASVS 6.3.1, DESIGN "Security").

A school is one address: what is counted is the account, and the account from one address, never an
address alone, so that one pupil's guessing locks no class out.
"""

from datetime import timedelta

WINDOW = timedelta(minutes=15)
"""How long a wrong password counts."""
MOST_FROM_ONE_ADDRESS = 10
MOST_FROM_ANYWHERE = 50


def must_rest(from_here: int, from_anywhere: int) -> bool:
    """Tell whether an account takes no password now, after these failures within the window."""
    return from_here >= MOST_FROM_ONE_ADDRESS or from_anywhere >= MOST_FROM_ANYWHERE
