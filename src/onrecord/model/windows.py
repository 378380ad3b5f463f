"""Pack paragraphs into the windows that the model reads, in linear time; serving and training pack alike.

A window is a run of whole paragraphs, broken where it hurts least: not before a paragraph that opens with a quotation
mark, whose speaker often stands in the one before. A paragraph longer than a window is cut at sentence ends, and its
further parts repeat the end of the part before as context.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CONTEXT: Final = 40
"""Pieces of a cut paragraph that the next part repeats, so that a cue just before the cut is still seen."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words `start` to `end` of a paragraph, by index; those before `owned` are context that another window owns."""

    paragraph: int
    start: int
    end: int
    owned: int


Window = tuple[Part, ...]


def pack(
    lengths: Sequence[Sequence[int]], ends: Sequence[Sequence[bool]], tied: Sequence[bool], limit: int
) -> list[Window]:
    """Return the windows over paragraphs, in order, of at most `limit` pieces with [CLS] and a [SEP] a paragraph.

    `lengths` counts the pieces of each word of each paragraph, `ends` says which words end a sentence, `tied` which
    paragraphs should stand in one window with the one before.
    """
    windows: list[Window] = []
    held: list[tuple[Part, int]] = []
    room = limit - 1
    used = 0
    for number, counts in enumerate(lengths):
        size = sum(counts) + 1
        if size > room:
            if held:
                windows.append(tuple(part for part, _ in held))
                held, used = [], 0
            windows += [(part,) for part in _cut(number, counts, ends[number], room - 1)]
            continue
        if used + size > room:
            at = _break(held, tied, number)
            windows.append(tuple(part for part, _ in held[:at]))
            held = held[at:]
            used = sum(n for _, n in held)
            if used + size > room:
                windows.append(tuple(part for part, _ in held))
                held, used = [], 0
        held.append((Part(number, 0, len(counts), 0), size))
        used += size
    if held:
        windows.append(tuple(part for part, _ in held))
    return windows


def _break(held: Sequence[tuple[Part, int]], tied: Sequence[bool], following: int) -> int:
    """Return how many of the held paragraphs close a window now: all, or fewer where the next one is tied to them."""
    if not tied[following]:
        return len(held)
    whole = sum(n for _, n in held)
    kept = whole
    for at in range(len(held) - 1, 0, -1):
        kept -= held[at][1]
        if kept * 2 < whole:
            break
        if not tied[held[at][0].paragraph]:
            return at
    return len(held)


def _cut(number: int, counts: Sequence[int], ends: Sequence[bool], room: int) -> list[Part]:
    """Return the parts of one long paragraph, each of at most `room` pieces, cut after sentence ends where it can."""
    parts: list[Part] = []
    start = owned = 0
    total = len(counts)
    while owned < total:
        used, end = 0, start
        while end < total and used + counts[end] <= room:
            used += counts[end]
            end += 1
        if end <= owned:  # one word that fills a window by itself, or context that leaves no room
            start, end = owned, max(end, owned + 1)
        elif end < total:
            for at in range(end, owned + max(1, (end - owned) // 2), -1):
                if ends[at - 1]:
                    end = at
                    break
        parts.append(Part(number, start, end, owned))
        owned = start = end
        back = 0
        while start > 0 and owned < total and back + counts[start - 1] <= CONTEXT:
            start -= 1
            back += counts[start]
            if start > 0 and ends[start - 1] and back > CONTEXT // 2:
                break
    return parts
