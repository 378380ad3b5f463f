"""The day a page was published, told or inferred, and the times in its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from onrecord.recognition.times_scan import find_times
from onrecord.terms import READ_KINDS, Page, Published, Span, TimeExpression

DAY = re.compile(r"\d{4}-\d\d-\d\d")
STAMPED: tuple[str, ...] = ("timestamp", "dateline", "byline")
"""The blocks that print when a page was published, in the order they are asked."""
FILE_PHOTO = re.compile(r"\bfile\b|\barchive", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:will|until|by|due|scheduled|expected|planned|set|upcoming|next)\b", re.IGNORECASE)
ADDRESS = re.compile(r"/(20[0-4]\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)")


def day_of(value: str | None) -> date | None:
    """Return the calendar day that a value starts with, None where it names none."""
    if not value or not DAY.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def infer_published(page: Page) -> Published | None:
    """Return when `page` was published: as told, else from a printed date, else worked out from its text, or None.

    Worked out: a full date (a caption's first) gives the year; days without a year near it, which do not lie ahead,
    give the latest day the page knows of.
    """
    if page.published is not None:
        return page.published
    for kind in STAMPED:
        spans = [block.span for block in page.blocks_of([kind])]
        for found in find_times(page.text, spans, None):
            if day_of(found.value) and found.reason == "written in full":
                return Published(value=found.value, span=found.span, reason="date line" if kind == "dateline" else kind)
    at = ADDRESS.search(page.snapshot.url or "")
    if at:
        return Published(value=f"{at[1]}-{int(at[2]):02d}-{int(at[3]):02d}", inferred=True, reason="address")
    return _worked_out(page)


def _worked_out(page: Page) -> Published | None:
    captions = [block.span for block in page.blocks_of(["caption", "credit"])]
    others = [block.span for block in page.blocks_of(READ_KINDS - {"caption"})]
    of_captions = [] if any(FILE_PHOTO.search(page.text_at(span)) for span in captions) else captions
    full = [t for t in find_times(page.text, of_captions, None) if day_of(t.value) and t.reason == "written in full"]
    from_caption = bool(full)
    loose = find_times(page.text, others, None)
    full = full or [
        t for t in loose if day_of(t.value) and t.reason == "written in full" and not _looks_ahead(page, t.span)
    ]
    if not full:
        return None
    newest = max(full, key=lambda t: t.value)
    start = day_of(newest.value)
    assert start is not None
    near: list[tuple[date, TimeExpression]] = []
    for found in find_times(page.text, others, start):
        at = day_of(found.value)
        written = any(character.isdigit() for character in page.text_at(found.span))
        if at and written and 0 <= (at - start).days <= 45 and not _looks_ahead(page, found.span):
            near.append((at, found))
    if near:
        at, found = max(near, key=lambda pair: pair[0])
        source = "a caption's date" if from_caption else "a full date"
        return Published(
            value=at.isoformat(), span=found.span, inferred=True, reason=f"latest day in the text, year from {source}"
        )
    if from_caption:
        return Published(value=start.isoformat(), span=newest.span, inferred=True, reason="a caption's date")
    return None


def _looks_ahead(page: Page, span: Span) -> bool:
    return bool(AHEAD.search(page.text[max(0, span.start - 60) : span.start].rpartition(". ")[2]))


def read_times(page: Page) -> tuple[Published | None, tuple[TimeExpression, ...]]:
    """Return when the page was published and the times in its article and comments, in order.

    Article blocks count from the page's day, a comment from the day it was posted, where it says so.
    """
    published = infer_published(page)
    anchor = day_of(published.value) if published else None
    out = find_times(page.text, [block.span for block in page.blocks_of(READ_KINDS | set(STAMPED))], anchor, vague=True)
    for comment in page.comments:
        if comment.span is None:
            continue
        inside = [b.span for b in page.blocks_of(["comment"]) if comment.span.holds(b.span)] or [comment.span]
        out += find_times(page.text, inside, day_of(comment.posted) or anchor, vague=True)
    return published, tuple(_disjoint(out))


def _disjoint(found: Iterable[TimeExpression]) -> list[TimeExpression]:
    out: list[TimeExpression] = []
    for one in sorted(found, key=lambda t: (t.span.start, -t.span.end)):
        if not out or one.span.start >= out[-1].span.end:
            out.append(one)
    return out
