"""The spans of an attribution, put right by what stands on the page: quotation marks, edges; its form and negation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from onrecord.recognition.quotations import Quotation
from onrecord.terms import Form, Span

WORD: Final = re.compile(r"\w+|[^\w\s]")
MARKS: Final = frozenset("\"“”„«»‘’'‹›`,")
DIRECT_SHARE: Final = 0.8
"""Of a content's words in quotation marks, from here it is direct; the scores of PolNeAR draw the line there too."""
SNAP_WORDS: Final = 2
"""So many words at most stand between a content's edge and that of its quotation for the content to take it."""
NEGATION: Final = re.compile(r"(?i)\b(?:not|never|cannot|neither|nor|nobody|no one|without)\b|n['’]t\b|\bno longer\b")


def tidy(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """Return the pieces of a content in order, with quotation marks whole and pieces that touch joined."""
    found: list[Span] = []
    for span in sorted(content):
        one = _whole_quotation(text, span, quotations)
        if found and (one.start <= found[-1].end or not re.search(r"\w", text[found[-1].end : one.start])):
            if "\n" not in text[found[-1].end : one.start]:
                found[-1] = Span(found[-1].start, max(one.end, found[-1].end))
                continue
        found.append(one)
    return found


def _whole_quotation(text: str, span: Span, quotations: Sequence[Quotation]) -> Span:
    """Return `span` with the mark of a quotation that it begins or ends in, where hardly a word stands between."""
    start, end = span
    for one in _touching(span, quotations):
        if one.single:
            continue
        if one.span.start < start < one.span.end and _words(text, one.span.start + 1, start) == 0:
            start = one.span.start
        if one.span.start < end < one.span.end and _words(text, end, one.span.end - 1) == 0:
            end = one.span.end
        if start == one.span.end - 1 and one.closed:
            start = one.span.end  # a closing mark is no beginning
    return Span(start, end) if start < end else span


def _touching(span: Span, quotations: Sequence[Quotation]) -> list[Quotation]:
    found = []
    at = bisect_left(quotations, span.end, key=lambda one: one.span.start) - 1
    while at >= 0 and len(found) < 4:
        if quotations[at].span.end >= span.start:
            found.append(quotations[at])
        elif quotations[at].span.end < span.start - 5000:
            break
        at -= 1
        if at < 0 or quotations[at].span.start < span.start - 5000:
            break
    return found


def _words(text: str, start: int, end: int) -> int:
    return len(re.findall(r"\w+", text[start:end]))


def form_of(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> Form:
    """Return direct where nearly all words of `content` stand in quotation marks, indirect where none does, else mixed."""
    inside = total = 0
    for span in content:
        held = [one.span for one in quotations if one.span.shared(span)]
        for match in WORD.finditer(text, span.start, span.end):
            if match.group() in MARKS:
                continue
            total += 1
            inside += any(one.start <= match.start() and match.end() <= one.end for one in held)
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT_SHARE * total else "mixed"


def is_negated(cue: str) -> bool:
    """Return whether the cue says that the words were not said: "did not say", "never claimed"."""
    return NEGATION.search(cue) is not None
