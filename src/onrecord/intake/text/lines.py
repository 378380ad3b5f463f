"""The lines of a text, with the blank lines before each."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.intake import kinds
from onrecord.terms import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it. `span` is without white space at its ends.

    `gap` counts the blank lines before it, `indent` the columns of white space at its head (a tab is four). `stamp`
    and `furniture`: whether it only says when, or belongs to the site; asked once, for every step wants to know.
    """

    span: Span
    gap: int
    indent: int
    words: str
    stamp: bool = False
    furniture: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank, in order."""
    lines: list[Line] = []
    start = gap = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if words:
            head = len(raw) - len(raw.lstrip())
            first = start + head
            indent = sum(4 if char == "\t" else 1 for char in raw[:head])
            if words[0] == "\ufeff" and len(words) > 1 and words.strip("\ufeff").strip():
                # A byte order mark is a block of its own, so that the headline after it is the words one sees.
                lines.append(Line(Span(first, first + 1), gap, indent, "\ufeff", furniture=True))
                rest = words[1:].lstrip()
                first, words, gap = first + len(words) - len(rest), rest, 0
            stamp, furniture = kinds.is_timestamp(words), kinds.is_furniture(words)
            lines.append(Line(Span(first, first + len(words)), gap, indent, words, stamp, furniture))
            gap = 0
        else:
            gap += 1
        start += len(raw)
    return lines
