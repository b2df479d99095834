"""By what a person is sorted, and looked for in texts: two keys made of the name."""

from app.text.names import naming_word
from app.text.stems import sort_key


def person_keys(first_name: str, last_name: str) -> dict[str, str]:
    """Return the values of the columns that follow from a person's first and last name."""
    return {
        "sort_key": sort_key(f"{last_name} {first_name}"),
        "naming_word": naming_word(last_name),
    }
