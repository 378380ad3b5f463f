"""Readers' comments in markup and in what scripts keep: who, when, the words, and which comment each answers."""

from onrecord.intake.comments.finding import find_comments
from onrecord.intake.comments.item import Item

__all__ = ["Item", "find_comments"]
