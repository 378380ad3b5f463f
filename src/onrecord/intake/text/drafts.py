"""Lines with known states to comments in the making: their words, author and time, and what the site prints between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from onrecord.intake import kinds
from onrecord.intake.text.chain import AUTHOR, MORE, OPENING
from onrecord.intake.text.lines import Line
from onrecord.intake.text.signed import Signature
from onrecord.terms import BlockKind, Span


@dataclass(slots=True)
class Draft:
    """A comment in the making: its pieces in order, or only furniture where `is_comment` is False."""

    pieces: list[tuple[BlockKind, Span]] = field(default_factory=list)
    author: Span | None = None
    posted: str | None = None
    is_comment: bool = True


@dataclass(slots=True)
class CommentLines:
    """`start` is the number of the first line that is no longer the article's."""

    start: int
    drafts: list[Draft] = field(default_factory=list)


NOBODY: Mapping[int, Signature] = {}


def drafts_of(
    lines: Sequence[Line], states: Mapping[int, int], start: int, signed: Mapping[int, Signature] = NOBODY
) -> list[Draft]:
    """Return the comments from line `start` on. Times go to the comment they stand under, furniture stays apart."""
    drafts: list[Draft] = []
    posted = _time_above(lines, start)
    states = _with_lost_texts(lines, states)
    for number in range(start, len(lines)):
        line = lines[number]
        state = states.get(number)
        if state is None:
            place_furniture(drafts, line)
            continue
        if state in (AUTHOR, OPENING) or not any(draft.is_comment for draft in drafts):
            drafts.append(Draft(posted=posted))
            posted = None
        draft = drafts[-1]
        if state == AUTHOR:
            place_author(draft, line, signed.get(number))
        else:
            draft.pieces.append(("comment", line.span))
    return drafts


def _with_lost_texts(lines: Sequence[Line], states: Mapping[int, int]) -> dict[int, int]:
    """Return the states with a comment opened where a longer run of blanks stands below an author's line.

    Only on pages where such runs open comments and author lines stand close to their texts: there the text of that
    author was lost (a picture, say), and what follows is somebody else's.
    """
    found = dict(states)
    numbers = sorted(states)
    below = [n for before, n in pairwise(numbers) if states[before] == AUTHOR]
    wide = [n for n in below if lines[n].gap >= 2]
    opened = sum(states[n] == OPENING and lines[n].gap >= 2 for n in numbers)
    if opened >= 3 and len(wide) * 2 <= len(below):
        found.update({n: OPENING for n in wide if states[n] == MORE})
    return found


def _time_above(lines: Sequence[Line], start: int) -> str | None:
    near = reversed(lines[max(0, start - 2) : start])
    above = [line.words for line in takewhile(lambda line: line.stamp, near)]
    return kinds.time_of(" ".join(reversed(above))) if above else None


def place_furniture(drafts: list[Draft], line: Line) -> None:
    """Add what the site prints to the last draft; a time above its words is when it was posted."""
    if line.stamp:
        drafts[-1].pieces.append(("timestamp", line.span))
        if drafts[-1].posted is None and not any(kind == "comment" for kind, _ in drafts[-1].pieces):
            drafts[-1].posted = kinds.time_of(line.words)
    else:
        drafts[-1].pieces.append(("furniture", line.span))


def place_author(draft: Draft, line: Line, signature: Signature | None) -> None:
    """Give the draft the author and the time that the line prints."""
    start, end = line.span
    if signature is None:
        said = kinds.says_line(line.words)
        whole = len(line.words)
        name, stamp = ((0, said[0]), (said[1], whole)) if said else ((0, len(line.words.rstrip(" :")) or whole), None)
    else:
        name, stamp = signature.name, signature.stamp
    draft.author = Span(start + name[0], start + name[1])
    if stamp is None or stamp[0] >= len(line.words):
        draft.pieces.append(("author", line.span))
        return
    draft.pieces.append(("author", Span(start, start + len(line.words[: stamp[0]].rstrip()))))
    draft.pieces.append(("timestamp", Span(start + stamp[0], end)))
    draft.posted = kinds.time_of(line.words[slice(*stamp)].rstrip(" :"))
