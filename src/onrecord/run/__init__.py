"""Many pages: a snapshot through intake and recognition, here or elsewhere."""
