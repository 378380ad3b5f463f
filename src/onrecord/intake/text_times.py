"""Times that pages print between day and clock with a word of their language: "12 marzo, 2021 a las 10:15"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord.intake import kinds
from onrecord.intake.text_lines import Line

LONGEST = 60
_CLOCK = re.compile(r",?\s(?:a las?|às|alle(?: ore)?|om|kl\.?)\s+(?=\d{1,2}[:.h]\d\d)", re.IGNORECASE)
"""What stands before the hour in Spanish, Portuguese, Italian, Dutch and the languages of the north."""


def with_times(lines: Iterable[Line]) -> list[Line]:
    """Return the lines, those marked that only say when with such a word before the hour."""
    return [replace(line, stamp=True) if not line.stamp and _only_says_when(line.words) else line for line in lines]


def _only_says_when(words: str) -> bool:
    if len(words) > LONGEST or not words[0].isalnum():
        return False
    plain, count = _CLOCK.subn(" ", words)
    return count > 0 and kinds.is_timestamp(plain.removesuffix(" uur"))
