"""Flattened text to blocks and comments: a page whose markup is gone, read from shape, wording and position."""

from onrecord.intake.text.reading import TextReading, read_text

__all__ = ["TextReading", "read_text"]
