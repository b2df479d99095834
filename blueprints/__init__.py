"""The pages, one package for each audience."""
