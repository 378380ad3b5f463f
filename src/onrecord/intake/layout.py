"""The article's lines → blocks: which is headline, byline, timestamp, caption, credit, list, quotation, paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.intake import bylines, kinds
from onrecord.intake.article.reading import body_lines, caption_place
from onrecord.intake.markup import Line, Node, Tree, folded, within, without
from onrecord.intake.selectors import selectors_of
from onrecord.terms import BlockKind, Selector

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Piece:
    """A block before it has a place in the text: its kind and its lines, each a line of the block."""

    kind: BlockKind
    lines: list[Line]

    def words(self, raw: str) -> str:
        """Return its text: white space folded, line breaks kept in lists, quotations and comments."""
        join = "\n" if self.kind in ("list", "quotation", "comment") else " "
        return join.join(folded(line.ranges, raw, join) for line in self.lines)

    def selectors(self) -> tuple[Selector, ...]:
        """Return the way back to its lines."""
        return selectors_of(self.lines)


def article_pieces(tree: Tree, title: str | None) -> list[Piece]:
    """Return the article of `tree`, whose lines are those that no comment holds, in reading order."""
    lines = tree.lines
    body = body_lines(tree)
    if not lines:
        return []
    head = find_headline(lines, title, body[0] if body else len(lines))
    first, last = (body[0], body[-1]) if body else (head if head is not None else 0, -1)
    chosen = frozenset(body)
    pieces: list[Piece] = []
    for nth, line in enumerate(lines):
        if nth == head:
            pieces.append(Piece("headline", [line]))
        elif nth in chosen and not (nth in body[:3] and line.size < 70 and _is_byline(line)):
            _add_body(tree, pieces, line, opening=nth == first)
        else:
            around = body and first - 40 <= nth <= last + 12
            _add_beside(tree, pieces, line, near=bool(around), head=head, nth=nth, first=first, last=last)
    return pieces


def find_headline(lines: Sequence[Line], title: str | None, before: int) -> int | None:
    """Return which line is the headline: most like the title, a heading, not after the article's first line."""
    wanted = frozenset(_WORD.findall((title or "").lower()))
    firsts = [nth for nth, line in enumerate(lines) if "h1" in (line.node.tag, line.inner.tag)]
    only = firsts[0] if len({lines[nth].text for nth in firsts}) == 1 and before - 15 <= firsts[0] < before else None
    best, most = None, 0.75
    for nth, line in enumerate(lines):
        if line.size > 400 or (nth > before + 5 and line.node.tag not in _HEADINGS):
            continue
        words = _WORD.findall(line.text.lower())
        if not words:
            continue
        shared = sum(word in wanted for word in words)
        likeness = 2 * shared / (len(words) + len(wanted)) if wanted else 0.0
        heading = next(
            (node.tag for node in (line.node, line.inner, line.node.parent) if node and node.tag in _HEADINGS), ""
        )
        worth = likeness + (0.5 if heading == "h1" else 0.3 if heading else 0.0)
        worth -= 0.3 * (nth > before) + 0.2 * (line.link > 0.5 * line.size) + 0.002 * max(0, before - nth)
        if not heading and likeness < 0.9:
            worth -= 0.3
        if nth == only and len(words) > 3:
            worth += 0.25
        if not wanted and heading == "h1":
            worth += 0.4
        if worth > most:
            best, most = nth, worth
    return best


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl", "table"))


def _add_body(tree: Tree, pieces: list[Piece], line: Line, *, opening: bool) -> None:
    group, kind = _group(line)
    if group is not None:
        last = pieces[-1] if pieces else None
        if last is not None and last.kind == kind and group.holds(last.lines[0].node):
            last.lines.append(line)
        else:
            pieces.append(Piece(kind, [line]))
        return
    text = line.text
    if line.node.tag in _HEADINGS and line.size < 250:
        kind = "heading"
    elif kinds.is_note(text):
        kind = "note"
    elif kinds.outlet_and_day(text):
        kind = "dateline"
    elif 0.9 * line.size < line.bold and line.size < 120 and not text.endswith((".", "!", "?", ":", "”", '"')):
        kind = "heading"
    else:
        kind = "paragraph"
        at = kinds.opening_dateline(text) if opening else 0
        parted = part_at(tree, line, at) if at else None
        if parted is not None:
            pieces += [Piece("dateline", [parted[0]]), Piece("paragraph", [parted[1]])]
            return
    pieces.append(Piece(kind, [line]))


def _group(line: Line) -> tuple[Node | None, BlockKind]:
    """Return the list or the block quote that a line is an item of. A list of whole paragraphs is none: it is"
    " layout."""
    found: Node | None = None
    kind: BlockKind = "paragraph"
    node: Node | None = line.node
    depth = 0
    while node is not None and depth < 12:
        if node.tag == "blockquote":
            found, kind = node, "quotation"
        elif kind != "quotation" and node.tag in _LISTS and line.node.tag in ("li", "dd", "dt", "td", "th", "tr"):
            found, kind = node, "list"
        elif node.tag in ("article", "main", "body", "section"):
            break
        node = node.parent
        depth += 1
    return found, kind


_NUMERIC_DAY = re.compile(r"\b(?:19|20)\d\d[-./]\d\d[-./]\d\d\b|\b\d\d[-./]\d\d[-./](?:19|20)\d\d\b")
_BY_AND_DAY = re.compile(r"(?:by|von|par|por|di|door)\s+[A-ZÀ-Þ].*\b(?:19|20)\d\d\b", re.IGNORECASE)


def _is_byline(line: Line) -> bool:
    """Return whether a line that opens the body only says who wrote it ("Von Jule Petersen")."""
    return bylines.is_byline(line.text) and bool(bylines.authors_of(line.text))


_NAME_ALONE = re.compile(r"(?:^|[\s_-])(?:author|byline|writer)[-_]*name(?:$|\s)|(?:^|\s)fn(?:$|\s)")
_STAMP_NAME = re.compile(r"date|time|publish|posted|updated|stamp")
_BYLINE_NAME = re.compile(r"byline|author|autor|writer|contributor|creator")


def _add_beside(
    tree: Tree, pieces: list[Piece], line: Line, *, near: bool, head: int | None, nth: int, first: int, last: int
) -> None:
    """Add a line that is not of the body, where it says something of the article: its picture, its author, its time."""
    place = caption_place(line)
    if place is not None:
        if place.tag == "figcaption" or (near and line.link < 0.8 * line.size):
            _add_caption(tree, pieces, line, place)
        return
    if not near and not (head is not None and abs(nth - head) <= 6):
        return
    text = line.text
    if line.size > 160:
        return
    names = " ".join(node.names for node in (line.inner, line.node, line.node.parent) if node is not None)
    before = (head is not None and head < nth < first) or first - 10 <= nth < first
    if _is_stamp(line, names, before=before):
        pieces.append(Piece("timestamp", [line]))
    elif (
        bylines.is_byline(text)
        or (before and line.size < 90 and _BY_AND_DAY.match(text))
        or (_BYLINE_NAME.search(names) and line.size < 80 and _names_author(text))
        or (
            _NAME_ALONE.search(line.inner.names)
            and line.size < 40
            and len(text.split()) < 5
            and not kinds.is_furniture(text)
        )
    ):
        pieces.append(Piece("byline", [line]))
    elif first <= nth <= last and kinds.is_credit(text):
        pieces.append(Piece("credit", [line]))


def _is_stamp(line: Line, names: str, *, before: bool) -> bool:
    """Return whether a line prints when the page was published: by its shape, its element, its class or its place."""
    text = line.text
    if kinds.is_timestamp(text) or (line.inner.tag == "time" and any(map(str.isdigit, text))):
        return True
    if bylines.is_byline(text) or line.size > 80 or _BYLINE_NAME.search(names):
        return False
    return bool(_STAMP_NAME.search(names) and kinds.day_of(text)) or bool(
        before and line.size < 50 and _NUMERIC_DAY.search(text)
    )


def _names_author(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha()]
    return (
        1 < len(words) < 9
        and sum(word[0].isupper() for word in words) >= len(words) - 2
        and not kinds.is_furniture(text)
    )


_CREDIT_NAME = re.compile(r"credit|copyright|byline|source|photographer|agency")


def _add_caption(tree: Tree, pieces: list[Piece], line: Line, place: Node) -> None:
    """Add a caption and, parted from it, its credit: told by a class inside it, by its shape, or by its own class."""
    names = f"{line.inner.names} {line.node.names} {place.names}"
    if kinds.is_credit(line.text) or ("credit" in names and "caption" not in f"{line.inner.names} {line.node.names}"):
        pieces.append(Piece("credit", [line]))
        return
    for node in tree.nodes[line.node.index + 1 : min(line.node.last, line.node.index + 60)]:
        if node.start >= line.end or not node.names or not _CREDIT_NAME.search(node.names):
            continue
        credit = within(line, node, tree) if node.start < line.end and line.start < node.end else None
        caption = without(line, [(node.start, node.end)], tree)
        if credit is not None and caption is not None:
            order = [Piece("caption", [caption]), Piece("credit", [credit])]
            pieces += order if caption.start < credit.start else order[::-1]
            return
    at = kinds.credit_at_end(line.text)
    parted = part_at(tree, line, at) if at > 0 else None
    if parted is not None:
        pieces += [Piece("caption", [parted[0]]), Piece("credit", [parted[1]])]
    else:
        pieces.append(Piece("caption", [line]))


def part_at(tree: Tree, line: Line, at: int) -> tuple[Line, Line] | None:
    """Return `line` in two, the first with its words before character `at` of its text; None where one is empty."""
    wanted = len(line.text[:at].replace(" ", ""))
    for start, end in line.ranges:
        for place in range(start, end):
            if wanted == 0 and not tree.raw[place].isspace():
                before = without(line, [(place, line.end)], tree)
                after = without(line, [(line.start, place)], tree)
                return (before, after) if before is not None and after is not None else None
            wanted -= not tree.raw[place].isspace()
    return None
