"""Which lines of a page in markup are its article."""
