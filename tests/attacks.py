"""Attacks through rich text, of our own writing: one corpus for the parsers and for the browser."""

import json
from pathlib import Path

ATTACKS: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "text" / "attacks.json").read_text(encoding="utf-8")
)
"""By family; each ends in `alert(1)`, in a request to another host, or hides what the page is."""
EVERY_ATTACK = [attack for attacks in ATTACKS.values() for attack in attacks]
