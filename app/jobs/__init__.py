"""Jobs: what actions left to be done after their transactions, and the worker that does it."""
