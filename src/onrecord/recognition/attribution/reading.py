"""Who said what: the attributions of one page, or of several, out of one pass of the model.

    readings = read_passages(passages_of(page), page.text, load())
    attributions = find_attributions(readings)

An attribution comes with source, cue, content, form, `within`, `negated`, `confidence` and `comment`; speaker, chain
and act are for those who know the people on the page.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np

from onrecord.model.pieces import Words, paragraphs
from onrecord.model.runtime import Model, Paragraph, WindowScores
from onrecord.recognition.attribution.candidates import Candidate, candidates
from onrecord.recognition.attribution.decoding import (
    CONTENT,
    CUE,
    SOURCE,
    Floats,
    Links,
    Segment,
    best_labels,
    log_softmax,
    segments,
)
from onrecord.recognition.attribution.quotations import Quotation, find_quotations, quote_classes
from onrecord.recognition.attribution.spans import (
    WORD_SIGN,
    form_of,
    is_citation,
    is_negated,
    is_own_voice,
    is_performed,
    is_who_is_cited,
    past_addressee,
    past_citation,
    quoted_speaker,
    tidy,
    whole_cue,
    whole_source,
    without,
)
from onrecord.recognition.attribution.turns import find_turns
from onrecord.terms import READ_KINDS, Attribution, Page, Span, hull

SENTENCE_END: Final = frozenset(".!?")
AFTER_END: Final = frozenset("\"”’'»)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page to read: a block of the article, or a comment (then `comment` is its id).

    What is said in one that stands `apart`, as a headline or a caption does, is said there alone.
    """

    span: Span
    comment: str | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The words of one window in code points, with where paragraphs begin and which words another window owns."""

    scores: WindowScores
    starts: list[int]
    ends: list[int]
    breaks: frozenset[int]
    foreign: frozenset[int]
    comment: str | None

    def span(self, segment: Segment) -> Span:
        """Return where the words of `segment` stand on the page."""
        return Span(self.starts[segment.start], self.ends[segment.end - 1])


@dataclass(frozen=True, slots=True)
class Readings:
    """What one pass of the model says of one page: handed to `find_attributions` and `find_mentions`."""

    text: str
    passages: tuple[Passage, ...]
    apart: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    windows: tuple[Window, ...]
    model: Model


APART: Final = frozenset(("headline", "heading", "caption"))


def passages_of(page: Page) -> list[Passage]:
    """Return what is read of `page`: the article's blocks that hold text, then the comments without their furniture."""
    inside = [comment.span for comment in page.comments if comment.span is not None]
    found = [
        Passage(block.span, apart=block.kind in APART)
        for block in page.blocks
        if block.kind in READ_KINDS and not any(block.span.shared(span) for span in inside)
    ]
    furniture = [block.span for block in page.blocks if block.kind == "furniture"]
    for comment in page.comments:
        if comment.span is not None:
            found += [Passage(span, comment.id) for span in _without(comment.span, furniture)]
    return found


def _without(span: Span, holes: Sequence[Span]) -> list[Span]:
    found, at = [], span.start
    for hole in sorted(holes):
        if hole.end <= at or hole.start >= span.end:
            continue
        if hole.start > at:
            found.append(Span(at, hole.start))
        at = hole.end
    if at < span.end:
        found.append(Span(at, span.end))
    return found


def read_passages(passages: Sequence[Passage], text: str, model: Model) -> Readings:
    """Return the readings of one page: one pass of the model over its passages."""
    return read_pages([(text, passages)], model)[0]


def read_pages(pages: Sequence[tuple[str, Sequence[Passage]]], model: Model) -> list[Readings]:
    """Return the readings of several pages, each given as its text and passages; windows are batched across pages."""
    prepared = [_prepare(text, passages, model) for text, passages in pages]
    streams = [stream for one in prepared for stream in one.streams]
    scores = iter(model.read([[paragraph for paragraph, _ in stream] for stream in streams]))
    found = []
    for (text, passages), one in zip(pages, prepared, strict=True):
        windows = []
        for stream in one.streams:
            windows += [_words_of(window, stream) for window in next(scores)]
        apart = tuple(sorted(passage.span for passage in passages if passage.apart))
        quotations = tuple(sorted(one.quotations, key=lambda q: q.span))
        found.append(Readings(text, tuple(passages), apart, quotations, tuple(windows), model))
    return found


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The paragraphs of a page: the article in one stream, every comment in its own; and its quotations."""

    streams: list[list[tuple[Paragraph, str | None]]]
    quotations: list[Quotation]


def _prepare(text: str, passages: Sequence[Passage], model: Model) -> _Prepared:
    streams: dict[str | None, list[tuple[Paragraph, str | None]]] = {}
    quotations: list[Quotation] = []
    for comment in dict.fromkeys(passage.comment for passage in passages):
        lines = paragraphs(text, [passage.span for passage in passages if passage.comment == comment])
        here = find_quotations(text, lines)
        quotations += here
        at = 0
        for start, end in lines:
            words = model.pieces.cut(text, start, end)
            first = at
            while at < len(here) and here[at].span.start < end:
                at += 1
            quotes = quote_classes(here[first:at], words.starts, words.ends)
            streams.setdefault(comment, []).append((Paragraph(words, quotes, sentence_ends(words, text)), comment))
    return _Prepared(list(streams.values()), quotations)


def sentence_ends(words: Words, text: str) -> list[bool]:
    """Return which words end a sentence: a stop, or the closing mark after it."""
    ends = [text[start] in SENTENCE_END for start in words.starts]
    for n in range(1, len(ends)):
        if ends[n - 1] and text[words.starts[n]] in AFTER_END:
            ends[n - 1], ends[n] = False, True
    return ends


def _words_of(scores: WindowScores, stream: Sequence[tuple[Paragraph, str | None]]) -> Window:
    starts: list[int] = []
    ends: list[int] = []
    breaks: set[int] = set()
    foreign: set[int] = set()
    for part in scores.window:
        words = stream[part.paragraph][0].words
        breaks.add(len(starts))
        foreign.update(range(len(starts), len(starts) + part.owned - part.start))
        starts += words.starts[part.start : part.end]
        ends += words.ends[part.start : part.end]
    return Window(scores, starts, ends, frozenset(breaks), frozenset(foreign), stream[0][1])


# ---------------------------------------------------------------- attributions


def find_attributions(readings: Readings, *, min_confidence: float | None = None) -> list[Attribution]:
    """Return the attributions of a page in the order of their words, ids a1, a2, ...

    Those less sure than `min_confidence` are left out with what lies within them; None takes the card's threshold.
    What lies within a content is sought by reading the sentences of that content once more, out of their text, where
    the head for the layer within sees a cue: on PolNeAR dev about a tenth of the words.
    """
    settings = readings.model.decode
    least = min_confidence or 0.0
    outer = _outer(readings, max(least, settings["threshold"]))
    inside: list[tuple[Attribution, int]] = []
    if least <= TURN_CONFIDENCE:
        outer, inside = _with_turns(readings, outer)
    both: list[tuple[Attribution, int | None]] = [(one, None) for one, _ in outer]
    both += inside
    read = {around for _, around in inside}
    both += [
        (one, around) for one, around in _within(readings, outer) if one.confidence >= least and around not in read
    ]
    order = sorted(range(len(both)), key=lambda n: _order(both[n][0]))
    names = {n: f"a{place}" for place, n in enumerate(order, 1)}
    found = []
    for n in order:
        one, around = both[n]
        found.append(replace(one, id=names[n], within=None if around is None else names[around]))
    return found


def _outer(readings: Readings, floor: float) -> list[tuple[Attribution, Window]]:
    """Return the attributions of the layer of roles, each with its window, but for those that another window owns."""
    settings = readings.model.decode
    roles = [columns_of(w, readings.model, "roles") for w in readings.windows]
    moves, start = np.array(settings["moves"], np.float32), np.array(settings["start"], np.float32)
    bias = np.array(settings["bias"], np.float32)
    labels = best_labels([one + bias for one in roles], moves, start)
    distances = {"distance": np.array(settings["distance"], np.float32), "none": settings["none"]}
    found = []
    for window, one, best in zip(readings.windows, roles, labels, strict=True):
        chances = np.exp(one)
        layer = _parted(segments(best, chances, window.breaks), readings.text, window)
        links = Links(window.scores.links, distances)
        before = partial(_sign_before, readings.text, window)
        alone = partial(_stands_alone, readings.text, window)
        for candidate in (
            candidates(layer, links, chances, settings=settings, before=before, stands_alone=alone) if layer else []
        ):
            confidence = confidence_of(candidate, settings)
            if candidate.cue.start not in window.foreign and confidence >= floor:
                made = _made(readings, window, candidate, confidence)
                if made is not None:
                    found.append((made, window))
    return found


NEXT_SENTENCE: Final = re.compile(r"(?<=[a-z]{3})[.!?][”\"’']*\s+(?=[A-Z“\"‘])")


def _parted(layer: Sequence[Segment], text: str, window: Window) -> list[Segment]:
    """Return `layer` with contents of two speakers parted: "Lee said | it was old. || It would close, | Berg added".

    Such a content has a cue right before it and, behind a later sentence, a source and a cue. Of 8 in 840 articles of
    PolNeAR gold parts all.
    """
    ends = {one.end: one for one in layer}
    starts = {one.start: one for one in layer}
    found = []
    for one in layer:
        found.append(one)
        cue = ends.get(one.start)
        if one.label != CONTENT or cue is None or cue.label != CUE:
            continue
        behind = starts.get(one.end) or starts.get(one.end + 1)
        last = starts.get(behind.end) if behind else None
        if behind is None or last is None or {behind.label, last.label} != {SOURCE, CUE}:
            continue
        stops = list(NEXT_SENTENCE.finditer(text, *window.span(one)))
        if stops and "," in text[window.ends[one.end - 1] - 1 : window.starts[behind.start]]:
            end, start = (bisect_left(window.starts, at) for at in stops[-1].span())
            found[-1:] = [one._replace(end=end), one._replace(start=start)]
    return found


def _sign_before(text: str, window: Window, word: int) -> str:
    """Return the last sign of the word before, or a line feed where `word` begins a paragraph."""
    return "\n" if word == 0 or word in window.breaks else text[window.ends[word - 1] - 1]


FLOATS: Final = re.compile(r"(?s)[“\"«„].*[.!?…][”\"»“]")


def _stands_alone(text: str, window: Window, content: Segment) -> bool:
    """Return whether `content` is whole sentences in quotation marks, behind another sentence of the paragraph."""
    if _sign_before(text, window, content.start) not in ".!?…":
        return False
    return FLOATS.fullmatch(window.span(content).of(text)) is not None


TURN_CONFIDENCE: Final = 0.8
"""Of a turn in an interview or a transcript. Set by hand: no corpus at hand has their labels."""


def _with_turns(
    readings: Readings, outer: list[tuple[Attribution, Window]]
) -> tuple[list[tuple[Attribution, Window]], list[tuple[Attribution, int]]]:
    """Return the turns of an interview or transcript and what of `outer` lies beside them; and what lies in which.

    The layout tells who speaks and how far: what the model made of a turn's own label is dropped.
    """
    text = readings.text
    passages = [passage.span for passage in readings.passages if passage.comment is None]
    found = find_turns(text, paragraphs(text, passages))
    if not found:
        return outer, []
    turns = []
    windows = [window for window in readings.windows if window.comment is None and window.starts]
    for turn in found:
        window = next(one for one in windows if one.starts[0] <= turn.colon.start < one.ends[-1])
        made = Attribution(
            id="",
            source=(turn.who,),
            cue=(turn.colon,),
            content=(turn.words,),
            form="direct",
            negated=False,
            confidence=TURN_CONFIDENCE,
            comment=None,
        )
        turns.append((made, window))
    starts = [turn.who.start for turn in found]
    inside, rest = [], []
    for one, window in outer:
        whole = hull(one.source + one.cue + one.content)
        at = bisect_right(starts, whole.start) - 1 if whole else -1
        if whole is None or at < 0 or whole.start >= found[at].words.end:
            rest.append((one, window))
        elif found[at].words.holds(whole) and not _own_voice(one, text):
            inside.append((one, at))
    return [*turns, *rest], inside


def _own_voice(one: Attribution, text: str) -> bool:
    return bool(one.source) and is_own_voice(one.source[0].of(text), one.cue[0].of(text))


def columns_of(window: Window, model: Model, name: str) -> Floats:
    """Return the logarithms of the chances in the columns `name` of the tag head: [words, columns]."""
    start, end = model.columns[name]
    return log_softmax(window.scores.tags[:, start:end])


SENTENCE_BREAK: Final = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"])|\n+")
OUTER_SIGNS: Final = ' \t\n:“”"„«»'
CONJUNCTION: Final = re.compile(r"(?:that|whether)\s+")
"""Left out before a content is read again: no sentence begins so, and none was found in what did."""
FEWEST_WORDS: Final = 5
"""Shorter sentences of a content are not read again: they hold hardly anything."""


def _within(readings: Readings, outer: Sequence[tuple[Attribution, Window]]) -> list[tuple[Attribution, int]]:
    """Return what lies within the contents of `outer`, each with the place in `outer` of the one around it."""
    settings, model, text = readings.model.decode, readings.model, readings.text
    cues: dict[int, Floats] = {}
    around: dict[Span, int] = {}
    for number, (one, window) in enumerate(outer):
        if id(window) not in cues:
            cues[id(window)] = np.exp(columns_of(window, model, "inner")[:, 3])
        for span in one.content:
            for sentence in _sentences(text, span):
                first, last = bisect_left(window.starts, sentence.start), bisect_left(window.starts, sentence.end)
                if last - first >= FEWEST_WORDS and cues[id(window)][first:last].max() >= settings["inner_cue"]:
                    around[sentence] = number
    if not around:
        return []
    # Side by side in one stream: read one by one, short windows took half as long again. But what stands in a comment
    # is read with that comment alone, so that readers change nothing in what the article says.
    places = sorted(around)
    passages = [Passage(place, outer[around[place]][0].comment) for place in places]
    reading = read_passages(passages, text, model)
    weight, intercept = settings["inner_confidence"]
    found = []
    for one, _ in _outer(reading, settings["inner_threshold"]):
        whole = hull(one.source + one.cue + one.content)
        place = places[bisect_right(places, (one.cue[0].start, len(text))) - 1]
        if whole is not None and place.holds(whole) and not _own_voice(one, text) and not _bare(one, text):
            number = around[place]
            sure = 1.0 / (1.0 + math.exp(-intercept - weight * math.log(one.confidence / (1.0001 - one.confidence))))
            found.append((replace(one, confidence=round(sure, 4)), number))
    return found


BARE: Final = re.compile(
    r"(?i)(?:any|some|no|every)thing|it|this|that|these|those|what|which|who|me|you|us|him|her|them|one"
)


def _bare(one: Attribution, text: str) -> bool:
    """Return whether the content is a pronoun alone: “Nobody told us anything”.

    Eleven such were found within contents of PolNeAR and our own texts, none of them rightly.
    """
    return len(one.content) == 1 and BARE.fullmatch(text, *one.content[0]) is not None


def _sentences(text: str, span: Span) -> list[Span]:
    """Return the sentences of a content without the quotation marks and blanks at their ends."""
    found, at = [], span.start
    for match in [*SENTENCE_BREAK.finditer(text, span.start, span.end), None]:
        start, end = at, match.start() + 1 if match else span.end
        at = match.end() if match else span.end
        while start < end and text[start] in OUTER_SIGNS:
            start += 1
        that = CONJUNCTION.match(text, start, end)
        start = that.end() if that else start
        while end > start and text[end - 1] in OUTER_SIGNS:
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return found


def _made(readings: Readings, window: Window, one: Candidate, confidence: float) -> Attribution | None:
    """Return the attribution in code points, its spans put right, or None where no content is left."""
    text = readings.text
    cue: tuple[Span, ...] = (window.span(one.cue),)
    source = (whole_source(text, window.span(one.source), cue[0]),) if one.source else ()
    content = tidy(text, [window.span(part) for part in one.contents], readings.quotations)
    content = [span for span in content if WORD_SIGN.search(text, span.start, span.end)]
    content = [span for n, span in enumerate(content) if n == 0 or not is_citation(text, span)]
    content = [span for span in content if _apart(readings, span) == _apart(readings, cue[0])]
    past = past_citation(text, source[0], cue[0], content[-1]) if source and content else None
    if past is not None:
        cue, content = (past[0],), [past[1]]
    quoted = quoted_speaker(text, cue[0])
    if quoted is not None:
        left = without(content, Span(cue[0].start, max(quoted[0].end, quoted[1][-1].end)), text)
        if left:
            source, cue, content = (quoted[0],), quoted[1], left
    if not content or any(no(cue[0].of(text), content[0].of(text)) for no in (is_who_is_cited, is_performed)):
        return None
    last, content[0] = past_addressee(text, whole_cue(text, cue[-1], content), content[0])
    cue = (*cue[:-1], last)
    return Attribution(
        id="",
        source=source,
        cue=cue,
        content=tuple(content),
        form=form_of(text, content, readings.quotations),
        negated=any(is_negated(span.of(text)) for span in cue),
        confidence=round(confidence, 4),
        comment=window.comment,
    )


def _apart(readings: Readings, span: Span) -> Span | None:
    """Return the passage that stands apart and holds `span`, or None."""
    at = bisect_right(readings.apart, (span.start, len(readings.text))) - 1
    return readings.apart[at] if at >= 0 and readings.apart[at].holds(span) else None


def _order(one: Attribution) -> tuple[int, int]:
    whole = hull(one.source + one.cue + one.content)
    return (whole.start, -whole.end) if whole else (0, 0)


def confidence_of(one: Candidate, settings: Mapping[str, Any]) -> float:
    """Return the calibrated chance that the attribution is right by the relaxed criterion: logistic in its features."""
    calibration = settings["calibration"]
    total = calibration["intercept"] + sum(w * x for w, x in zip(calibration["weights"], one.features, strict=True))
    return 1.0 / (1.0 + math.exp(-total))
