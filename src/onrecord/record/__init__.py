"""A page with its findings, written down: as JSON Lines and in one SQLite file."""
