"""Which lines of a page are its article: features of each line and its neighbours, weighed by small boosted trees.

Two looks at the page. The first asks of each line what it is like and what stands around it. The second asks again,
knowing what the first made of the neighbours and of the element that the line stands in. How the weights were fitted:
`training/article_blocks.py`; how well they do: `docs/intake.md`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from onrecord.intake.article_features import Floats, line_features, second_features
from onrecord.intake.markup import Line, Node, Tree

LEAST = 0.45
"""The least chance of a line of the article. From 0.3 to 0.5 the public half's F1 moves by 0.001 only."""

_CAPTION = re.compile(
    r"caption-text|caption(?!ed)|photo-?credit|image-?credit|img-?credit|media-?credit|picture-?credit"
)


def caption_place(line: Line) -> Node | None:
    """Return the element that makes `line` a caption or a credit: a figcaption, or a class that says so."""
    node: Node | None = line.inner
    for _ in range(4):
        if node is None:
            return None
        if node.tag == "figcaption" or (
            node.names
            and node.tag not in ("figure", "body", "html")
            and _CAPTION.search(node.names)
            and not _picture(node)
        ):
            return node
        node = node.parent
    return None


def _picture(node: Node) -> bool:
    """Return whether a class with "caption" in it is that of a picture and its caption together (WordPress)."""
    return "wp-caption" in node.names and "caption-text" not in node.names


def teasers(tree: Tree) -> list[Node]:
    """Return the articles of a row of three or more that each have a heading that leads elsewhere."""
    found: list[Node] = []
    for parent in {node.parent.index for node in tree.nodes if node.tag == "article" and node.parent}:
        row = [child for child in tree.nodes[parent].children if child.tag == "article"]
        if len(row) >= 3:
            found += [one for one in row if _heads_elsewhere(tree, one)]
    return found


def _heads_elsewhere(tree: Tree, node: Node) -> bool:
    for inner in tree.nodes[node.index : node.last]:
        if inner.tag in ("h2", "h3", "h4", "h5"):
            link = any(below.tag == "a" for below in tree.nodes[inner.index : inner.last])
            return link or any(
                up is not None and up.tag == "a" for up in (inner.parent, inner.parent and inner.parent.parent)
            )
    return False


class Trees:
    """Boosted trees of one depth: `feature` and `bar` hold the questions of each, level by level, `leaf` its answers."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.depth: int = data["depth"]
        self.feature = np.array(data["feature"], dtype=np.int64)
        self.bar = np.array(data["bar"], dtype=np.float32)
        self.leaf = np.array(data["leaf"], dtype=np.float32)
        self.base: float = data["base"]

    def __call__(self, rows: Floats) -> Floats:
        """Return a chance, 0 to 1, for each row."""
        number = np.arange(len(self.feature))[None, :]
        at = np.zeros((len(rows), len(self.feature)), dtype=np.int64)
        line = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            at = 2 * at + 1 + (rows[line, self.feature[number, at]] > self.bar[number, at])
        total = self.leaf[number, at - (2**self.depth - 1)].sum(axis=1) + self.base
        return (1 / (1 + np.exp(-total))).astype(np.float32)


@cache
def _weights() -> tuple[Trees, Trees]:
    data = json.loads(resources.files("onrecord.intake").joinpath("article_weights.json").read_text("utf-8"))
    return Trees(data["first"]), Trees(data["second"])


def article_chances(tree: Tree) -> Floats:
    """Return for each line of `tree` the chance that it is of the article's body."""
    if not tree.lines:
        return np.zeros(0, np.float32)
    first, second = _weights()
    rows = line_features(tree)
    return second(np.hstack([rows, second_features(tree, first(rows))]))


def left_out(tree: Tree) -> list[bool]:
    """Return which lines are never of the body, whatever they are like: captions, and teasers of other articles."""
    away = teasers(tree)
    return [caption_place(line) is not None or any(node.holds(line.node) for node in away) for line in tree.lines]


def body_lines(tree: Tree) -> list[int]:
    """Return which lines of `tree`, by their places, are the article's body. Said twice, a line counts once."""
    return kept_lines(tree, article_chances(tree))


def kept_lines(tree: Tree, chances: Floats) -> list[int]:
    """Return the places of the lines whose chance is enough and that are not said before or left out."""
    out = left_out(tree)
    seen: set[str] = set()
    kept: list[int] = []
    for nth, line in enumerate(tree.lines):
        if chances[nth] < LEAST or out[nth]:
            continue
        opening = line.text[:60]
        # A saved page may hold its article two or three times over, once as a single line of 8,000 characters.
        if line.size > 50 and (line.text in seen or (line.size > 600 and opening in seen)):
            continue
        seen.add(line.text)
        seen.add(opening)
        kept.append(nth)
    return kept
