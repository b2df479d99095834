"""What is done: one verb a function, in the caller's transaction; the view commits."""
