"""Lines that only say when, or that the site prints with each comment, which are told by more than one line's words.

A word of the language stands between day and clock ("12 marzo, 2021 a las 10:15"); a count has its label and is met
again ("Posts: 312").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.intake import kinds
from onrecord.intake.text.lines import Line

LONGEST = 60
AGAIN = 3
"""Times a count must be met to be the site's."""
_CLOCK = re.compile(r",?\s(?:a las?|às|alle(?: ore)?|om|kl\.?)\s+(?=\d{1,2}[:.h]\d\d)", re.IGNORECASE)
"""What stands before the hour in Spanish, Portuguese, Italian, Dutch and the languages of the north."""
_COUNT = re.compile(r"([^\W\d_][^\W\d_ ]{2,15}(?: [^\W\d_]{1,10})?): ?\d[\d.,]*")


def with_marks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those of these two kinds marked as times and furniture."""
    labels = [_label(line.words) for line in lines]
    met = Counter(label for label in labels if label)
    return [
        replace(line, furniture=True)
        if label and met[label] >= AGAIN
        else replace(line, stamp=True)
        if not line.stamp and _only_says_when(line.words)
        else line
        for line, label in zip(lines, labels, strict=True)
    ]


def _label(words: str) -> str | None:
    found = _COUNT.fullmatch(words) if len(words) <= LONGEST else None
    return found[1].casefold() if found else None


def _only_says_when(words: str) -> bool:
    if len(words) > LONGEST or not words[0].isalnum():
        return False
    plain, count = _CLOCK.subn(" ", words)
    return count > 0 and kinds.is_timestamp(plain.removesuffix(" uur"))
