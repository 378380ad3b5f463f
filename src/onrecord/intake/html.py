"""Markup → the page's text and blocks, comments and metadata.

read_html(markup) -> Reading
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.intake.markup import Line, folded, read_tree
from onrecord.intake.selectors import selectors_of
from onrecord.terms import Block, BlockKind, Comment, Published, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What markup holds. Spans count in `text`; `origins` says what each of the metadata was taken from."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    modified: str | None = None
    site: str | None = None
    language: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


def read_html(markup: str, *, url: str | None = None, title: str | None = None) -> Reading:
    """Return what the page says, block by block, in time that grows with its length."""
    tree = read_tree(markup)
    chosen: list[tuple[BlockKind, list[Line]]] = []
    for line in tree.lines:
        if line.node.tag == "h1":
            chosen.append(("headline", [line]))
        elif line.size > 60 and line.link < 0.4 * line.size:
            chosen.append(("paragraph", [line]))
    text: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, lines in chosen:
        join = "\n" if kind in ("list", "quotation") else " "
        words = join.join(folded(line.ranges, tree.raw, join) for line in lines)
        if text:
            text.append("\n\n")
            at += 2
        text.append(words)
        blocks.append(Block(kind=kind, span=Span(at, at + len(words)), selectors=selectors_of(lines)))
        at += len(words)
    return Reading(text="".join(text), blocks=tuple(blocks))
