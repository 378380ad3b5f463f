"""Words that a comment takes from another, or from the article: the same run of words in both, marks and case aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.recognition.threads_voices import TOKEN, Room, Voice
from onrecord.terms import READ_KINDS, CommentQuote, Page, Span

RUN = 5
"""Words in a row that make a quotation outside quotation marks. Three do inside them."""
_MARKED = re.compile(r"[\"“„«”»]([^\"“”„«»]{8,2000})[\"“”»«]")
_TELLING = 3


def token_spans(words: str, start: int) -> list[tuple[str, int, int]]:
    """Return the words of `words` folded, each with its start and end in the page's text."""
    return [(m.group().casefold(), start + m.start(), start + m.end()) for m in TOKEN.finditer(words)]


def shared_run(voice: Voice, other: Voice) -> tuple[Span, Span] | None:
    """Return where `voice` repeats the longest run of words of `other` that is long enough to be a quotation, or None."""
    if voice.triples.isdisjoint(other.triples):
        return None
    return longest_run(
        token_spans(voice.words, voice.start),
        token_spans(other.words, other.start),
        marked_spans(voice.words, voice.start),
    )


def marked_spans(words: str, start: int) -> list[Span]:
    """Return what stands between quotation marks, and lines that open with ">", without the marks."""
    found = [Span(start + m.start(1), start + m.end(1)) for m in _MARKED.finditer(words)]
    found += [Span(start + m.start(1), start + m.end(1)) for m in re.finditer(r"(?m)^>\s*(\S.*)$", words)]
    return sorted(found)


def longest_run(
    left: Sequence[tuple[str, int, int]], right: Sequence[tuple[str, int, int]], marked: Sequence[Span]
) -> tuple[Span, Span] | None:
    """Return the longest stretch of words that stands in both, as spans of each, or None where it is too short.

    Two words may be left out of the copy at once ("shortened"), so that a run goes on over a gap.
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(right) - _TELLING + 1):
        places.setdefault(tuple(w for w, _, _ in right[i : i + _TELLING]), []).append(i)
    best: tuple[int, int, int, int] | None = None
    reached: dict[int, int] = {}
    for i in range(len(left) - _TELLING + 1):
        for j in places.get(tuple(w for w, _, _ in left[i : i + _TELLING]), ())[:8]:
            if reached.get(j - i, -1) >= i:
                continue
            ends = _grow(left, right, i, j)
            reached[j - i] = ends[0]
            if best is None or ends[0] - i > best[1] - best[0]:
                best = (i, ends[0], j, ends[1])
    if best is None:
        return None
    span = Span(left[best[0]][1], left[best[1] - 1][2])
    inside = _inside(span, marked)
    telling = sum(len(left[k][0]) > 3 for k in range(best[0], best[1]))
    if best[1] - best[0] < (_TELLING if inside else RUN) or telling < (1 if inside else 3):
        return None
    return span, Span(right[best[2]][1], right[best[3] - 1][2])


def _grow(
    left: Sequence[tuple[str, int, int]], right: Sequence[tuple[str, int, int]], i: int, j: int
) -> tuple[int, int]:
    while i < len(left) and j < len(right):
        if left[i][0] == right[j][0]:
            i, j = i + 1, j + 1
            continue
        skip = next(
            (
                k
                for k in range(1, 13)
                if j + k + 1 < len(right)
                and i + 1 < len(left)
                and right[j + k][0] == left[i][0]
                and right[j + k + 1][0] == left[i + 1][0]
            ),
            0,
        )
        if not skip:
            break
        j += skip
    return i, j


def _inside(span: Span, marked: Sequence[Span]) -> bool:
    at = bisect_left(marked, (span.start + 1, 0)) - 1
    return at >= 0 and marked[at].end >= span.end - 1


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may be quoted: a comment, or the article where `comment` is None."""

    number: int
    comment: str | None
    tokens: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything on a page that may be quoted, and in which of it each three words in a row stand."""

    sources: tuple[Source, ...]
    shelves: Mapping[tuple[str, str, str], tuple[int, ...]]


def library_of(room: Room, page: Page) -> Library:
    """Return what may be quoted on this page: the article's blocks (number -1) and each comment."""
    sources = [
        Source(-1, None, tuple(token_spans(page.text_at(block.span), block.span.start)))
        for block in page.blocks_of(READ_KINDS)
    ]
    sources += [Source(v.number, v.comment.id, tuple(token_spans(v.words, v.start))) for v in room.voices]
    shelves: dict[tuple[str, str, str], list[int]] = {}
    for k, source in enumerate(sources):
        names = [w for w, _, _ in source.tokens]
        for triple in set(zip(names, names[1:], names[2:], strict=False)):
            shelves.setdefault(triple, []).append(k)
    return Library(tuple(sources), {triple: tuple(found) for triple, found in shelves.items() if len(found) > 1})


def quotes_in(voice: Voice, library: Library) -> tuple[CommentQuote, ...]:
    """Return the words that `voice` takes from the article or an earlier comment, each with both spans."""
    hits = Counter(
        k
        for triple in voice.triples
        for k in library.shelves.get(triple, ())[:6]
        if library.sources[k].number < voice.number
    )
    if not hits:
        return ()
    own = token_spans(voice.words, voice.start)
    marked = marked_spans(voice.words, voice.start)
    found: list[CommentQuote] = []
    for k, _ in hits.most_common(4):
        source = library.sources[k]
        run = longest_run(own, source.tokens, marked)
        if run is not None and not any(quote.span.shared(run[0]) for quote in found):
            found.append(CommentQuote(comment=source.comment, span=run[0], of=run[1]))
    return tuple(sorted(found, key=lambda quote: quote.span))
