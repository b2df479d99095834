"""Logins made from names: `lou.dubosc` for a pupil, `v.dubosc` for an adult (domain §6.1)."""

from collections.abc import Container

from app.text.slugs import slugify


def new_login(first_name: str, last_name: str, taken: Container[str], *, is_pupil: bool) -> str:
    """Return a login that is not taken: `v.dubosc`, else `v.dubosc2` and so on."""
    first, last = slugify(first_name), slugify(last_name)
    stem = f"{first if is_pupil else first[0]}.{last}"
    login, number = stem, 1
    while login in taken:
        number += 1
        login = f"{stem}{number}"
    return login
