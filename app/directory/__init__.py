"""The directory as files: read and checked, compared with the one that is there, written."""
