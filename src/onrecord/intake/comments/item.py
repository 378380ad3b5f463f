"""One comment in the markup, as it is read part by part."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.intake.markup import Line, Node


@dataclass(slots=True)
class Item:
    """A comment in the markup: nodes `first` to `last` of the tree, without those of the comments inside it.

    `lines` are its own lines in full, `author_lines` and `body` the parts that say the author's name and the words.
    """

    node: Node
    first: int
    last: int
    inner: list[tuple[int, int]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    author: str | None = None
    author_line: Line | None = None
    posted: str | None = None
    body: list[Line] = field(default_factory=list)
    parent: int | None = None
    confidence: float = 1.0
    reason: str | None = None
