"""One-time codes that are read from paper: no letter that looks like another or like a digit."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
"""Of 31 signs each: 59 bits."""
GROUP = 4


def new_code() -> str:
    """Return a random code, as "7KQM-2XNB-VH4R"."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def same_code(typed: str) -> str:
    """Return what counts of a code as it was typed: neither capitals, spaces nor hyphens do."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)
