"""Bytes to a `Page` of blocks: HTML, flattened text, archives."""
