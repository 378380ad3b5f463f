"""Lines that the site prints with each comment, told by being met again: counts with one label ("Posts: 312")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.intake.text.lines import Line

LONGEST = 60
AGAIN = 3
"""Times a count must be met to be the site's."""
_COUNT = re.compile(r"([^\W\d_][^\W\d_ ]{2,15}(?: [^\W\d_]{1,10})?): ?\d[\d.,]*")


def with_marks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, counts of one label met again marked as furniture."""
    labels = [_label(line.words) for line in lines]
    met = Counter(label for label in labels if label)
    return [
        replace(line, furniture=True) if label and met[label] >= AGAIN else line
        for line, label in zip(lines, labels, strict=True)
    ]


def _label(words: str) -> str | None:
    found = _COUNT.fullmatch(words) if len(words) <= LONGEST else None
    return found[1].casefold() if found else None
