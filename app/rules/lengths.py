"""How long what people write may be, in characters (DESIGN, "Databases": lengths are rules)."""

LONGEST_TITLE = 200
LONGEST_SUMMARY = 512
LONGEST_BODY = 200_000
"""As typed, tags included; ten times the longest article of a school."""
LONGEST_REASON = 2_000
LONGEST_LINE = 300
"""What fits into one line of a form, as a credit."""
LONGEST_ALT = 500
LONGEST_CAPTION = 500
LONGEST_TRANSCRIPT = 50_000
"""An hour and a half of speech."""
LONGEST_PLACE = 200
LONGEST_DESCRIPTION = 2_000
"""A few paragraphs on an event; an article says more."""
