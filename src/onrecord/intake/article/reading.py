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

from onrecord.intake.article.features import Floats, line_features, second_features
from onrecord.intake.markup import Line, Node, Tree

LEAST = 0.45
"""The least chance of a line of the article. From 0.3 to 0.5 the public half's F1 moves by 0.001 only."""

MOST_LINES = 20_000
"""A longer page is a book in one file: the features of its lines, 1 kB each, would fill the memory."""

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
    """Return the articles of a row of three or more that each lead elsewhere: by a heading, or by how they open."""
    found: list[Node] = []
    for parent in sorted({node.parent.index for node in tree.nodes if node.tag == "article" and node.parent}):
        row = [child for child in tree.nodes[parent].children if child.tag == "article"]
        if len(row) >= 3:
            nested = _in_article(tree.nodes[parent])
            found += [one for one in row if _heads_elsewhere(tree, one) or (nested and _opens_with_link(tree, one))]
    return found


def _in_article(node: Node | None) -> bool:
    while node is not None:
        if node.tag == "article":
            return True
        node = node.parent
    return False


def _heads_elsewhere(tree: Tree, node: Node) -> bool:
    for inner in tree.nodes[node.index : node.last]:
        if inner.tag in ("h2", "h3", "h4", "h5"):
            link = any(below.tag == "a" for below in tree.nodes[inner.index : inner.last])
            return link or any(
                up is not None and up.tag == "a" for up in (inner.parent, inner.parent and inner.parent.parent)
            )
    return False


def _opens_with_link(tree: Tree, node: Node) -> bool:
    return any(below.tag == "a" for below in tree.nodes[node.index + 1 : min(node.last, node.index + 3)])


class Trees:
    """Boosted trees of one depth: `feature` and `bar` hold the questions of each by level, `leaf` its answers."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.depth: int = data["depth"]
        self.feature = np.array(data["feature"], dtype=np.intp)
        self.bar = np.array(data["bar"], dtype=np.float32)
        self.leaf = np.array(data["leaf"], dtype=np.float32)
        self.base: float = data["base"]

    def __call__(self, rows: Floats) -> Floats:
        """Return a chance, 0 to 1, for each row."""
        count, width = self.feature.shape
        first = np.arange(count) * width  # where each tree's questions begin
        at = np.zeros((len(rows), count), dtype=np.intp)
        flat = rows.ravel()
        row = (np.arange(len(rows)) * rows.shape[1])[:, None]
        feature, bar = self.feature.ravel(), self.bar.ravel()
        for _ in range(self.depth):
            asked = at + first
            at *= 2
            at += 1
            at += flat.take(row + feature.take(asked)) > bar.take(asked)
        total = self.leaf.ravel().take(at - width + np.arange(count) * (width + 1)).sum(axis=1) + self.base
        chances: Floats = (1 / (1 + np.exp(-total))).astype(np.float32)
        return chances


@cache
def _weights() -> tuple[Trees, Trees]:
    data = json.loads(resources.files("onrecord.intake.article").joinpath("weights.json").read_text("utf-8"))
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
    away = [False] * len(tree.nodes)
    for node in teasers(tree):
        if not away[node.index]:
            away[node.index : node.last] = [True] * (node.last - node.index)
    return [away[line.node.index] or caption_place(line) is not None for line in tree.lines]


def body_lines(tree: Tree) -> list[int]:
    """Return which lines of `tree`, by their places, are the article's body. Said twice, a line counts once."""
    if len(tree.lines) > MOST_LINES:
        return _plain_lines(tree)
    kept = kept_lines(tree, article_chances(tree))
    return kept if kept or len(tree.lines) >= 30 else _plain_lines(tree)


_BESIDE = frozenset(("nav", "aside", "header", "footer", "form", "button", "label", "figure", "h1", "title"))
_CLOSING = "\"”’'»)]* "


def _plain_lines(tree: Tree) -> list[int]:
    """Return the lines that are whole sentences and stand in no menu, form or footer.

    So are read a scrap of markup, too small to be told by the weights, and a book, too long. A page of 30 lines or more
    without an article has none: a login wall, a list of links.
    """
    out = left_out(tree)
    return [
        nth
        for nth, line in enumerate(tree.lines)
        if not out[nth] and line.link < 0.5 * line.size and _is_sentence(line.text) and not _stands_in(line.node)
    ]


def _is_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does and has more than a word."""
    return text.rstrip(_CLOSING).endswith((".", "!", "?", "…", "。", "！", "？", "।")) and len(text) > 12


def _stands_in(node: Node | None) -> bool:
    """Return whether an element stands in one that holds no article: a menu, a form, a footer."""
    while node is not None:
        if node.tag in _BESIDE:
            return True
        node = node.parent
    return False


def kept_lines(tree: Tree, chances: Floats) -> list[int]:
    """Return the places of the lines whose chance is enough and that are not said before or left out."""
    out = left_out(tree)
    seen: dict[str, int] = {}
    kept: list[int] = []
    for nth, line in enumerate(tree.lines):
        if chances[nth] < LEAST or out[nth]:
            continue
        # A saved page may hold its article two or three times over, once as a single line of 8,000 characters. The same
        # words again in the same element (a plan that repeats a day) are meant.
        parent = (line.node.parent or line.node).index
        earlier = seen.get(line.text, parent) if line.size > 50 else parent
        if earlier != parent or (line.size > 600 and seen.get(line.text[:60], parent) != parent):
            continue
        seen.setdefault(line.text, parent)
        seen.setdefault(line.text[:60], parent)
        kept.append(nth)
    return kept
