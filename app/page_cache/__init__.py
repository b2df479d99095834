"""The WSGI layers before Flask: what visitors read is kept whole, and leaves compressed."""
