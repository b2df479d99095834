"""The school's rules as plain Python: values in, values out, no clock, no database, no web."""
