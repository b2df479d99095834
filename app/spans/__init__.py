"""For how long what was read of the site holds: a version of it, until a date changes something."""
