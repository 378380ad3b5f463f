"""Who said what: attributions and mentions of one page, or of several, out of one pass of the model.

    readings = read_passages(passages_of(page), page.text, load())
    attributions = find_attributions(readings)
    mentions = find_mentions(readings)

An attribution comes with source, cue, content, form, `within`, `negated`, `confidence` and `comment`; speaker, chain
and act are for those who know the people on the page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from onrecord.model.pieces import Words, paragraphs
from onrecord.model.runtime import Model, Paragraph, WindowScores
from onrecord.recognition.attribution_spans import form_of, is_negated, tidy
from onrecord.recognition.decoding import (
    Candidate,
    Floats,
    Links,
    Segment,
    best_labels,
    candidates,
    log_softmax,
    segments,
)
from onrecord.recognition.quotations import Quotation, find_quotations, quote_classes
from onrecord.terms import READ_KINDS, Attribution, Mention, Page, Span, hull

LEVELS: Final[tuple[Literal["name", "description", "pronoun"], ...]] = ("name", "description", "pronoun")
KINDS: Final[tuple[Literal["person", "organization", "place", "other"], ...]] = (
    "person",
    "organization",
    "place",
    "other",
)
SENTENCE_END: Final = frozenset(".!?")
AFTER_END: Final = frozenset("\"”’'»)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page to read: a block of the article, or a comment (then `comment` is its id)."""

    span: Span
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
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
    quotations: tuple[Quotation, ...]
    windows: tuple[_Words, ...]
    model: Model


def passages_of(page: Page) -> list[Passage]:
    """Return what is read of `page`: the article's blocks that hold text, then the comments without their furniture."""
    inside = [comment.span for comment in page.comments if comment.span is not None]
    found = [
        Passage(block.span)
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
        found.append(
            Readings(text, tuple(passages), tuple(sorted(one.quotations, key=lambda q: q.span)), tuple(windows), model)
        )
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


def _words_of(scores: WindowScores, stream: Sequence[tuple[Paragraph, str | None]]) -> _Words:
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
    return _Words(scores, starts, ends, frozenset(breaks), frozenset(foreign), stream[0][1])


# ---------------------------------------------------------------- attributions


def find_attributions(readings: Readings, *, min_confidence: float | None = None) -> list[Attribution]:
    """Return the attributions of a page in the order of their words, ids a1, a2, ...

    Those less sure than `min_confidence` are left out with what lies within them; None takes the card's threshold.
    """
    settings = readings.model.decode
    floor = settings["threshold"] if min_confidence is None else max(min_confidence, settings["threshold"])
    found = _Found(readings, floor)
    for window, outer, inner in _decoded(readings):
        found.take(window, outer, inner)
    return found.attributions()


def _decoded(readings: Readings) -> list[tuple[_Words, list[Candidate], list[Candidate]]]:
    """Return for each window the attributions of its layer of roles, and those of the layer within contents."""
    model = readings.model
    settings = model.decode
    roles = [_columns(w, model, "roles") for w in readings.windows]
    outer_moves, outer_start = np.array(settings["moves"], np.float32), np.array(settings["start"], np.float32)
    outer_labels = best_labels(
        [one + np.array(settings["bias"], np.float32) for one in roles], outer_moves, outer_start
    )
    chances = [np.exp(one) for one in roles]
    layers = [
        segments(labels, chance, window.breaks)
        for labels, chance, window in zip(outer_labels, chances, readings.windows, strict=True)
    ]
    within = _inner_segments(readings, layers)
    found = []
    distances = {"distance": np.array(settings["distance"], np.float32), "none": settings["none"]}
    for window, chance, outer, inner in zip(readings.windows, chances, layers, within, strict=True):
        if not outer:
            continue
        links = Links(window.scores.links, distances)
        first = candidates(outer, links, chance, inner=False, settings=settings)
        second = candidates(inner[0], links, inner[1], inner=True, settings=settings) if inner[0] else []
        found.append((window, first, second))
    return found


def _columns(window: _Words, model: Model, name: str) -> Floats:
    start, end = model.columns[name]
    return log_softmax(window.scores.tags[:, start:end])


def _inner_segments(readings: Readings, layers: Sequence[Sequence[Segment]]) -> list[tuple[list[Segment], Floats]]:
    """Return for each window the segments within its contents: each content is decoded as a text of its own."""
    settings = readings.model.decode
    moves, start = np.array(settings["inner_moves"], np.float32), np.array(settings["inner_start"], np.float32)
    bias = np.array(settings["inner_bias"], np.float32)
    places: list[tuple[int, int, int]] = []
    scores: list[Floats] = []
    results: list[tuple[list[Segment], Floats]] = []
    for number, (window, layer) in enumerate(zip(readings.windows, layers, strict=True)):
        contents = [one for one in layer if one.label == 2 and one.end - one.start >= 4]
        columns = _columns(window, readings.model, "inner") if contents else np.zeros((0, 7), np.float32)
        results.append(([], np.exp(columns)))
        for one in contents:
            # Most contents hold nothing: they need no search.
            if float(columns[one.start : one.end, 3].max()) > settings["inner_floor"]:
                places.append((number, one.start, one.end))
                scores.append(columns[one.start : one.end] + bias)
    for (number, begin, end), labels in zip(places, best_labels(scores, moves, start), strict=True):
        held, chances = results[number]
        held += [
            Segment(one.label, one.start + begin, one.end + begin, one.score)
            for one in segments(labels, chances[begin:end], frozenset())
        ]
    return results


class _Found:
    """Collects the attributions of a page; `attributions` numbers them and ties those within others to them."""

    def __init__(self, readings: Readings, floor: float) -> None:
        self._readings = readings
        self._floor = floor
        self._outer: list[Attribution] = []
        self._inner: list[tuple[Attribution, int]] = []

    def take(self, window: _Words, outer: Sequence[Candidate], inner: Sequence[Candidate]) -> None:
        """Add what one window holds, but for what another window owns and what is less sure than asked."""
        first = len(self._outer)
        for one in outer:
            if one.cue.start not in window.foreign:
                made = self._made(window, one)
                if made is not None:
                    self._outer.append(made)
        for one in inner:
            made = self._made(window, one) if one.cue.start not in window.foreign else None
            if made is None:
                continue
            place = hull(made.content + made.cue)
            for number in range(first, len(self._outer)):
                around = self._outer[number]
                if place is not None and any(span.holds(place) for span in around.content):
                    self._inner.append((made, number))
                    break

    def _made(self, window: _Words, one: Candidate) -> Attribution | None:
        readings = self._readings
        settings = readings.model.decode
        confidence = confidence_of(one, settings)
        if confidence < (self._floor if not one.inner else max(self._floor, settings["inner_threshold"])):
            return None
        content = tidy(readings.text, [window.span(part) for part in one.contents], readings.quotations)
        cue = window.span(one.cue)
        if not content:
            return None
        return Attribution(
            id="",
            source=(window.span(one.source),) if one.source else (),
            cue=(cue,),
            content=tuple(content),
            form=form_of(readings.text, content, readings.quotations),
            negated=is_negated(cue.of(readings.text)),
            confidence=round(confidence, 4),
            comment=window.comment,
        )

    def attributions(self) -> list[Attribution]:
        """Return all in the order of their words, with ids and `within`."""
        both: list[tuple[Attribution, int | None, int]] = [(one, None, n) for n, one in enumerate(self._outer)]
        both += [(one, around, -1) for one, around in self._inner]
        both.sort(key=lambda item: _order(item[0]))
        names = {n: f"a{place}" for place, (_, _, n) in enumerate(both, 1) if n >= 0}
        return [
            _named(one, f"a{place}", None if around is None else names[around])
            for place, (one, around, _) in enumerate(both, 1)
        ]


def _order(one: Attribution) -> tuple[int, int]:
    whole = hull(one.source + one.cue + one.content)
    return (whole.start, -whole.end) if whole else (0, 0)


def _named(one: Attribution, name: str, within: str | None) -> Attribution:
    return Attribution(
        id=name, source=one.source, cue=one.cue, content=one.content, form=one.form, within=within,
        negated=one.negated, confidence=one.confidence, comment=one.comment,
    )  # fmt: skip


def confidence_of(one: Candidate, settings: Mapping[str, Any]) -> float:
    """Return the calibrated chance that the attribution is right by the relaxed criterion: logistic in its features."""
    calibration = settings["calibration"]
    total = calibration["intercept"] + sum(w * x for w, x in zip(calibration["weights"], one.features, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


# ---------------------------------------------------------------- mentions


def find_mentions(readings: Readings) -> list[Mention]:
    """Return the mentions of a page in the order of its words: names, descriptions, pronouns, with kind and score."""
    model = readings.model
    settings = model.decode
    levels = [_columns(window, model, "levels") for window in readings.windows]
    moves, start = np.array(settings["level_moves"], np.float32), np.array(settings["level_start"], np.float32)
    found: list[Mention] = []
    for window, scores, labels in zip(readings.windows, levels, best_labels(levels, moves, start), strict=True):
        kinds = np.exp(_columns(window, model, "kinds"))
        for one in segments(labels, np.exp(scores), window.breaks):
            if one.start in window.foreign:
                continue
            kind = int(kinds[one.start : one.end].mean(0).argmax())
            found.append(
                Mention(span=window.span(one), level=LEVELS[one.label], kind=KINDS[kind], score=round(one.score, 4))
            )
    return sorted(found, key=lambda mention: mention.span)
