"""Markup → a tree of nodes that know where their text stands, and the lines of text in reading order.

The string value of the whole document (as XPath's `string()` has it: every text node, scripts too) is one Python
string, `Tree.raw`; a node is a stretch of it, a line of the page is one stretch or several. So a line's way back into
the markup is arithmetic, and `selectors.py` can follow it without knowing how lines were found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lxml import etree

SKIPPED = frozenset(
    "applet area audio base canvas datalist embed iframe input link map math meta noframes noscript object param"
    " script select source style svg template textarea title track video".split()
)
"""Elements whose text is never on the page as prose: it is neither read nor put into a line."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i img ins kbd label mark meter nobr output"
    " progress q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr br".split()
)
"""Elements that do not end a line. An unknown name without a hyphen is inline too, as in a browser."""

BLOCK = frozenset(
    "address article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt"
    " fieldset head"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol"
    " optgroup"
    " option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters without a width; a line of nothing else is no line."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_UNCOUNTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)
_DEEPEST = 1000
"""Nesting kept where a page nests deeper than libxml2 reads (2,048). Browsers stop at 512."""


class Node:
    """An element: its stretch of `Tree.raw` is `start` to `end`, its descendants are `Tree.nodes[index + 1 : last]`."""

    depth: int
    __slots__ = ("children", "depth", "element", "end", "index", "last", "names", "parent", "start", "steps", "tag")

    def __init__(self, element: Any, tag: str, parent: Node | None, index: int, start: int) -> None:
        self.element = element
        self.tag = tag
        self.parent = parent
        self.index = index
        self.start = start
        self.end = start
        self.last = index + 1
        self.depth = 0 if parent is None else parent.depth + 1
        self.children: list[Node] = []
        self.steps: dict[int, str] | None = None
        cls, ident = element.get("class"), element.get("id")
        self.names = (f"{cls} {ident}" if cls and ident else cls or ident or "").lower()

    def get(self, name: str) -> str | None:
        """Return an attribute's value."""
        value: str | None = self.element.get(name)
        return value

    def holds(self, other: Node) -> bool:
        """Return whether `other` is this node or stands in it."""
        return self.index <= other.index < self.last

    def path(self) -> str:
        """Return the XPath of the element. Linear over all nodes of a page: siblings are counted once a parent."""
        steps: list[str] = []
        node = self
        while node.parent is not None:
            parent = node.parent
            if parent.steps is None:
                parent.steps = {
                    child.index: step for child, step in zip(parent.children, steps_of(parent), strict=True)
                }
            steps.append(parent.steps[node.index])
            node = node.parent
        steps.append(plain_name(node.tag) or "*")
        return "/" + "/".join(reversed(steps))


_NAME = re.compile(r"[a-z_][a-z0-9_.-]*", re.ASCII)


def plain_name(tag: Any) -> str | None:
    """Return `tag` where XPath can name it as it stands, else None ("o:p" would need a namespace)."""
    return tag if isinstance(tag, str) and _NAME.fullmatch(tag) else None


def steps_of(parent: Node) -> list[str]:
    """Return each child's XPath step, "p[2]", or "*[7]" for a name that XPath cannot write."""
    counts: dict[str, int] = {}
    steps = []
    for nth, child in enumerate(parent.children, 1):
        name = plain_name(child.tag)
        if name is None:
            steps.append(f"*[{nth}]")
            continue
        counts[name] = counts.get(name, 0) + 1
        steps.append(f"{name}[{counts[name]}]")
    return steps


class Line:
    """A run of text that no block-level element breaks.

    `ranges` are stretches of `Tree.raw`: two that touch are parted by a line break, between two that do not touch lie
    hidden words. `node` is the block-level element that holds it, `inner` the smallest element that holds all of it.
    `link` counts its letters inside links, `bold` those in bold.
    """

    __slots__ = ("bold", "broken", "inner", "link", "node", "ranges", "ruled", "size", "text")

    def __init__(self, node: Node, inner: Node, broken: bool) -> None:
        self.node = node
        self.inner = inner
        self.ranges: list[list[int]] = []
        self.link = 0
        self.bold = 0
        self.size = 0
        self.broken = broken
        self.text = ""

    @property
    def start(self) -> int:
        """Where it begins in `Tree.raw`."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where it ends in `Tree.raw`."""
        return self.ranges[-1][1]


@dataclass(slots=True)
class Tree:
    """A parsed page."""

    root: Any
    nodes: list[Node]
    lines: list[Line]
    raw: str

    def text_of(self, node: Node) -> str:
        """Return the string value of a node, white space folded."""
        return " ".join(self.raw[node.start : node.end].split())


def parse(markup: str) -> Any:
    """Return the root element of `markup`, None where there is none.

    Lone surrogates become U+FFFD, as in a browser. A page nested deeper than libxml2 reads is flattened first, which
    costs it nothing but needless nesting; both happen here so that reading and following a selector see one tree.
    """
    root, cut = _parse(markup)
    if cut:
        root, cut = _parse(_flattened(markup))
    return root


def _parse(markup: str) -> tuple[Any, bool]:
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", recover=True)
    try:
        data = markup.encode("utf-8")
    except UnicodeEncodeError:
        data = _SURROGATE.sub("\ufffd", markup).encode("utf-8")
    if not data.strip():
        return None, False
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # nothing but white space, or nothing that makes an element
        return None, False
    errors = parser.error_log
    return root, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in errors.filter_from_fatals())


def _flattened(markup: str) -> str:
    """Return `markup` without the tags that open deeper than `_DEEPEST`."""
    depth = 0
    out: list[str] = []
    last = 0
    for found in _TAG.finditer(markup):
        name = found[2].lower()
        if name in _UNCOUNTED or found[0].endswith("/>"):
            continue
        if found[1]:
            depth = max(0, depth - 1)
            drop = depth >= _DEEPEST
        else:
            drop = depth >= _DEEPEST
            depth += 1
        if drop:
            out.append(markup[last : found.start()])
            last = found.end()
    out.append(markup[last:])
    return "".join(out)


def read_tree(markup: str) -> Tree:
    """Return the nodes and lines of `markup`, in one pass."""
    root = parse(markup)
    if root is None:
        return Tree(root, [], [], "")
    walk = _Walk()
    walk.over(root)
    raw = "".join(walk.chunks)
    lines = []
    for line in walk.lines:
        _trim(line, raw)
        line.text = folded(line.ranges, raw)
        line.size = len(line.text) - line.text.count(" ")
        if line.text.strip(INVISIBLE):
            lines.append(line)
    return Tree(root, walk.nodes, _rows_joined(lines, raw), raw)


def _rows_joined(lines: list[Line], raw: str) -> list[Line]:
    """Return `lines` with the short cells of a table's row as one line."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        row = line.node.parent if line.node.tag in ("td", "th") and line.size < 80 else None
        if last is None or row is None or row.tag != "tr":
            joined.append(line)
        elif (last.node is row and len(last.ranges) < 60) or _beside(last, line, row):
            last.node = last.inner = row
            if last.ranges[-1][1] != line.ranges[0][0]:
                last.ranges.append([line.start, line.start])
            last.ranges += line.ranges
            last.link += line.link
            last.bold += line.bold
            last.size += line.size
            last.text = folded(last.ranges, raw)
        else:
            joined.append(line)
    return joined


def _beside(last: Line, line: Line, row: Node) -> bool:
    """Return whether two lines are short cells of one row, and not both of one cell."""
    return last.node.parent is row and last.node is not line.node and last.size < 80


def folded(ranges: list[list[int]], raw: str, join: str = " ") -> str:
    """Return the words of `ranges`, white space folded to single spaces and `join` where a line breaks."""
    if len(ranges) == 1:
        return " ".join(raw[ranges[0][0] : ranges[0][1]].split())
    parts: list[str] = []
    whole = ""
    for n, (start, end) in enumerate(ranges):
        if n and ranges[n - 1][1] == start:
            parts.append(" ".join(whole.split()))
            whole = ""
        whole += raw[start:end]
    parts.append(" ".join(whole.split()))
    return join.join(part for part in parts if part)


def _trim(line: Line, raw: str) -> None:
    """Take the white space off a line's two ends."""
    ranges = line.ranges
    while ranges and not raw[ranges[-1][0] : ranges[-1][1]].strip():
        ranges.pop()
    if not ranges:
        return
    start, end = ranges[0]
    ranges[0][0] = start + len(raw[start:end]) - len(raw[start:end].lstrip())
    start, end = ranges[-1]
    ranges[-1][1] = start + len(raw[start:end].rstrip())


def within(line: Line, node: Node, tree: Tree) -> Line | None:
    """Return the part of `line` that stands in `node`, None where there is none."""
    if node.start <= line.start and line.end <= node.end:
        return line
    ranges = [[max(a, node.start), min(b, node.end)] for a, b in line.ranges if max(a, node.start) < min(b, node.end)]
    return _cut(line, ranges, tree)


def without(line: Line, cut: list[tuple[int, int]], tree: Tree) -> Line | None:
    """Return `line` without the stretches `cut`, None where nothing is left."""
    ranges = line.ranges
    for start, end in cut:
        if start >= line.end or end <= line.start:
            continue
        left: list[list[int]] = []
        for a, b in ranges:
            if end <= a or b <= start:
                left.append([a, b])
                continue
            if a < start:
                left.append([a, start])
            if end < b:
                left.append([end, b])
        ranges = left
    return line if ranges is line.ranges else _cut(line, ranges, tree)


def _cut(line: Line, ranges: list[list[int]], tree: Tree) -> Line | None:
    raw = tree.raw
    while ranges and not raw[ranges[-1][0] : ranges[-1][1]].strip():
        ranges = ranges[:-1]
    while ranges and not raw[ranges[0][0] : ranges[0][1]].strip():
        ranges = ranges[1:]
    if not ranges:
        return None
    part = Line(line.node, line.inner, line.broken)
    part.ranges = [list(one) for one in ranges]
    start, end = part.ranges[0]
    part.ranges[0][0] = start + len(raw[start:end]) - len(raw[start:end].lstrip())
    start, end = part.ranges[-1]
    part.ranges[-1][1] = start + len(raw[start:end].rstrip())
    part.text = folded(part.ranges, raw)
    part.size = len(part.text) - part.text.count(" ")
    part.link = min(part.size, line.link)
    return part if part.text.strip(INVISIBLE) else None


def pieces(line: Line, tree: Tree) -> list[tuple[int, int, Node]]:
    """Return the stretches of `line` between which an element begins or ends, each with the innermost that holds it."""
    inside = []
    for node in tree.nodes[line.inner.index + 1 : line.inner.last]:
        if node.start >= line.end:
            break
        if node.end > line.start and node.start < node.end and node.tag not in SKIPPED:
            inside.append(node)
    cuts = {cut for node in inside for cut in (node.start, node.end)} | {cut for one in line.ranges for cut in one}
    found = []
    for a, b in pairwise(sorted(cuts)):
        if tree.raw[a:b].strip() and any(start <= a and b <= end for start, end in line.ranges):
            found.append(
                (a, b, next((node for node in reversed(inside) if node.start <= a and b <= node.end), line.inner))
            )
    return found


class _Walk:
    """One pass over a tree: collects nodes, text and lines."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.chunks: list[str] = []
        self.lines: list[Line] = []
        self.at = 0
        self.line: Line | None = None
        self.breaks = 0
        self.blocks: list[Node] = []
        self.node: Node | None = None
        self.links = 0
        self.bolds = 0

    def over(self, root: Any) -> None:
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event == "start":
                if self._open(element):
                    events.skip_subtree()
                elif element.text:
                    self._text(element.text)
            elif event == "end":
                self._close()
                if element.tail and element is not root:
                    self._text(element.tail)
            elif element.tail and self.node is not None:
                self._text(element.tail)

    def _open(self, element: Any) -> bool:
        tag = element.tag
        if not isinstance(tag, str):
            tag = "*"
        parent = self.node
        node = Node(element, tag, parent, len(self.nodes), self.at)
        self.nodes.append(node)
        if parent is not None:
            parent.children.append(node)
        self.node = node
        if tag in SKIPPED:
            inside = element.xpath("string()") if len(element) else element.text
            if inside:
                self.chunks.append(inside)
                self.at += len(inside)
            return True
        if tag in INLINE or (tag not in BLOCK and "-" not in tag):
            if tag == "br":
                self.breaks += 1
            elif tag == "a":
                self.links += 1
            elif tag in ("b", "strong"):
                self.bolds += 1
        else:
            self.line = None
            self.breaks = 0
            self.blocks.append(node)
        return False

    def _close(self) -> None:
        node = self.node
        assert node is not None
        node.end = self.at
        node.last = len(self.nodes)
        tag = node.tag
        if tag == "a":
            self.links -= 1
        elif tag in ("b", "strong"):
            self.bolds -= 1
        elif self.blocks and self.blocks[-1] is node:
            self.line = None
            self.breaks = 0
            self.blocks.pop()
        self.node = node.parent

    def _text(self, text: str) -> None:
        self.chunks.append(text)
        start = self.at
        self.at += len(text)
        line = self.line
        spaces = text.isspace()
        if spaces and line is None:
            return
        node = self.node
        assert node is not None
        if line is None or (self.breaks > 1 and not spaces):
            line = self.line = Line(self.blocks[-1] if self.blocks else node, node, self.breaks > 1)
            self.lines.append(line)
            line.ranges.append([start, self.at])
        else:
            ranges = line.ranges
            if self.breaks:
                if ranges[-1][1] != start:  # hidden words and a break: an empty range says that a break is meant
                    ranges.append([start, start])
                ranges.append([start, self.at])
            elif ranges[-1][1] == start:
                ranges[-1][1] = self.at
            else:
                ranges.append([start, self.at])
        if spaces:
            return
        self.breaks = 0
        if line.inner is not node:
            line.inner = _common(line.inner, node)
        size = len(text) - text.count(" ")
        if self.links:
            line.link += size
        if self.bolds:
            line.bold += size


def _common(one: Node, other: Node) -> Node:
    """Return the innermost element that holds both."""
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
        else:
            break
    return one
