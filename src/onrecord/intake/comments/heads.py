"""Which lines of comments that are alike name the author, and which are buttons: told by what repeats in all of them.

The names stand in one place of each comment and differ; buttons, counts and badges stand there and are the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from onrecord.intake.comments.item import Item
from onrecord.intake.comments.shapes import REPLY, is_anchor
from onrecord.intake.comments.words import ACTION, BY, DATE_IN, SAYS, clean_name, is_rest
from onrecord.intake.kinds import is_timestamp
from onrecord.intake.markup import INLINE, Line, Node, Tree, pieces, without

_NUMBERS = re.compile(r"\d+")
_NAMING = frozenset(("a", "b", "strong", "cite", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_NAME = 60
Place = tuple[str, ...]


class Heads:
    """What repeats in `items`, whose lines are known."""

    def __init__(self, tree: Tree, items: list[Item]) -> None:
        self.tree = tree
        self.few = len(items) < 3
        """So few that nothing repeats."""
        said = Counter(text for item in items for text in {_same(tree.lines[nth]) for nth in item.lines})
        self.repeated = {
            text
            for text, count in said.items()
            if count >= 3 and count >= (0.4 if len(text) < 70 and text[-1] not in ".!?" else 0.7) * len(items)
        }
        self.names: dict[int, tuple[Line, str]] = {}
        self._name(items)

    def is_button(self, line: Line, *, told: bool) -> bool:
        """Return whether a line says the same in every comment, or replies; `told`: an element says these are words."""
        return _same(line) in self.repeated or (not told and self.is_reply(line))

    def is_reply(self, line: Line) -> bool:
        """Return whether a line is a button that replies, or reports, and no words."""
        text = line.text
        if DATE_IN.search(text):
            return False
        return line.size < 40 and REPLY.match(text) is not None and len(text.split()) < 5 and text[-1] not in ".!?"

    def _name(self, items: list[Item]) -> None:
        """Find the place that names stand in, and the name of each item there."""
        tried: dict[Place, dict[int, tuple[Line, str, float]]] = defaultdict(dict)
        for nth, item in enumerate(items):
            for place, line, name, worth in self._maybe_names(item):
                if nth not in tried[place] or len(tried[place][nth][1]) == 1:  # an initial in the place of a picture
                    tried[place][nth] = (line, name, worth)
        best: dict[int, tuple[Line, str, float]] = {}
        most = 0.0
        for found in tried.values():
            different = len({name for _, name, _ in found.values()})
            worth = sum(worth for _, _, worth in found.values()) / len(items)
            common = len(found) >= 0.5 * len(items) and (different >= 3 or different > 0.25 * len(items))
            if common and worth > most:
                best, most = found, worth
        for nth, (line, name, _) in best.items():
            self.names[id(items[nth])] = (line, name)

    def _maybe_names(self, item: Item) -> list[tuple[Place, Line, str, float]]:
        """Return what may be the author's name in an item: its place, the line cut to it, the name and its worth."""
        found: list[tuple[Place, Line, str, float]] = []
        lines = [self.tree.lines[nth] for nth in item.lines]
        timed = [nth for nth, line in enumerate(lines) if is_anchor(line, self.tree)]
        words = 0
        for nth, line in enumerate(lines[:12]):
            if line.size > 120 or self.is_reply(line):
                words += line.size > 120
                continue
            near = min((abs(nth - at) for at in timed), default=9)
            for a, b, node in pieces(line, self.tree):
                name = clean_name(self.tree.raw[a:b])
                name = " ".join(name.split()) if name else None
                if not name or not _is_name(name):
                    continue
                worth = 1.2 * (near == 0) + 0.8 * (near == 1) + 0.5 * (near == 2) - 0.6 * bool(words)
                worth += (
                    0.4 * (node.tag in _NAMING) + 0.6 * (not found) + 0.8 * (_says(line, self.tree.raw[a : line.end]))
                )
                worth += 1.0 * (BY.match(self.tree.raw[line.start : b]) is not None)
                worth -= (
                    0.15 * len(name.split())
                    + 0.8 * (name[-1] in ".!?,;")
                    + 0.2 * name[0].islower()
                    + 0.9 * (len(name) == 1)
                )
                part = without(line, [(line.start, a), (b, line.end)], self.tree)
                if part is not None:
                    found.append((_place(item.node, node), part, name, max(0.05, 1.0 + worth)))
            words += line.size > 40 and near > 0
        return found


def _says(line: Line, rest: str) -> bool:
    return SAYS.sub("", rest.strip()) != rest.strip() and line.size < 100


def _is_name(name: str) -> bool:
    if name[-1] in "?!" or (name[-1] == "." and len(name.split()) > 2):
        return False
    if len(name) > _LONGEST_NAME or len(name.split()) > 6 or not any(map(str.isalpha, name)):
        return False
    return not (
        is_rest(name) or ACTION.fullmatch(name) or REPLY.fullmatch(name) or DATE_IN.search(name) or is_timestamp(name)
    )


def _same(line: Line) -> str:
    """Return a line's text with its numbers alike: "12 votes" and "3 votes" are the same button."""
    return _NUMBERS.sub("#", line.text.lower()) if line.size < 60 else line.text


def _place(top: Node, node: Node) -> Place:
    """Return the tags on the way from `node` up to the item that it stands in, but for inline ones: some are linked."""
    steps: list[str] = []
    up: Node | None = node
    while up is not None and up is not top and len(steps) < 12:
        if up.tag not in INLINE:
            steps.append(up.tag)
        up = up.parent
    return tuple(steps)
