"""Where the article ends and which lines open or continue a comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.intake import kinds
from onrecord.intake.text_lines import Line
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


def comment_lines(text: str, lines: Sequence[Line]) -> CommentLines:
    """Return where the comments begin and what their lines are."""
    gaps = [i for i, line in enumerate(lines) if line.gap >= 2]
    if len(gaps) < 8:
        return CommentLines(len(lines))
    start = gaps[0]
    drafts: list[Draft] = []
    for line in lines[start:]:
        if kinds.is_furniture(line.words):
            drafts.append(Draft([("furniture", line.span)], is_comment=False))
            continue
        if not drafts or line.gap >= 2:
            drafts.append(Draft())
        drafts[-1].pieces.append(("comment", line.span))
    for draft in drafts:
        draft.is_comment = draft.is_comment and bool(draft.pieces)
    return CommentLines(start, drafts)
