"""Files that people send: what they are, told by their content, never by their name."""
