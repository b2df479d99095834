"""Backups: the database and the files of an instance in one archive, taken while it runs."""
