"""Whole numbers as addresses and forms write them: ASCII digits, so many at most."""

LONGEST_ID = 9
LARGEST_ID = 10**LONGEST_ID - 1
"""As in addresses: within the 32 bits of an id on PostgreSQL."""


def number_in(text: str, digits: int = LONGEST_ID) -> int | None:
    """Return the number that a text writes with so many digits at most, none for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if is_number else None
