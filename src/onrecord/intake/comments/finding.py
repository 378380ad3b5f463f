"""Readers' comments in markup: who, when, the words, and which comment each answers.

No platform's name is needed. A page's comments are the elements of one make (a class, an id with a number, a
microdata type) of which most hold an author or a time and words of their own; of all makes on the page the one that
gives most comments is taken, unless `shapes.py`, which asks nothing what it is called, finds more. What one
comment answers is told by nesting, or by a depth or an indent that its class names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from onrecord.intake.comments import parts
from onrecord.intake.comments.heads import Heads
from onrecord.intake.comments.item import Item
from onrecord.intake.comments.shapes import Shapes, best
from onrecord.intake.markup import Node, Tree

_AREA = re.compile(
    r"comment(?!ary)|komment|coment[aá]ri|commentaire|comentario|reactie|reaktion|disqus|respuesta|lesermeinung"
    r"|leserbrief"
    r"|talkback|discussion|livefyre|wpd-|wc-thread|usernote|opinie|posts?-stream|topic-post|forum-post|yorum"
    r"|kommentit|replies"
)
_NOT_AREA = re.compile(
    r"comment-?form|commentform|respond|recent-?comments|comments?-(?:count|link|number|open|closed|respond|title|nav)"
    r"|no-?comments?|leave-?comment|comment-?count|add-?comment|write-?comment|latest-?comments|newcomment"
    r"|post-comment-form"
)
_ECHO = re.compile(r"pingback|trackback")
_ECHOED = re.compile(r"\W*(?:pingback|trackback)s?\b|\[(?:\.\.\.|…)\].*\[(?:\.\.\.|…)\]\W*$", re.IGNORECASE | re.DOTALL)
"""What a blog's software writes where another page links here: words of that page between two ellipses."""
_LABEL = re.compile(r"\b(?:category|tag)-\S+")
_NUMBER = re.compile(r"\d+")
_LONG_NUMBER = re.compile(r"\d{3,}")


def find_comments(tree: Tree) -> list[Item]:
    """Return the comments of `tree` in reading order, each with the place of the one it answers."""
    named: list[Item] = []
    makes, inside = _makes(tree)
    if makes:
        marks = parts.Marks(tree, inside)
        named = _read(tree, marks, _best_make(makes, marks), named=True)
    shapes = Shapes(tree)
    alike = best(shapes) if shapes.told else []
    if not alike or (named and len(alike) <= len(named) + 1):
        return named
    marks = parts.Marks(tree, [True] * len(tree.nodes))
    shaped = _read(tree, marks, [Item(node, node.index, last) for node, last in alike], named=False)
    return shaped if len(shaped) > len(named) + 1 or not named else named


def _read(tree: Tree, marks: parts.Marks, items: list[Item], *, named: bool) -> list[Item]:
    """Return `items` with their parts read, without those that have no words; none where they are no comments.

    `named`: what elements are called tells more of their parts than what repeats in all items.
    """
    _share_lines(tree, items)
    heads = Heads(tree, items)
    kept = []
    for item in items:
        parts.read_item(tree, marks, item, heads, named=named)
        linked = all(line.link > 0.7 * line.size for line in item.body)
        echo = _ECHO.search(item.node.names) or _ECHOED.match(" ".join(line.text for line in item.body))
        if item.body and not (linked and item.posted is None) and not echo:
            kept.append(item)
    kept = _of_this_page(kept)
    if not _plausible(kept):
        return []
    parts.find_parents(tree, kept)
    return kept


def _of_this_page(items: list[Item]) -> list[Item]:
    """Return `items` without a list of the latest comments elsewhere: no times there, while most here have one."""
    rows = {id(item.node.parent) for item in items if item.posted is not None}
    inner = {first for item in items for first, _ in item.inner}
    away = [
        item
        for item in items
        if item.posted is None and id(item.node.parent) not in rows and item.first not in inner and not item.inner
    ]
    if not away or 3 * sum(item.posted is not None for item in items) < 2 * len(items):
        return items
    gone = {id(item) for item in away}
    return [item for item in items if id(item) not in gone]


def _best_make(makes: dict[tuple[str, str], list[Node]], marks: parts.Marks) -> list[Item]:
    """Return the elements of the make that gives most comments, as items."""
    best = (0.5, 0.0, 0.0)
    chosen: list[Item] = []
    for (_, token), nodes in makes.items():
        items = [Item(node, node.index, node.last) for node in nodes]
        _join_pairs(items)
        good, heads, words = _worth(items, marks)
        worth = (good * _likely(token, nodes), heads, words)
        if worth > best:
            best, chosen = worth, items
    return chosen


_ONE = re.compile(
    r"^#\D*(?:comment|komment|coment|cid|message|msg|reply)\D*#|^\.(?:comment|kommentar|comentario|commentaire)$"
    r"|^schema"
)
_MANY = re.compile(r"comments|kommentare|commentaires|comentarios|list|area|container|wrap|section|box|holder")


def _likely(token: str, nodes: list[Node]) -> float:
    """Return how likely a make is that of single comments by what it is called and what it stands in."""
    if not token:
        return 0.5
    if _ONE.search(token):
        return 1.1
    if _AREA.search(token):
        return 1.0 if not _MANY.search(token) else 0.95
    near = 0
    for node in nodes[:20]:
        up = node.parent
        for _ in range(3):
            if up is not None and up.names and _AREA.search(up.names):
                near += 1
                break
            up = up.parent if up is not None else None
    return 0.9 if near > len(nodes[:20]) / 2 else 0.1


def _makes(tree: Tree) -> tuple[dict[tuple[str, str], list[Node]], list[bool]]:
    """Return the elements that stand where comments may stand, by tag and each thing that could name their kind.

    With them, for each element of the page whether it stands there.
    """
    makes: dict[tuple[str, str], list[Node]] = defaultdict(list)
    inside: list[bool] = []
    found: Any = _MICRODATA(tree.root)
    told = frozenset(found)
    for node in tree.nodes:
        up = node.parent is not None and inside[node.parent.index]
        own, not_here = _is_area(node.names) if node.names and node.tag not in ("body", "html") else (False, False)
        up = up and not not_here
        kind = node.element in told
        inside.append(up or own or kind)
        if kind:
            makes["", "schema.org Comment"].append(node)
        if not (up or own) or node.tag in ("a", "span", "img", "body", "html", "time", "br", "form", "button"):
            continue
        makes[node.tag, ""].append(node)
        for token in (node.get("class") or "").lower().split():
            makes["", "." + _LONG_NUMBER.sub("#", token)].append(node)
        name = (node.get("id") or "").lower()
        if any(map(str.isdigit, name)):
            makes["", "#" + _NUMBER.sub("#", name)].append(node)
    return makes, inside


@lru_cache(maxsize=1 << 15)
def _is_area(names: str) -> tuple[bool, bool]:
    """Return whether classes and id speak of comments, and whether of what is never one: the form, a count."""
    if not _AREA.search(names):
        return False, False
    if "category-" in names or "tag-" in names:
        names = _LABEL.sub("", names)
    left = _NOT_AREA.sub("", names)
    own = _AREA.search(left) is not None
    return own, not own and left != names


_MICRODATA = etree.XPath(
    "//*[@itemprop='comment' or @role='comment' or contains(@itemtype, '/Comment')"
    " or contains(@itemtype, '/UserComments')]"
)


def _join_pairs(items: list[Item]) -> None:
    """Let a `dt` that names the author and the `dd` after it, which has the words, be one item."""
    for item in items:
        if item.node.tag == "dt" and item.node.parent is not None:
            row = item.node.parent.children
            after = next((child for child in row if child.index >= item.last), None)
            if after is not None and after.tag == "dd":
                item.last = after.last
    if any(item.node.tag == "dt" for item in items):
        items[:] = [item for item in items if item.node.tag != "dd"]


def _nested(items: Sequence[Item]) -> Iterator[tuple[Item, list[Item]]]:
    """Give each item with the items that stand directly in it."""
    stack: list[tuple[Item, list[Item]]] = []
    for item in items:
        while stack and stack[-1][0].last <= item.first:
            yield stack.pop()
        if stack:
            stack[-1][1].append(item)
        stack.append((item, []))
    while stack:
        yield stack.pop()


def _worth(items: list[Item], marks: parts.Marks) -> tuple[float, float, float]:
    """Return how many comments the items would be, less those they would not; how much of a head, how many words."""
    good = bad = heads = total = 0.0
    for item, inner in _nested(items):
        words = marks.words(item.first, item.last) - sum(marks.words(one.first, one.last) for one in inner)
        authors = marks.authors(item.first, item.last) - sum(marks.authors(one.first, one.last) for one in inner)
        times = marks.times(item.first, item.last) - sum(marks.times(one.first, one.last) for one in inner)
        if words <= 2:
            bad += 0.1 if authors and times else 0.3  # a comment whose words are lost, or a part of one
        elif not authors and not times:
            bad += 0.5
        elif authors > 4 or times > 3:
            bad += max(authors / 2, times / 2)
        else:
            good += 1 if authors < 2 or times < 2 else 0.6  # two names and two times: two comments, perhaps
            heads += (authors > 0) + (times > 0)
            total += min(words, 3000)
    return good - bad, round(heads / max(1.0, good), 1), total


def _share_lines(tree: Tree, items: list[Item]) -> None:
    """Give each line to the innermost item that holds it."""
    for item, inside in _nested(items):
        item.inner = [(one.first, one.last) for one in inside]
    owner = [-1] * len(tree.nodes)
    for nth, item in enumerate(items):
        for index in range(item.first, item.last):
            owner[index] = nth
    for nth, line in enumerate(tree.lines):
        index = owner[line.node.index]
        if index >= 0:
            items[index].lines.append(nth)


def _plausible(items: list[Item]) -> bool:
    """Return whether these are comments and not a list of articles or of latest comments elsewhere."""
    named = sum(item.author is not None or item.posted is not None for item in items)
    linked = sum(all(line.link > 0.7 * line.size for line in item.body) for item in items)
    timed = sum(item.posted is not None for item in items)
    if len(items) < 3 and not (timed and named == len(items)):
        return False  # "Log in to comment", "Comment on this article" and the words after it
    return bool(items) and named >= 0.5 * len(items) and linked <= 0.5 * len(items)
