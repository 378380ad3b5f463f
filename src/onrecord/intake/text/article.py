"""The lines of an article to blocks: headline, byline, timestamp, dateline, caption, credit, paragraph and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.intake import bylines, kinds
from onrecord.intake.text.lines import Line
from onrecord.terms import Block, BlockKind, Span


def article_blocks(text: str, lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of an article's lines, in order."""
    blocks: list[Block] = []
    head = _headline(lines)
    body = _first_paragraph(lines, head)
    extract = False
    for i, line in enumerate(lines):
        if i == head:
            blocks.append(Block(kind="headline", span=line.span))
            continue
        follows = lines[i + 1] if i + 1 < len(lines) else None
        kind = _kind(line, follows, before_body=i < body, first=i == 0)
        if kind == "paragraph" and extract:
            kind = "quotation"
        extract = kind == "dateline"
        blocks.extend(_split(line, kind, opening=i == body))
    return blocks


def _headline(lines: Sequence[Line]) -> int:
    """Return the place of the headline, or -1: a short unfinished line above the first paragraph."""
    for i, line in enumerate(lines[:8]):
        words = line.words
        if line.stamp or line.furniture or _date_part(words) or bylines.is_byline(words):
            continue
        if len(words) > 200 or len(lines) == 1 or i + 1 >= len(lines):
            return -1
        if (
            words[-1] in ".:;," and not words.endswith(("...", "Inc.", "U.S.")) and len(words) > 40
        ) or kinds.opening_dateline(words):
            return -1
        return i if len(words) <= 160 else -1
    return -1


def _first_paragraph(lines: Sequence[Line], head: int) -> int:
    """Return the place of the first line long enough to open the article, at most the twentieth."""
    for i, line in enumerate(lines[:20]):
        if (
            i > head
            and len(line.words) >= 100
            and not kinds.is_caption(line.words, early=True)
            and not bylines.is_byline(line.words)
        ):
            return i
    return min(len(lines), head + 1)


def _date_part(words: str) -> bool:
    """Return whether the line is one part of a date that the page prints over several: "24", "Jul", "2012"."""
    return len(words) <= 9 and ((words.isdigit() and len(words) <= 4) or kinds.month_of(words) is not None)


def _kind(line: Line, follows: Line | None, *, before_body: bool, first: bool) -> BlockKind:
    words = line.words
    if kinds.outlet_and_day(words):
        return "dateline"
    if line.stamp or (before_body and _date_part(words)):
        return "timestamp"
    if line.furniture:
        return "furniture"
    if bylines.is_byline(words):
        return "byline"
    if kinds.is_credit(words):
        return "credit"
    if kinds.is_note(words):
        return "note"
    if kinds.is_caption(words, early=before_body):
        return "caption"
    if kinds.is_list_item(words):
        return "list"
    if kinds.is_lone_quote(words) and follows is not None and line.gap == 0 and len(words) < 400:
        return "quotation"
    if line.indent >= 4:
        return "quotation"
    if not before_body and kinds.is_heading(words) and follows is not None and len(follows.words) > 60:
        return "heading"
    return "paragraph"


def _split(line: Line, kind: BlockKind, *, opening: bool) -> list[Block]:
    """Return the line as one block, or two: a caption and its credit, a dateline and its report."""
    start, end = line.span
    if kind == "caption":
        at = kinds.credit_at_end(line.words)
        if at > 0:
            return [
                Block(kind=kind, span=Span(start, start + len(line.words[:at].rstrip()))),
                Block(kind="credit", span=Span(start + at, end)),
            ]
    if kind == "paragraph":
        at = kinds.opening_dateline(line.words) if opening else 0
        if at and line.words[at:].strip():
            rest = start + at + len(line.words[at:]) - len(line.words[at:].lstrip())
            return [Block(kind="dateline", span=Span(start, start + at)), Block(kind=kind, span=Span(rest, end))]
        at = kinds.credit_at_end(line.words)
        if at > 0:
            return [
                Block(kind=kind, span=Span(start, start + len(line.words[:at].rstrip()))),
                Block(kind="credit", span=Span(start + at, end)),
            ]
    return [Block(kind=kind, span=line.span)]
