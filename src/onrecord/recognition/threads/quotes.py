"""Words that a comment takes from another, or from the article: the same run of words in both, marks and case aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.recognition.threads.voices import TOKEN, Room, Voice
from onrecord.terms import READ_KINDS, CommentQuote, Page, Span

RUN = 5
"""Words in a row that make a quotation outside quotation marks. Three do inside them."""
_MARKED = re.compile(r"[\"“„«”»]([^\"“”„«»]{8,2000})[\"“”»«]")
_TELLING = 3
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text, folded: their names, where each stands, and where each three in a row begin."""

    names: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    triples: tuple[Triple, ...]
    places: Mapping[Triple, Sequence[int]]


def words_of(text: str, start: int) -> Words:
    """Return the words of `text`, which begins at `start` in the page's text."""
    found = [(m.group().casefold(), (start + m.start(), start + m.end())) for m in TOKEN.finditer(text)]
    names = tuple(name for name, _ in found)
    triples = tuple(zip(names, names[1:], names[2:], strict=False))
    places: dict[Triple, list[int]] = {}
    for i, triple in enumerate(triples):
        places.setdefault(triple, []).append(i)
    return Words(names, tuple(span for _, span in found), triples, places)


def marked_spans(words: str, start: int) -> list[Span]:
    """Return what stands between quotation marks, and lines that open with ">", without the marks."""
    found = [Span(start + m.start(1), start + m.end(1)) for m in _MARKED.finditer(words)]
    found += [Span(start + m.start(1), start + m.end(1)) for m in re.finditer(r"(?m)^>\s*(\S.*)$", words)]
    return sorted(found)


def longest_run(left: Words, right: Words, marked: Sequence[Span]) -> tuple[Span, Span] | None:
    """Return the longest stretch of words that stands in both, as spans of each, or None where it is too short.

    A few words of `right` may be left out at once ("shortened"): the run goes on where two words fit again.
    """
    best: tuple[int, int, int, int] | None = None
    reached: dict[int, int] = {}
    for i, triple in enumerate(left.triples):
        for j in right.places.get(triple, ())[:8]:
            if reached.get(j - i, -1) >= i:
                continue
            ends = _grow(left.names, right.names, i, j)
            reached[j - i] = ends[0]
            if best is None or ends[0] - i > best[1] - best[0]:
                best = (i, ends[0], j, ends[1])
    if best is None:
        return None
    span = Span(left.spans[best[0]][0], left.spans[best[1] - 1][1])
    inside = _inside(span, marked)
    telling = sum(len(name) > 3 for name in left.names[best[0] : best[1]])
    if best[1] - best[0] < (_TELLING if inside else RUN) or telling < (1 if inside else 3):
        return None
    return span, Span(right.spans[best[2]][0], right.spans[best[3] - 1][1])


def _grow(left: Sequence[str], right: Sequence[str], i: int, j: int) -> tuple[int, int]:
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            i, j = i + 1, j + 1
            continue
        pair = left[i : i + 2]
        skip = next((k for k in range(1, 13) if len(pair) == 2 and right[j + k : j + k + 2] == pair), 0)
        if not skip:
            break
        j += skip
    return i, j


def _inside(span: Span, marked: Sequence[Span]) -> bool:
    at = bisect_left(marked, (span.start + 1, 0)) - 1
    return at >= 0 and marked[at].end >= span.end - 1


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may be quoted: comment `number`, or a block of the article where `comment` is None (number -1)."""

    number: int
    comment: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class Library:
    """Everything on a page that may be quoted, and in which of it each three words in a row stand."""

    sources: tuple[Source, ...]
    shelves: Mapping[Triple, Sequence[int]]


def library_of(room: Room, page: Page) -> Library:
    """Return what may be quoted on this page: the article's blocks, then each comment in order."""
    blocks = page.blocks_of(READ_KINDS)
    sources = [Source(-1, None, words_of(page.text_at(block.span), block.span.start)) for block in blocks]
    sources += [Source(v.number, v.comment.id, words_of(v.words, v.start)) for v in room.voices]
    shelves: dict[Triple, list[int]] = {}
    for k, source in enumerate(sources):
        for triple in source.words.places:
            shelves.setdefault(triple, []).append(k)
    return Library(tuple(sources), {triple: found for triple, found in shelves.items() if len(found) > 1})


def quotes_in(voice: Voice, library: Library) -> tuple[CommentQuote, ...]:
    """Return the words that `voice` takes from the article or an earlier comment, each with both spans."""
    own = library.sources[len(library.sources) - library.sources[-1].number - 1 + voice.number].words
    hits: Counter[int] = Counter()
    for triple in own.places:
        for k in library.shelves.get(triple, ())[:6]:
            if library.sources[k].number < voice.number:
                hits[k] += 1
    marked = marked_spans(voice.words, voice.start) if hits else []
    found: list[CommentQuote] = []
    for k, _ in hits.most_common(4):
        source = library.sources[k]
        run = longest_run(own, source.words, marked)
        if run is not None and not any(quote.span.shared(run[0]) for quote in found):
            found.append(CommentQuote(comment=source.comment, span=run[0], of=run[1]))
    return tuple(sorted(found, key=lambda quote: quote.span))


def _taken(asked: Span, quotes: Sequence[CommentQuote], voice: Voice) -> bool:
    """Return whether the question is another's, only quoted here."""
    at = asked.start - voice.start
    if voice.words[at] == ">" or voice.words[:at].rpartition("\n")[2].lstrip().startswith(">"):
        return True
    return any(2 * quote.span.shared(asked) > asked.length for quote in quotes)


def find_quotes(room: Room, page: Page) -> list[tuple[CommentQuote, ...]]:
    """Return the quotations in each comment, in order.

    Notes in each voice which comments it quotes, and leaves it the questions that are its own.
    """
    library = library_of(room, page)
    numbers = {voice.comment.id: voice.number for voice in room.voices}
    found = [quotes_in(voice, library) for voice in room.voices]
    for voice, quotes in zip(room.voices, found, strict=True):
        voice.questions = tuple(asked for asked in voice.questions if not _taken(asked, quotes, voice))
        voice.quoted = {numbers[q.comment]: q.span.length for q in quotes if q.comment is not None}
        marked = marked_spans(voice.words, voice.start) if voice.quoted else []
        voice.cited = frozenset(numbers[q.comment] for q in quotes if q.comment is not None and _inside(q.span, marked))
    return found
