"""Flattened text to blocks and comments: a page whose markup is gone, read from shape, wording and position.

    read_text(text) -> TextReading

Lines are found first (`Line`), then where the article ends and which lines open or continue a comment
(`comments.py`), then what each line of the article is (`article.py`). No position ever leaves the text as it
was given: carriage returns, tabs, soft hyphens and byte order marks stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.intake import bylines, kinds
from onrecord.intake.text.article import article_blocks
from onrecord.intake.text.comments import comment_lines
from onrecord.intake.text.drafts import CommentLines
from onrecord.intake.text.lines import lines_of
from onrecord.intake.text.marks import with_marks
from onrecord.terms import Block, Comment, Published, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReading:
    """What flattened text holds. Blocks are in order and disjoint, and only white space lies between them.

    `title`, `site` and `published` are None, `authors` is empty, where the text does not tell. Comments have no parent
    yet: `recognition/threads` finds it.
    """

    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    site: str | None = None


def read_text(text: str) -> TextReading:
    """Return the blocks and comments of `text`, in time that grows with its length."""
    lines = with_marks(lines_of(text))
    if not lines:
        return TextReading()
    found = comment_lines(lines)
    article = article_blocks(text, lines[: found.start])
    blocks, comments = _comment_blocks(text, found)
    title = next(
        (text[b.span.start : b.span.end].strip("\ufeff\u200b ") for b in article if b.kind == "headline"), None
    )
    return TextReading(
        blocks=(*article, *blocks),
        comments=tuple(comments),
        title=title,
        authors=_authors(text, article),
        published=_published(text, article),
        site=None,
    )


def _comment_blocks(text: str, found: CommentLines) -> tuple[list[Block], list[Comment]]:
    """Return the blocks and comments from `found.start` on: neighbouring lines of one comment are one block."""
    blocks: list[Block] = []
    comments: list[Comment] = []
    for draft in found.drafts:
        for kind, run in groupby(draft.pieces, key=lambda piece: piece[0]):
            spans = [span for _, span in run]
            if kind == "comment":
                spans = [Span(spans[0].start, spans[-1].end)]
            blocks.extend(Block(kind=kind, span=span) for span in spans)
    for number, draft in enumerate((d for d in found.drafts if d.is_comment), start=1):
        words = [span for kind, span in draft.pieces if kind == "comment"]
        comments.append(
            Comment(
                id=f"c{number}",
                author=draft.author and draft.author.of(text),
                author_span=draft.author,
                posted=draft.posted,
                span=Span(words[0].start, words[-1].end) if words else None,
            )
        )
    return blocks, comments


def _authors(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for block in blocks:
        if block.kind == "byline":
            names.update(dict.fromkeys(bylines.authors_of(block.span.of(text))))
    return tuple(names)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _published(text: str, blocks: Sequence[Block]) -> Published | None:
    """Return the day that a timestamp line above the article prints, joined over lines ("24", "Jul", "2012")."""
    stamps = [block for block in blocks[:12] if block.kind == "timestamp"]
    if not stamps:
        return None
    for block in stamps:
        value = kinds.day_of(block.span.of(text))
        if value:
            return Published(value=value, span=block.span, reason="timestamp")
    joined = Span(stamps[0].span.start, stamps[-1].span.end)
    value = kinds.day_of(" ".join(joined.of(text).split())) if joined.length < 80 else None
    return Published(value=value, span=joined, reason="timestamp") if value else None
