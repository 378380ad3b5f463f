"""Turns of an interview or a transcript: paragraphs that open with who speaks and a colon, one after another.

Where the page itself prints who speaks at the head of every paragraph, its layout tells more than any single line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from onrecord.terms import Span

TURN: Final = re.compile(r"(?P<who>[A-Z][\w.’'-]*(?:[ \t]+[A-Z][\w.’'-]*){0,3})\s?(?P<colon>:)\s+(?P<words>\S.*\w.*)")
FEWEST: Final = 3
"""Turns that make a run: two lines with a colon may be a list."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a run: who is printed at its head, the colon, and the words after it."""

    who: Span
    colon: Span
    words: Span


def find_turns(text: str, lines: Iterable[Span | tuple[int, int]]) -> list[Turn]:
    """Return the turns among `lines` (paragraphs, in order): runs in which two take part and one comes back."""
    found: list[Turn] = []
    run: list[Turn] = []
    for start, end in [*lines, (0, 0)]:
        match = TURN.match(text, start, end)
        if match is not None:
            run.append(Turn(Span(*match.span("who")), Span(*match.span("colon")), Span(*match.span("words"))))
            continue
        speakers = Counter(turn.who.of(text) for turn in run)
        if len(run) >= FEWEST and len(speakers) >= 2 and max(speakers.values()) >= 2:
            found += run
        run = []
    return found
