"""The demo school, Collège des Trois Rivières: texts as files, one builder for each aggregate."""
