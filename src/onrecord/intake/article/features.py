"""What each line of a page is like, as numbers: itself, its neighbours, the elements it stands in."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate
from operator import ne
from typing import Any

import numpy as np
import numpy.typing as npt
from lxml import etree

from onrecord.intake.article.words import GROUPS, LEADS_AWAY, PROMO, hides, named
from onrecord.intake.kinds import is_furniture
from onrecord.intake.markup import Line, Node, Tree

Floats = npt.NDArray[np.float32]

_SENTENCE = re.compile(r"[.!?…。！？।][\"”’»)]*(?:\s|$)")
_END = re.compile(r"[.!?…。！？।:][\"”’'»)\]]*$")
_END_STOP = re.compile(r"[.!][\"”’»)]*$")
_WORD = re.compile(r"\w+")
_TAGS = {
    "p": 0, "h1": 1, "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "li": 3, "dd": 3, "dt": 3, "td": 4, "th": 4, "tr": 4,
    "div": 5, "blockquote": 6, "pre": 7, "figcaption": 8, "caption": 8, "section": 9, "article": 9, "button": 10,
    "label": 10,
}  # fmt: skip
_ABOVE = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "table",
    "ul",
    "ol",
    "figure",
    "blockquote",
    "a",
)
_ABOVE_BIT = {tag: 1 << nth for nth, tag in enumerate(_ABOVE)}
_ASIDE = sum(_ABOVE_BIT[tag] for tag in ("aside", "nav", "footer", "form"))
_BITS = np.array([1 << nth for nth in range(len(_ABOVE) + len(GROUPS))])
_PROSE_WEIGHT = {"p": 1.0, "div": 0.6, "li": 0.3, "td": 0.4, "blockquote": 0.7, "span": 0.6}
_SIZE, _PROSE, _LINKED, _SENTENCES, _TAG, _BEFORE, _TITLE = 0, 1, 2, 3, 10, 15, 18
"""Columns of a line's own features: its size, its size as prose, its share of link text, how many sentences it ends,
its tag, how often its opening stood before on the page, its likeness to the title."""
_NEAR = (_SIZE, _PROSE, _LINKED, _SENTENCES, 5, 9, _TAG)
"""What is asked of a line's neighbours; 5 is whether it ends a sentence, 9 how much of it is bold."""


_HIDING = etree.XPath("//*[@hidden or contains(@style, 'none')]")
_PROPS = etree.XPath("//*[@itemprop='articleBody' or @itemprop='articlebody']")


def _elements(asked: etree.XPath, tree: Tree) -> frozenset[Any]:
    """Return the elements of a page that an XPath finds."""
    found: Any = asked(tree.root)
    return frozenset(found)


class _Place:
    """What is known of an element from itself and all above it."""

    __slots__ = ("above", "hidden", "own", "prop", "signature")

    signature: int

    def __init__(self, node: Node, up: _Place | None, hidden: bool, prop: bool) -> None:
        names = node.names
        bit = _ABOVE_BIT.get(node.tag, 0)
        self.hidden = hidden or (names != "" and hides(names))
        self.prop = prop
        self.above = bit
        self.own = (named(names) << len(_ABOVE) | bit) if names else bit
        key = node.tag if node.tag in ("li", "td", "p") else node.tag + "." + names.split(" ", 1)[0]
        if up is not None:
            self.hidden |= up.hidden
            self.prop |= up.prop
            self.above |= up.above
        self.signature = hash((up.signature if up is not None else 0, key))


def _places(tree: Tree) -> dict[int, _Place]:
    """Return the places of the elements that lines stand in: a page has two other elements to each of those."""
    places: dict[int, _Place] = {}
    props = _elements(_PROPS, tree)
    hidden = {
        element
        for element in _elements(_HIDING, tree)
        if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower()
    }
    for line in tree.lines:
        chain: list[Node] = []
        node: Node | None = line.inner
        while node is not None and node.index not in places:
            chain.append(node)
            node = node.parent
        for below in reversed(chain):
            up = below.parent
            over = places[up.index] if up is not None and below.tag != "body" else None
            places[below.index] = _Place(below, over, below.element in hidden, below.element in props)
    return places


def line_features(tree: Tree) -> Floats:
    """Return a row for each line of `tree`: what it is like, and what stands around it."""
    lines = tree.lines
    places = _places(tree)
    title = next((tree.text_of(node) for node in tree.nodes if node.tag == "title"), "")
    wanted = frozenset(_WORD.findall(title.lower()))
    repeats = _repeats(lines)
    rows = [_own(line, places[line.inner.index], wanted, again) for line, again in zip(lines, repeats, strict=True)]
    own = np.array(rows, dtype=np.float32)
    head = _headline(lines, rows)
    return np.hstack([own, _around(tree, places, rows), _in_trunk(tree, places, own, head), _neighbours(own, lines)])


def _repeats(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return for each line how often its opening stood before on the page, and how often it comes again."""
    keys = [line.text[:40] for line in lines]
    all_of = Counter(keys)
    before: Counter[str] = Counter()
    repeats = []
    for key in keys:
        repeats.append((math.log1p(before[key]), math.log1p(all_of[key] - before[key] - 1)))
        before[key] += 1
    return repeats


def _own(line: Line, place: _Place, title: frozenset[str], repeats: tuple[float, float]) -> list[float]:
    text, size, node = line.text, line.size, line.node
    linked = min(1.0, line.link / size)
    sentences = len(_SENTENCE.findall(text))
    letters = text[:80]
    low = text.lower() if size < 400 else ""
    words = _WORD.findall(low) if title and size < 250 else []
    return [
        math.log1p(size),
        math.log1p(size * (1 - linked)) if sentences and linked < 0.7 and size > 40 else 0.0,
        linked,
        math.log1p(sentences),
        math.log1p(text.count(",") + text.count("，") + text.count("、")),
        1.0 if _END.search(text, len(text) - 4 if len(text) > 4 else 0) else 0.0,
        1.0 if text[0].islower() else 0.0,
        sum(map(ne, letters, letters.lower())) / len(letters),
        sum(map(letters.count, "0123456789")) / len(letters),
        min(1.0, line.bold / size),
        float(_TAGS.get(node.tag, 11)),
        float(line.inner is not node),
        float(min(node.depth, 40)),
        float(place.hidden),
        float(place.prop),
        *repeats,
        float(line.broken),
        sum(word in title for word in words) / len(words) if words else 0.0,
        float(node.parent is not None and node.parent.tag == "blockquote"),
        float(size < 400 and PROMO.search(low) is not None),
        float(size < 160 and LEADS_AWAY.match(low) is not None),
        float(size < 60 and is_furniture(text)),
    ]


def _headline(lines: Sequence[Line], rows: Sequence[Sequence[float]]) -> int:
    """Return which line is the headline: the one most like the title, an h1 rather than another; -1 for none."""
    best, most = -1, 0.45
    for nth, line in enumerate(lines):
        heading = line.node.tag if line.node.tag[0] == "h" else line.inner.tag
        worth = rows[nth][_TITLE] + (0.5 if heading == "h1" else 0.2 if heading in ("h2", "h3") else 0.0)
        if line.link > 0.5 * line.size:
            worth -= 0.3
        if worth > most:
            best, most = nth, worth
    return best


def _sums(tree: Tree, values: Sequence[float]) -> list[float]:
    """Return running sums over the nodes, of each line's value at its node: a stretch of nodes is a difference."""
    at = [0.0] * (len(tree.nodes) + 1)
    for line, value in zip(tree.lines, values, strict=True):
        at[line.node.index + 1] += value
    return list(accumulate(at))


def _around(tree: Tree, places: dict[int, _Place], rows: Sequence[Sequence[float]]) -> Floats:
    """Return features of the elements that a line stands in, and of where it stands in the page."""
    lines = tree.lines
    prose = [row[_PROSE] for row in rows]
    total = sum(prose) or 1.0
    mass, count = _sums(tree, prose), _sums(tree, [1.0] * len(lines))
    links = _sums(tree, [row[_LINKED] for row in rows])
    by_signature: dict[int, float] = defaultdict(float)
    for line, size in zip(lines, prose, strict=True):
        by_signature[places[line.node.index].signature] += size
    before = 0.0
    made = []
    for nth, line in enumerate(lines):
        node = line.node
        up = node.parent or node
        upper = up.parent or up
        row = [
            by_signature[places[node.index].signature] / total,
            before / total,
            nth / len(lines),
            math.log1p(up.last - up.index),
        ]
        before += prose[nth]
        for place in (node, up, upper, upper.parent or upper):
            first, last = place.index, place.last
            held, many = mass[last] - mass[first], count[last] - count[first] or 1.0
            row += (held / total, held / many, (links[last] - links[first]) / many)
        row.append(count[up.last] - count[up.index])
        made.append(row)
    return np.array(made, dtype=np.float32)


def _in_trunk(tree: Tree, places: dict[int, _Place], own: Floats, head: int) -> Floats:
    """Return where a line stands to the element with most prose and least else, and to headings that lead away."""
    lines = tree.lines
    trunk, prose = _first_trunk(tree, places, own)
    good = [nth for nth, line in enumerate(lines) if prose[nth] and trunk.holds(line.node)]
    first, last = (good[0], good[-1]) if good else (0, len(lines) - 1)
    away_at, away_parent = -100, None
    known: dict[int, tuple[int, int, int]] = {}
    kin: dict[int, int] = {}
    spine = _spine(lines[head].node if head >= 0 else trunk)
    bits: list[int] = []
    rows = []
    for nth, line in enumerate(lines):
        node, inner = line.node, line.inner
        inside = trunk.holds(node)
        if line.size < 60 and not _END_STOP.search(line.text) and LEADS_AWAY.match(line.text.lower()):
            away_at, away_parent = nth, node.parent
        led = away_parent is not None and away_parent.holds(node)
        if inner.index not in known:
            known[inner.index] = (_between(trunk, inner, places), _away(trunk, node), _climb(node, spine))
        between, away, climb = known[inner.index]
        bits.append(between)
        rows.append(
            [
                float(inside),
                float(away),
                float(min(9, node.depth - trunk.depth)) if inside else -1.0,
                float(max(-20, min(20, nth - first))),
                float(max(-20, min(20, nth - last))),
                float(min(20, nth - away_at)) if led else 20.0,
                float(nth == away_at),
                float(max(-50, min(50, nth - head))) if head >= 0 else -60.0,
                float(climb),
                float(_kin(node, kin)),
            ]
        )
    names = (np.array(bits)[:, None] & _BITS) > 0
    return np.hstack([names, np.array(rows)]).astype(np.float32)


def _spine(node: Node) -> frozenset[int]:
    """Return the places of a node and of all above it."""
    found = []
    up: Node | None = node
    while up is not None:
        found.append(up.index)
        up = up.parent
    return frozenset(found)


def _between(trunk: Node, node: Node, places: dict[int, _Place]) -> int:
    """Return, as bits, what the elements from `node` up to one that holds `trunk` are called."""
    bits = 0
    up: Node | None = node
    while up is not None and not up.index <= trunk.index < up.last:
        bits |= places[up.index].own
        up = up.parent
    return bits


def _climb(node: Node, spine: frozenset[int]) -> int:
    """Return how many steps up from `node` the first element of `spine` is: at most 9."""
    steps = 0
    up: Node | None = node
    while up is not None and steps < 9 and up.index not in spine:
        up = up.parent
        steps += 1
    return steps


def _away(trunk: Node, node: Node) -> int:
    """Return how many steps up from `trunk` the first element is that holds `node` too: at most 9."""
    steps = 0
    up: Node | None = trunk
    while up is not None and steps < 9 and not up.holds(node):
        up = up.parent
        steps += 1
    return steps


def _kin(node: Node, known: dict[int, int]) -> int:
    """Return how many siblings of the nearest element with a class share its tag and first class: at most 9.

    Teasers come in rows of the same make; of an article there is one.
    """
    up: Node | None = node if node.tag not in ("p", "span", "a") else node.parent
    while up is not None and (not up.names or up.tag in ("p", "span", "a", "h1", "h2", "h3", "h4")):
        up = up.parent
    if up is None or up.parent is None:
        return 0
    if up.index not in known:
        makes = [(child.tag, child.names.split(" ", 1)[0]) for child in up.parent.children]
        counts = Counter(makes)
        for child, make in zip(up.parent.children, makes, strict=True):
            known[child.index] = min(9, counts[make] - 1)
    return known[up.index]


def _first_trunk(tree: Tree, places: dict[int, _Place], own: Floats) -> tuple[Node, npt.NDArray[np.bool_]]:
    """Return the element that holds the page's prose best, and which lines are prose.

    Best by F1 between its prose and the page's prose, against all else that it holds. Of 91 marked articles this lost
    one and had much else in five; adding up gains and costs a line, as Readability does, lost or flooded six to ten.
    """
    lines = tree.lines
    size, linked = np.expm1(own[:, _SIZE]), own[:, _LINKED]
    weight = np.array([_PROSE_WEIGHT.get(line.node.tag, 0.5) for line in lines])
    weight[[bool(places[line.inner.index].above & _ASIDE) for line in lines]] *= 0.2
    plain = size * (1 - linked)
    long = (plain > 60) & (linked < 0.5) & (own[:, _SENTENCES] > 0)
    prose = np.where(long, np.minimum(plain, 600) * weight, 0.0)
    prose[(own[:, _TAG] == _TAGS["li"]) & (linked > 0.1)] *= 0.3
    prose[own[:, _BEFORE] > 0] = 0.0
    held, beside = _held(tree, prose), _held(tree, size * (0.15 + 0.5 * linked))
    worth = held / (held + beside + 50 + held[0])
    return tree.nodes[_last_best(worth)], long


def _held(tree: Tree, values: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return for each node the sum of `values` over the lines that stand in it."""
    sums = np.array(_sums(tree, values.tolist()))
    total: npt.NDArray[np.float64] = sums[[node.last for node in tree.nodes]] - sums[:-1]
    return total


def _last_best(values: npt.NDArray[np.float64]) -> int:
    """Return the place of the highest value; of equals the last, which is the innermost element."""
    return len(values) - 1 - int(np.argmax(values[::-1]))


def _neighbours(own: Floats, lines: Sequence[Line]) -> Floats:
    """Return what two lines before and two after are like, whether they share a parent, and how far prose is."""
    n = len(lines)
    parents = np.array([(line.node.parent or line.node).index for line in lines])
    padded = np.zeros((n + 4, len(_NEAR)), np.float32)
    padded[2 : n + 2] = own[:, _NEAR]
    padded_parents = np.full(n + 4, -1)
    padded_parents[2 : n + 2] = parents
    columns = []
    for shift in (0, 1, 3, 4):
        columns.append(padded[shift : shift + n])
        columns.append((padded_parents[shift : shift + n] == parents)[:, None].astype(np.float32))
    prose = own[:, _PROSE]
    good = prose > math.log1p(80)
    smooth = np.convolve(prose, np.ones(9) / 9, mode="same")[:n] if n >= 9 else np.full(n, prose.mean())
    window = np.asarray(smooth, dtype=np.float32)
    columns += [_distance(good)[:, None], _distance(good[::-1])[::-1][:, None], window[:, None]]
    return np.hstack(columns).astype(np.float32)


def _distance(marks: npt.NDArray[np.bool_]) -> Floats:
    """Return for each place how many places back the last mark stands: 20 for 20 and more."""
    places = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, places, -100))
    steps = np.minimum(20, places - np.concatenate([[-100], last[:-1]]))
    return np.asarray(steps, dtype=np.float32)


def second_features(tree: Tree, first: Floats) -> Floats:
    """Return what the first look made of a line's neighbours and of the elements that it stands in."""
    lines = tree.lines
    n = len(lines)
    sizes = np.array([line.size for line in lines], dtype=np.float32)
    padded = np.zeros(n + 6, np.float32)
    padded[3 : n + 3] = first
    columns = [padded[3 + shift : 3 + shift + n] for shift in (0, -3, -2, -1, 1, 2, 3)]
    good = first > 0.5
    columns += [_distance(good), _distance(good[::-1])[::-1]]
    chosen = first * sizes
    ahead = np.concatenate([[0], np.cumsum(chosen)])
    total = max(1.0, float(ahead[-1]))
    columns += [(ahead[:-1] / total).astype(np.float32), ((total - ahead[1:]) / total).astype(np.float32)]
    mass, every = _sums(tree, chosen.tolist()), _sums(tree, sizes.tolist())
    trunks = [tree.nodes[_last_best(_held(tree, sizes * (first - least)))] for least in (0.25, 0.5)]
    rows = []
    for line in lines:
        node = line.node
        row: list[float] = []
        for trunk in trunks:
            row += (float(trunk.holds(node)), float(_away(trunk, node)))
        for _ in range(4):
            held, size = mass[node.last] - mass[node.index], every[node.last] - every[node.index]
            row += (held / total, held / max(1.0, size))
            node = node.parent or node
        rows.append(row)
    return np.hstack([np.stack(columns, axis=1), np.array(rows)]).astype(np.float32)
