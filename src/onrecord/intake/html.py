"""Markup → the page's text and blocks, comments and metadata.

read_html(markup) -> Reading
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from onrecord.intake.comments import Item, find_comments
from onrecord.intake.comments.embedded import with_embedded
from onrecord.intake.dates import day_in_address, iso_time
from onrecord.intake.embedded import Embedded
from onrecord.intake.language import guess_language
from onrecord.intake.layout import Piece, article_pieces
from onrecord.intake.markup import Line, Tree, read_tree
from onrecord.intake.metadata import Metadata, read_metadata, split_names
from onrecord.terms import Block, Comment, Published, Span, hull


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
    if not tree.nodes:
        return Reading()
    told = read_metadata(tree, url)
    items, kept, hidden = with_embedded(tree, find_comments(tree))
    taken = hidden.union(*(item.lines for item in items))
    rest = Tree(tree.root, tree.nodes, [line for nth, line in enumerate(tree.lines) if nth not in taken], tree.raw)
    pieces: list[tuple[int, Piece | Embedded, Item | None]] = []
    for piece in article_pieces(rest, title or told.title):
        pieces.append((piece.lines[0].start, piece, None))
    for item in items:
        if item.author_line is not None:
            pieces.append((item.author_line.start, Piece("author", [item.author_line]), item))
        for lines in _runs(item):
            pieces.append((lines[0].start, Piece("comment", lines), item))
    pieces += [(len(tree.raw), piece, item) for piece, item in kept]
    pieces.sort(key=lambda one: one[0])
    text, blocks, owners = _joined(pieces, tree.raw)
    _ask_page(told, text, blocks, tree, url)
    return Reading(
        text=text,
        blocks=tuple(blocks),
        comments=_comments(items, blocks, owners, text),
        title=told.title,
        authors=told.authors,
        published=_published(told, text, blocks),
        modified=told.modified,
        site=told.site,
        language=guess_language(text) or told.language,
        origins=told.origins,
    )


def _runs(item: Item) -> list[list[Line]]:
    """Return the lines of a comment in runs that no answer inside it interrupts."""
    runs: list[list[Line]] = []
    for line in item.body:
        last = runs[-1][-1] if runs else None
        if last is not None and not any(last.node.index < start <= line.node.index for start, _ in item.inner):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _joined(
    pieces: list[tuple[int, Piece | Embedded, Item | None]], raw: str
) -> tuple[str, list[Block], list[Item | None]]:
    """Return the page's text with a blank line between blocks, the blocks, and the comment that each is of."""
    text: list[str] = []
    blocks: list[Block] = []
    owners: list[Item | None] = []
    at = 0
    for _, piece, item in pieces:
        words = piece.words(raw)
        if not words:
            continue
        if text:
            text.append("\n\n")
            at += 2
        text.append(words)
        blocks.append(Block(kind=piece.kind, span=Span(at, at + len(words)), selectors=piece.selectors()))
        owners.append(item)
        at += len(words)
    return "".join(text), blocks, owners


def _comments(items: list[Item], blocks: list[Block], owners: list[Item | None], text: str) -> tuple[Comment, ...]:
    """Return a record a comment, numbered in reading order."""
    names = {id(item): f"c{nth}" for nth, item in enumerate(items, 1)}
    spans: dict[int, list[Span]] = {}
    author_spans: dict[int, Span] = {}
    for block, owner in zip(blocks, owners, strict=True):
        if owner is not None and block.kind == "comment":
            spans.setdefault(id(owner), []).append(block.span)
        elif owner is not None:
            at = text.find(owner.author or "", block.span.start, block.span.end)
            author_spans[id(owner)] = Span(at, at + len(owner.author or "")) if at >= 0 and owner.author else block.span
    made = []
    for item in items:
        parent = items[item.parent] if item.parent is not None else None
        made.append(
            Comment(
                id=names[id(item)],
                author=item.author,
                author_span=author_spans.get(id(item)),
                posted=item.posted,
                span=hull(spans.get(id(item), ())),
                parent=names[id(parent)] if parent is not None else None,
                parent_confidence=item.confidence if parent is not None else None,
                parent_reason=item.reason if parent is not None else None,
            )
        )
    return tuple(made)


def _ask_page(told: Metadata, text: str, blocks: list[Block], tree: Tree, url: str | None) -> None:
    """Fill in what no metadata told from the page's own headline, byline, timestamp and address."""
    headline = next((block.span.of(text) for block in blocks if block.kind == "headline"), None)
    if headline and headline != told.title:
        # Metadata tells which heading is the headline; its words are the page's. In 64 labelled pages metadata alone
        # has 6 titles that no reader of the page sees: cut for a search engine, or another headline altogether.
        told.title, told.origins["title"] = headline, "page"
    if not told.authors:
        names = [name for block in blocks if block.kind == "byline" for name in split_names(block.span.of(text))]
        if names:
            told.authors, told.origins["authors"] = tuple(dict.fromkeys(names)), "page"
        elif told.desk:
            told.authors, told.origins["authors"] = told.desk, "metadata"
    _ask_page_when(told, text, blocks, tree, url)


def _ask_page_when(told: Metadata, text: str, blocks: list[Block], tree: Tree, url: str | None) -> None:
    """Fill in or correct when the page was published from what it prints, its time elements and its address."""
    printed = _printed(text, blocks)
    if told.published:
        if printed and _day_before(told.published) == printed[:10]:
            # The page prints the day before: where it was written it was still that day, or metadata has the last
            # change as the first. Three of 64 labelled pages; a day later would more likely be a change.
            told.published, told.origins["published"] = printed, "page"
        return
    times = (iso_time(node.get("datetime")) for node in tree.nodes if node.tag == "time" and node.get("datetime"))
    told.published = next((time for time in times if time), None) or printed
    if told.published:
        told.origins["published"] = "page"
    else:
        told.published = day_in_address(url)
        if told.published:
            told.origins["published"] = "address"


def _printed(text: str, blocks: list[Block]) -> str | None:
    """Return the first time that a timestamp or a byline prints, be it over two lines ("November 20", "15:23 2019")."""
    stamps = [block.span for block in blocks if block.kind in ("timestamp", "byline")]
    for span in stamps:
        found = _day_in(span.of(text))
        if found:
            return found
    for one, other in pairwise(stamps):
        if other.start - one.end <= 2 and one.length + other.length < 40:
            day, rest = one.of(text), other.of(text)
            year = _YEAR.search(rest)
            found = _day_in(f"{day}, {year[0]}") if year else None
            if found:
                return found
    return None


def _day_before(time: str) -> str:
    """Return the day before the day of an ISO 8601 time."""
    return (date.fromisoformat(time[:10]) - timedelta(days=1)).isoformat()


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMERIC_DAY = re.compile(r"\b(?:19|20)\d\d[-./]\d\d[-./]\d\d\b.*")


def _day_in(line: str) -> str | None:
    """Return the time that a line prints, wherever in it."""
    found = _NUMERIC_DAY.search(line)
    return iso_time(found[0] if found else line)


def _published(told: Metadata, text: str, blocks: list[Block]) -> Published | None:
    """Return when the page was published, with where it prints that day."""
    if not told.published:
        return None
    day = told.published[:10]
    stamps = (block.span for block in blocks if block.kind == "timestamp" and iso_time(block.span.of(text)))
    span = next((span for span in stamps if (iso_time(span.of(text)) or "")[:10] == day), None)
    return Published(value=told.published, span=span, reason=told.origins.get("published", ""))
