"""The day a page was published, told or inferred, and the times in its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.recognition.times.scan import find_times
from onrecord.terms import READ_KINDS, Page, Published, Span, TimeExpression

DAY = re.compile(r"\d{4}-\d\d-\d\d")
STAMPED: tuple[str, ...] = ("timestamp", "dateline", "byline")
"""The blocks that print when a page was published, in the order they are asked."""
FILE_PHOTO = re.compile(r"\bfile\b|\barchive", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:will|until|by|due|scheduled|expected|planned|set|upcoming|next)\b", re.IGNORECASE)
CLAUSE_END = re.compile(r"[.,;:”]\s")
STAMP = re.compile(r"\b(?:published|updated|posted|modified|dated)\b[:,]?\s(?:on\s)?$", re.IGNORECASE)
NEAR_DAYS = 45
"""How far behind a full date the days without a year may lie that it gives a year to."""
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
    """Return the day worked out from the text; a wrong day is worse than none, so that a lone date is no evidence."""
    captions = [block.span for block in page.blocks_of(["caption", "credit"])]
    others = [block.span for block in page.blocks_of(READ_KINDS - {"caption"})]
    of_captions = [] if any(FILE_PHOTO.search(page.text_at(span)) for span in captions) else captions
    loose = [time for time in find_times(page.text, others, None) if not _looks_ahead(page, time.span)]
    full = [time for time in find_times(page.text, of_captions, None) if _is_full(time)]
    source = "a caption's date" if full else "a full date"
    full = full or [time for time in loose if _is_full(time)]
    years = [int(time.value[:4]) for time in loose if time.reason == "written in full" and _is_year(time)]
    if not full:
        return None
    newest = max(full, key=lambda time: time.value)
    start = day_of(newest.value)
    if start is None or max(years, default=0) > start.year + 1:
        return None  # A page that knows of later years is later; the next year may only be planned for.
    near: list[tuple[date, TimeExpression]] = []
    for found in find_times(page.text, others, start):
        at = day_of(found.value)
        partial = found.reason == "nearest to the publication date"
        if at and partial and 0 <= (at - start).days <= NEAR_DAYS and not _looks_ahead(page, found.span):
            near.append((at, found))
    if near:
        at, found = max(near, key=lambda pair: pair[0])
        reason = f"latest day in the text, year from {source}"
        return Published(value=at.isoformat(), span=found.span, inferred=True, reason=reason)
    if source == "a caption's date":
        return Published(value=start.isoformat(), span=newest.span, inferred=True, reason=source)
    if _stamped(page, newest.span) or _at_top(newest, others):
        return Published(value=newest.value, span=newest.span, inferred=True, reason="a date at the top")
    return None


def _is_full(time: TimeExpression) -> bool:
    return time.reason == "written in full" and day_of(time.value) is not None


def _is_year(time: TimeExpression) -> bool:
    return len(time.value) >= 4 and time.value[:4].isdigit()


def _stamped(page: Page, span: Span) -> bool:
    """Return whether "Updated" or the like stands before a date."""
    return bool(STAMP.search(page.text, max(0, span.start - 24), span.start))


def _at_top(time: TimeExpression, blocks: Sequence[Span]) -> bool:
    """Return whether a date opens one of the first three blocks."""
    return any(time.span.start - block.start <= 12 and block.holds(time.span) for block in blocks[:3])


def _looks_ahead(page: Page, span: Span) -> bool:
    clause = CLAUSE_END.split(page.text[max(0, span.start - 60) : span.start])[-1]
    return AHEAD.search(clause) is not None


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
