"""What is asked of other sites: which addresses may be asked, the asking, and the reading."""
