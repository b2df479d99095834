"""Whether an instance is set up as it should be: what `flask --app wsgi check` tells in words."""
