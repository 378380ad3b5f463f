"""The parts of one comment in markup: the author's name, the time, the words, and what it answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from onrecord.intake.comments.heads import Heads
from onrecord.intake.comments.item import Item
from onrecord.intake.comments.words import (
    ACTION,
    BY,
    CLOCK,
    DATE_IN,
    DEPTH,
    LEVEL,
    REPLY_CLASS,
    SAYS,
    clean_name,
    is_rest,
    says,
)
from onrecord.intake.kinds import is_timestamp
from onrecord.intake.markup import INLINE, INVISIBLE, Line, Node, Tree, pieces, within, without

_NEVER = frozenset(("script", "style", "head", "form", "textarea", "input", "body", "html"))


class Marks:
    """Where a page has names of authors, times and words, counted so that any stretch of nodes is asked in one step."""

    def __init__(self, tree: Tree, inside: list[bool]) -> None:
        """Look at the elements of `tree` that `inside` marks, one mark for each."""
        count = len(tree.nodes)
        authors, times = [0] * count, [0] * count
        self.author = [False] * count
        self.time = [False] * count
        covered_author = covered_time = covered = -1
        outermost: list[Node] = []
        for node in tree.nodes:
            index = node.index
            if not inside[index] or node.tag in _NEVER:
                continue
            if is_author(node):
                self.author[index] = True
                if index > covered_author:
                    authors[index] = 1
                    covered_author = node.last - 1
            if is_time(node):
                self.time[index] = True
                if index > covered_time:
                    times[index] = 1
                    covered_time = node.last - 1
            if (self.author[index] or self.time[index]) and index > covered:
                outermost.append(node)
                covered = node.last - 1
        self._words = [0.0, *accumulate(_words(tree, inside, outermost, times))]
        self._authors, self._times = [0, *accumulate(authors)], [0, *accumulate(times)]

    def authors(self, first: int, last: int) -> int:
        """Return how many names of authors stand in nodes `first` to `last`."""
        return self._authors[last] - self._authors[first]

    def times(self, first: int, last: int) -> int:
        """Return how many times stand in nodes `first` to `last`."""
        return self._times[last] - self._times[first]

    def words(self, first: int, last: int) -> float:
        """Return how many letters stand in nodes `first` to `last` that are no links, names or times."""
        return self._words[last] - self._words[first]


def _words(tree: Tree, inside: list[bool], marked: list[Node], times: list[int]) -> list[float]:
    """Return for each element the letters of its own lines that are no link, name or time.

    A short line that reads as a time is put among `times`.
    """
    words = [0.0] * len(tree.nodes)
    dark = [False] * len(tree.nodes)
    for node in marked:
        dark[node.index : node.last] = [True] * (node.last - node.index)
    whole = [False] * len(tree.nodes)
    for line in tree.lines:
        at = line.node.index
        if not inside[at]:
            continue
        if dark[line.inner.index]:
            whole[line.inner.index] = True
            continue
        if line.link < 0.9 * line.size:
            words[at] += line.size if line.size > 40 else sum(map(_weight, line.text))
        if line.size < 100 and not times[at] and DATE_IN.search(line.text):
            times[at] = 1
    for node in marked:  # a name or a time inside a line that says more
        if not any(whole[node.index : node.last]):
            at = _block(node).index
            words[at] = max(0.0, words[at] - _size(tree, node))
    return words


def _weight(char: str) -> int:
    """Return what a character of a short line says of its being words: a letter 1, an emoji 3, a digit nothing."""
    return 3 if char > "\u2190" and not char.isalpha() else int(char.isalpha())


def _block(node: Node) -> Node:
    """Return the nearest element around `node` that lines stand in."""
    up = node
    while up.parent is not None and up.tag in INLINE:
        up = up.parent
    return up


def is_author(node: Node) -> bool:
    """Return whether an element says that it holds an author's name."""
    if node.tag == "cite" or (node.names and says(node.names)[0]):
        return True
    if (node.get("itemprop") or "").lower() in ("author", "creator"):
        return True
    return node.tag == "a" and node.get("rel") == "author"


def is_time(node: Node) -> bool:
    """Return whether an element says that it holds a time."""
    if node.tag == "time":
        return True
    if node.names and node.end - node.start < 200 and says(node.names)[1]:
        return True
    return (node.get("itemprop") or "").lower() in ("datecreated", "datepublished", "uploaddate", "commenttime")


def read_item(tree: Tree, marks: Marks, item: Item, heads: Heads, *, named: bool) -> None:
    """Fill in author, time and words of an item from its own lines; `heads` knows what repeats in all items.

    `named`: where an element says that it holds the author, that goes before what `heads` knows.
    """
    lines = [tree.lines[nth] for nth in item.lines]
    if not lines:
        return
    own = _own_nodes(tree, item)
    body = _body_node(tree, own, marks, lines)
    head = [node for node in own if body is None or not body.holds(node)]
    time_node, item.posted = _posted(tree, head, lines, body)
    author_node, item.author, item.author_line = _author(tree, marks, head, lines, body, time_node)
    if id(item) in heads.names and not (named and (item.author is not None or heads.few)):
        author_node, (item.author_line, item.author) = None, heads.names[id(item)]
    elif not named and author_node is None:
        item.author_line = item.author = None
    away = _buttons(tree, own, body, sum(line.size for line in lines))
    cut = [(node.start, node.end) for node in (time_node, author_node, *away) if node is not None]
    if item.author_line is not None:
        cut += [(start, end) for start, end in item.author_line.ranges]
    cut = _disjoint(cut)
    ends = [end for _, end in cut]
    repeated: list[Line] = []
    for line in lines:
        if body is not None and not body.holds(line.node) and not (line.start < body.end and body.start < line.end):
            continue
        left = within(line, body, tree) if body is not None else line
        if left is not None:
            first = bisect_right(ends, left.start)
            last = bisect_left(cut, (left.end,))
            left = without(left, cut[first:last], tree)
        if left is None:
            continue
        heading = body is None and (not item.body or DATE_IN.search(line.text) is not None)
        if heading and item.author and left.size < 60 and clean_name(left.text) in (item.author, item.author[0]):
            continue  # the name again, or its initial in the place of a picture; not a signature
        if heads.is_button(line, told=body is not None):
            if not heads.is_reply(line) and not _only_furniture(left, item, in_body=False):
                repeated.append(left)
            continue
        if left.ranges != line.ranges and left.size < 30 and is_rest(left.text):
            continue  # "says:", "am", "Permalink": what stood beside a name and a time
        if not _only_furniture(left, item, body is not None):
            item.body.append(left)
    item.body = item.body or repeated  # many say the same: a heart


def _buttons(tree: Tree, own: list[Node], body: Node | None, size: int) -> list[Node]:
    """Return the elements of a comment that are no part of what it says: the outermost of each."""
    away: list[Node] = []
    for node in own:
        if (away and away[-1].holds(node)) or not _is_furniture(node) or (body is not None and node.holds(body)):
            continue
        if node.tag in ("form", "button", "fieldset") or _size(tree, node) < max(80, size / 2):
            away.append(node)
    return away


def _disjoint(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the same stretches in order, those that touch or overlap put together."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def _own_nodes(tree: Tree, item: Item) -> list[Node]:
    """Return the nodes of an item that are not of an item inside it."""
    nodes: list[Node] = []
    index = item.first
    for first, last in [*sorted(item.inner), (item.last, item.last)]:
        nodes += tree.nodes[index:first]
        index = max(index, last)
    return nodes


def _body_node(tree: Tree, own: list[Node], marks: Marks, lines: list[Line]) -> Node | None:
    """Return the element that holds a comment's words and nothing else, where one says that it does."""
    best: Node | None = None
    most = (0, 0)
    whole = sum(line.size for line in lines)
    for node in own:
        prop = (node.get("itemprop") or "").lower()
        told = prop in ("text", "commenttext", "reviewbody")
        if not told and (
            not node.names
            or node.tag in ("a", "button", "form", "textarea", "body", "ul", "ol")
            or not says(node.names)[2]
        ):
            continue
        heads = any(
            marks.author[index] or marks.time[index] for index in range(node.index, min(node.last, node.index + 400))
        )
        if heads and not told:
            continue
        sure = 2 if told else 1 if node.names and says(node.names)[3] else 0
        if not sure and marks.times(node.index, node.last):
            continue
        size = _size(tree, node)
        if (sure, size) > most and (sure == 2 or size > (0.3 if sure else 0.4) * whole):
            best, most = node, (sure, size)
    return best


def _size(tree: Tree, node: Node) -> int:
    return len("".join(tree.raw[node.start : node.end].split()))


def _is_furniture(node: Node) -> bool:
    if node.tag in ("button", "form", "label", "select", "fieldset"):
        return True
    return bool(node.names) and node.tag not in ("li", "article", "p") and says(node.names)[4]


def _posted(tree: Tree, head: list[Node], lines: list[Line], body: Node | None) -> tuple[Node | None, str | None]:
    """Return the element that says when, if one does, and the time: as the markup has it, else as printed."""
    for node in head:
        stamp = node.get("datetime") or (node.get("content") if is_time(node) else None)
        if stamp and DATE_IN.search(stamp):
            return node, stamp.strip()
    for node in head:
        if is_time(node):
            text = tree.text_of(node)
            found = DATE_IN.search(text)
            if found:
                return node, text if len(text) < 60 else found[0]
            title = node.get("title")
            if title and DATE_IN.search(title):
                return node, title
    for line in lines:
        if body is not None and body.holds(line.node):
            continue
        found = DATE_IN.search(line.text) if line.size < 120 else None
        if found is None and line.size < 120 and any(map(str.isdigit, line.text)):
            apart = " ".join(tree.raw[a:b] for a, b, _ in pieces(line, tree))
            found = DATE_IN.search(apart)
            if found is not None:
                clock = CLOCK.match(apart, found.end())
                return None, " ".join((found[0] + (clock[0] if clock else "")).split())
        if found is not None:
            clock = CLOCK.match(line.text, found.end())
            return None, (found[0] + (clock[0] if clock else "")).strip()
        if line.size < 60 and is_timestamp(line.text):
            return None, line.text
    return None, None


def _author(
    tree: Tree, marks: Marks, head: list[Node], lines: list[Line], body: Node | None, time_node: Node | None
) -> tuple[Node | None, str | None, Line | None]:
    """Return the element that names the author, the name, and the line cut to it."""
    tried: list[tuple[int, int, Node]] = []
    for node in head:
        if marks.author[node.index] and node.start < node.end:
            tried.append((_rank(node), node.index, node))
    for _, _, node in sorted(tried, key=lambda one: one[:2])[:20]:
        inner, name = _name_in(tree, node, time_node)
        if name:
            line = _line_at(lines, inner, tree)
            if line is not None:
                return inner, name, line
    best, most = None, 0.0
    for nth, line in enumerate(lines):
        if line.size > 120 or (body is not None and (body.holds(line.node) or body.start <= line.start < body.end)):
            continue
        name = clean_name(line.text)
        if not name or len(name) > 60 or len(name.split()) > 6 or ACTION.fullmatch(name) or is_timestamp(name):
            continue
        found = DATE_IN.search(line.text)
        dated = found is not None and len(line.text) - len(found[0]) - len(name) < 40
        worth = 3.0 * (BY.match(line.text) is not None) + 2.0 * dated + 2.0 * (SAYS.sub("", line.text) != line.text)
        worth += (
            1.0 * (nth == 0) + 0.5 * (body is not None) - (name[-1] in ".!?") - 0.05 * nth - 0.2 * len(name.split())
        )
        if worth > most:
            best, most = (name, line), worth
    return (None, *best) if best is not None else (None, None, None)


def _rank(node: Node) -> int:
    prop = (node.get("itemprop") or "").lower()
    tokens = set(node.names.split())
    if prop in ("author", "creator"):
        return 0
    if tokens & {"fn", "nickname", "username", "user-name", "comment-author-name", "comment__author-name"}:
        return 1
    return 2 if node.tag != "cite" else 3


def _name_in(tree: Tree, node: Node, time_node: Node | None) -> tuple[Node, str | None]:
    """Return the innermost element of `node` that is the name alone, and the name."""
    inside = tree.nodes[node.index : node.last]
    for below in inside:
        prop = (below.get("itemprop") or "").lower()
        tokens = below.names.split()
        if prop == "name" or "fn" in tokens:
            name = clean_name(below.get("content") or tree.text_of(below))
            if name:
                return below, name
    whole = clean_name(tree.text_of(node))
    simple = len(inside) <= 2 or all(
        one.tag in ("a", "span", "b", "strong", "cite", "i", "em", "h4", "h3", "h5", "img") for one in inside
    )
    if whole and simple:
        first = next((one for one in inside[1:] if one.start < one.end), None)
        # Two elements that touch are two things: a name and "Guest", not two halves of a name.
        if (
            first is not None
            and first.end < node.end
            and node.start == first.start
            and not tree.raw[first.end].isspace()
        ):
            name = clean_name(tree.text_of(first))
            if name and not tree.raw[first.end - 1].isspace() and first.tag != "img" and len(name) > 1:
                return first, name
    if whole and simple and not DATE_IN.search(whole) and len(whole) < 60:
        return node, whole
    for below in inside:
        if below.tag in ("a", "b", "strong", "cite", "span", "h3", "h4", "h5") and below.start < below.end:
            if time_node is not None and (time_node.holds(below) or below.holds(time_node)):
                continue
            name = clean_name(tree.text_of(below))
            if name and not DATE_IN.search(name) and len(name) < 60 and not ACTION.fullmatch(name):
                return below, name
    if whole and len(whole) < 60:
        return node, whole
    return node, None


def _line_at(lines: list[Line], node: Node, tree: Tree) -> Line | None:
    for line in lines:
        if line.start < node.end and node.start < line.end:
            return within(line, node, tree)
    return None


def _only_furniture(line: Line, item: Item, in_body: bool) -> bool:
    """Return whether a line of a comment is a button, a count or its date rather than its words."""
    text = line.text.strip(INVISIBLE + " ")
    if in_body:
        return line.link > 0.9 * line.size and ACTION.fullmatch(text) is not None
    if ACTION.fullmatch(text) or not text.strip("·|,.:;-–—•()[]# "):
        return True
    return line.size < 60 and (
        is_timestamp(text)
        or (DATE_IN.search(text) is not None and not line.text.endswith((".", "!", "?")) and len(text) < 45)
    )


def find_parents(tree: Tree, items: list[Item]) -> None:
    """Fill in what each item answers, from nesting, from depths and indents that classes name, from reply links."""
    if any(item.inner for item in items) or len({item.node.depth for item in items}) > 1:
        depths = [item.node.depth for item in items]
        told = "nesting"
    else:
        depths = [_named_depth(tree, item) for item in items]
        told = "depth"
    open_: list[int] = []
    for nth, item in enumerate(items):
        while open_ and depths[open_[-1]] >= depths[nth]:
            open_.pop()
        if open_:
            item.parent = open_[-1]
            item.reason = "markup"
            item.confidence = 0.98 if told == "nesting" else 0.9
        open_.append(nth)


def _named_depth(tree: Tree, item: Item) -> int:
    """Return the depth that the classes of an item, or of its nearest wrappers, name: 1 for a root."""
    for nth in item.lines[:6]:
        found = LEVEL.fullmatch(tree.lines[nth].text)
        if found:
            return int(found[1])
    up: Node | None = item.node
    for _ in range(3):
        if up is None:
            break
        found = DEPTH.search(up.names)
        if found:
            return int(found[1])
        if REPLY_CLASS.search(up.names):
            return 2
        up = up.parent
        if up is not None and len(up.children) > 1:
            break
    return 1
