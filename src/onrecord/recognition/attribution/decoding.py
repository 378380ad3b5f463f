"""From the heads' scores of words to segments and links: the best sequence of roles, then who belongs to whom.

Positions here are words of one window; `reading.py` turns them into code points. Nothing here knows the text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SOURCE, CUE, CONTENT = range(3)
TO_CUE, TO_SOURCE = range(2)
LINK_KINDS: Final = 2
"""Links that the model learned: content to cue and cue to source."""
BUCKETS: Final = 20
ONE_THREAD: Final = 200_000
"""Products of one matrix product at most: above 262,144 OpenBLAS wakes its threads, and beside other work their waiting
for each other took thirty times as long as the product."""


class Segment(NamedTuple):
    """Words `start` up to `end` of a window with one label: a role, or a mention's level. `score`: mean probability."""

    label: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One attribution in words of its window; `features` say how sure."""

    source: Segment | None
    cue: Segment
    contents: tuple[Segment, ...]
    features: tuple[float, ...]


IDLE_CUE: Final = 0.85
IDLE_LINK: Final = 0.5
UNSURE_CUE: Final = 0.7
"""How sure a cue without content and its link to a source must be, and how unsure the cue of the clause before them,
for that clause to become their content. Set by hand after the seed page; in the 924 articles of PolNeAR and 454 written
texts it happens once, rightly."""
SENTENCE_EDGE: Final = frozenset('\n.!?”"')

FLOATING: Final = 0.9
FLOATING_CUE: Final = 0.3
FLOATING_LINK: Final = 0.3
FLOATING_SOURCE: Final = 0.7
"""How sure a floating quotation must be a content, point at a word, and that word at its source."""

FEATURES: Final = (
    "cue",
    "content",
    "weakest content",
    "source or none",
    "content link",
    "source link",
    "cue first word",
    "pieces",
    "distance",
)
"""What `Candidate.features` holds, for the calibration that the card keeps."""


def log_softmax(logits: Floats) -> Floats:
    """Return the logarithms of the probabilities along the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def best_labels(scores: Sequence[Floats], moves: Floats, start: Floats) -> list[Ints]:
    """Return for each sequence of label scores [words, labels] its best labels, by Viterbi with one table of moves.

    All sequences go forward together: the cost is one small numpy step a word of the longest.
    """
    order = sorted(range(len(scores)), key=lambda n: -len(scores[n]))
    lengths = [len(scores[n]) for n in order]
    if not lengths or not lengths[0]:
        return [np.zeros(0, np.int64) for _ in scores]
    labels, longest, count = len(start), lengths[0], len(order)
    block = np.zeros((longest, count, labels), np.float32)
    for row, n in enumerate(order):
        block[: lengths[row], row] = scores[n]
    # What each word's labels reach, of the sequences that are so long.
    states = np.zeros((longest, count, labels), np.float32)
    states[0] = block[0] + start
    turned = np.ascontiguousarray(moves.T)
    sums = np.empty((count, labels, labels), np.float32)
    n = count
    for t in range(1, longest):
        while lengths[n - 1] <= t:
            n -= 1
        now, sum_ = states[t, :n], sums[:n]
        np.add(states[t - 1, :n, None, :], turned, sum_)
        np.maximum.reduce(sum_, 2, out=now)
        now += block[t, :n]
    # The label before, for each label of each word but the first: all at once, then followed from the end.
    before = (states[:-1, :, None, :] + turned).argmax(3)
    found: list[Ints] = [np.zeros(0, np.int64)] * count
    for row, n in enumerate(order):
        size = lengths[row]
        if size:
            label = int(states[size - 1, row].argmax())
            best = [label]
            for back in reversed(before[: size - 1, row].tolist()):
                label = back[label]
                best.append(label)
            found[n] = np.array(best[::-1])
    return found


def segments(labels: Ints, chances: Floats, breaks: frozenset[int] | set[int]) -> list[Segment]:
    """Return the runs of B and I labels; each ends where `breaks` says that a paragraph begins.

    Contents of several paragraphs come as one segment each, and are put together by their links.
    """
    found: list[Segment] = []
    at, row = 0, labels.tolist()
    total = len(row)
    # Sums of the chances of each role up to each word: means over many short runs at once.
    sums = np.zeros((total + 1, 3))
    np.cumsum(chances[:, 1::2] + chances[:, 2::2], 0, out=sums[1:])
    reached = sums.tolist()
    while at < total:
        label = row[at]
        if label == 0:
            at += 1
            continue
        kind, start = (label - 1) // 2, at
        at += 1
        while at < total and row[at] == 2 * kind + 2 and at not in breaks:
            at += 1
        found.append(Segment(kind, start, at, (reached[at][kind] - reached[start][kind]) / (at - start)))
    return found


def bucket(distance: npt.NDArray[Any]) -> Ints:
    """Return the bucket of each signed distance in words, as in training."""
    size = np.minimum((np.log2(np.abs(distance).astype(np.float32) + 1) * 1.4).astype(np.int64), BUCKETS // 2 - 1)
    found: Ints = np.where(distance < 0, size, size + BUCKETS // 2)
    return found


class Links:
    """Chances of links between words of one window, from the link vectors and the distances learned with them."""

    def __init__(self, vectors: Floats, settings: Mapping[str, Any]) -> None:
        self._vectors = vectors
        self._size = vectors.shape[1] // (2 * LINK_KINDS)
        self._distance = settings["distance"]
        self._none = settings["none"]

    def chances(self, kind: int, groups: Sequence[Segment]) -> Floats:
        """Return a row a group: the chance of each word of the window, and last of none, to be what it points at."""
        size, total = self._size, len(self._vectors)
        if not groups:
            return np.zeros((0, total + 1), np.float32)
        rows = np.concatenate([np.arange(group.start, group.end) for group in groups])
        query = self._vectors[rows, 2 * kind * size : (2 * kind + 1) * size] / np.float32(math.sqrt(size))
        key = self._vectors[:, (2 * kind + 1) * size : (2 * kind + 2) * size]
        raw = np.empty((len(rows), total + 1), np.float32)
        step = max(1, ONE_THREAD // (total * size))
        for at in range(0, len(rows), step):
            np.matmul(query[at : at + step], key.T, raw[at : at + step, :-1])
        # The first word stands at the distance -n from word n.
        raw[:, :-1] += self._distance[kind][_buckets(total)][(total - 1 - rows)[:, None] + np.arange(total)]
        raw[:, -1] = self._none[kind]
        raw -= raw.max(1, keepdims=True)
        np.exp(raw, raw)
        raw /= raw.sum(1, keepdims=True)
        sizes = [group.end - group.start for group in groups]
        found: Floats = np.add.reduceat(raw, np.cumsum([0, *sizes[:-1]]), 0)
        found /= np.array(sizes, np.float32)[:, None]
        return found


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a group points: `reached[n]` is the chance of the words before word `n`; the likeliest is `word`."""

    reached: list[float]
    none: float
    word: int
    top: float

    def at(self, segment: Segment) -> float:
        """Return the chance of the words of `segment`."""
        return self.reached[segment.end] - self.reached[segment.start]


def aims(links: Links, kind: int, groups: Sequence[Segment]) -> list[Aim]:
    """Return where each group points, by the links of one kind."""
    chances = links.chances(kind, groups)
    reached = np.zeros(chances.shape)
    np.cumsum(chances[:, :-1], 1, np.float64, reached[:, 1:])
    words = chances[:, :-1].argmax(1)
    return [
        Aim(before.tolist(), float(row[-1]), int(word), float(row[word]))
        for before, row, word in zip(reached, chances, words, strict=True)
    ]


@lru_cache(maxsize=512)
def _buckets(total: int) -> Ints:
    """Return the buckets of all distances in a window of `total` words, the farthest to the left first."""
    return bucket(np.arange(1 - total, total))


@dataclass(frozen=True, slots=True)
class _Scores:
    """What the model says of one window; `taken` marks the words that a segment holds."""

    links: Links
    chances: Floats
    taken: npt.NDArray[np.bool_]
    settings: Mapping[str, Any]


def candidates(
    found: Sequence[Segment],
    links: Links,
    chances: Floats,
    *,
    settings: Mapping[str, Any],
    before: Callable[[int], str],
    stands_alone: Callable[[Segment], bool],
) -> list[Candidate]:
    """Return the attributions that the segments make: contents to their cue, each cue to its source or to none.

    A content that points at a word which no cue holds tells of a cue that the roles alone missed, and so does a cue
    of its source: those are taken up where the link is sure. A content that points nowhere is dropped. `before` returns
    the sign before a word, a line feed where a paragraph begins; `stands_alone` whether a content is whole sentences
    in quotation marks that follow another sentence of their paragraph.
    """
    scores = _Scores(links, chances, np.zeros(len(chances), bool), settings)
    for one in found:
        scores.taken[one.start : one.end] = True
    cues = [one for one in found if one.label == CUE]
    sources = [one for one in found if one.label == SOURCE]
    contents = [one for one in found if one.label == CONTENT]
    of_cue: dict[Segment, list[tuple[Segment, float]]] = {}
    for content, aim in zip(contents, aims(links, TO_CUE, contents), strict=True):
        cue, link = _pointed(cues, aim, scores, CUE)
        if cue is not None and link >= settings["content_link"]:
            of_cue.setdefault(cue, []).append((content, link))
    made: list[Candidate] = []
    linked = sorted(of_cue, key=lambda one: one.start)
    for cue, aim in zip(linked, aims(links, TO_SOURCE, linked), strict=True):
        held = _kept_parts(of_cue[cue], settings["further_link"])
        source, link = _pointed(sources, aim, scores, SOURCE)
        if source is None or aim.none * settings["none_weight"] > link:
            source, link = None, aim.none
        if cue.score < FLOATING_CUE and link >= FLOATING_SOURCE and all(stands_alone(part) for part, _ in held):
            made.append(_floating(cue, source, held, link, chances))
        else:
            made.append(_candidate(cue, source, held, link, chances))
    idle = [cue for cue in cues if cue not in of_cue and cue.score >= IDLE_CUE]
    for cue, aim in zip(idle, aims(links, TO_SOURCE, idle), strict=True):
        _take_clause(made, cue, sources, aim, chances, before)
    placed = {part for one in made for part in one.contents}
    floating = [one for one in contents if one.score >= FLOATING and one not in placed and stands_alone(one)]
    for content, aim in zip(floating, aims(links, TO_CUE, floating), strict=True):
        _take_floating(made, content, aim, sources, scores)
    return made


def _take_floating(
    made: list[Candidate],
    content: Segment,
    aim: Aim,
    sources: list[Segment],
    scores: _Scores,
) -> None:
    """Put a floating quotation into `made`: "Ann Lee shook her head. “We were never asked.”"

    Its speaker is in a sentence whose verb tells of no speech, so that no cue is found there; but the links know. It
    joins the attribution of the cue that it points at, or makes one of the word that it points at and the source of it.
    """
    best = max(range(len(made)), key=lambda n: aim.at(made[n].cue), default=None)
    if best is not None and aim.at(made[best].cue) >= scores.settings["content_link"]:
        made[best] = replace(made[best], contents=(*made[best].contents, content))
        return
    if aim.top < FLOATING_LINK or scores.taken[aim.word]:
        return
    cue = Segment(CUE, aim.word, aim.word + 1, aim.top)
    [back] = aims(scores.links, TO_SOURCE, [cue])
    source, link = _pointed(sources, back, scores, SOURCE, least=0.0)
    if source is not None and link >= FLOATING_SOURCE:
        scores.taken[aim.word] = True
        made.append(_floating(cue, source, [(content, aim.top)], link, scores.chances))


def _floating(
    cue: Segment, source: Segment | None, held: Sequence[tuple[Segment, float]], link: float, chances: Floats
) -> Candidate:
    """Return a candidate whose cue is no word of speech: how sure it is tell the links to it, not its role."""
    made = _candidate(cue, source, held, link, chances)
    told = made.features[FEATURES.index("content link")]
    names = ("cue", "cue first word")
    features = tuple(told if name in names else x for name, x in zip(FEATURES, made.features, strict=True))
    return replace(made, features=features)


def _take_clause(
    made: list[Candidate],
    cue: Segment,
    sources: Sequence[Segment],
    aim: Aim,
    chances: Floats,
    before: Callable[[int], str],
) -> None:
    """Put an attribution by an idle `cue` in place of the unsure one of `made` that is the whole clause before it.

    "The minister has made an offer of a truce, the Herald reported": a word has one role, and where roles tell the
    inner attribution the outer is left with source and cue. What lies within is found when its content is read again.
    """
    source = max(sources, key=aim.at, default=None)
    if source is None or aim.at(source) < IDLE_LINK or cue.start != source.end or before(source.start) != ",":
        return
    for n, one in enumerate(made):
        last = max(one.contents, key=lambda part: part.end)
        first = min(part.start for part in (one.cue, *one.contents, *([one.source] if one.source else [])))
        ends_here = last.end + 1 == source.start and one.cue.end <= last.start
        if ends_here and one.cue.score < UNSURE_CUE and before(first) in SENTENCE_EDGE:
            whole = Segment(CONTENT, first, last.end, last.score)
            made[n] = _candidate(cue, source, [(whole, aim.at(source))], aim.at(source), chances)
            return


def _kept_parts(held: Sequence[tuple[Segment, float]], least: float) -> list[tuple[Segment, float]]:
    """Return the parts of a content whose link is sure enough; the surest stays in any case."""
    top = max(link for _, link in held)
    return [(part, link) for part, link in held if link >= least or link == top]


def _pointed(
    known: list[Segment], aim: Aim, scores: _Scores, label: int, *, least: float | None = None
) -> tuple[Segment | None, float]:
    """Return the segment of `known` that `aim` has, or a new one where it surely points beside them.

    The role of a new one must have a chance of `least`; None takes that of the settings.
    """
    best, link = None, 0.0
    for one in known:
        here = aim.at(one)
        if here > link:
            best, link = one, here
    word, chances, taken = aim.word, scores.chances, scores.taken
    if aim.top <= max(link, scores.settings["new_link"]) or taken[word]:
        return best, link
    own = chances[word, 2 * label + 1] + chances[word, 2 * label + 2]
    if own < (scores.settings["new_role"] if least is None else least):
        return best, link
    # A source that the roles hardly saw goes on as far as they saw it at all: "the | Kowalskis".
    further = 0.4 * own if label == SOURCE else 0.4
    end = word + 1
    while end < len(chances) and not taken[end] and chances[end, 2 * label + 2] > further:
        end += 1
    score = float(chances[word:end, 2 * label + 1 : 2 * label + 3].sum(1).mean())
    fresh = Segment(label, word, end, score)
    taken[word:end] = True
    known.append(fresh)
    return fresh, aim.at(fresh)


def _candidate(
    cue: Segment,
    source: Segment | None,
    held: Sequence[tuple[Segment, float]],
    link: float,
    chances: Floats,
) -> Candidate:
    parts = tuple(content for content, _ in held)
    near = min(max(cue.start - one.end, one.start - cue.end, 0) for one in parts)
    words = sum(one.end - one.start for one in parts)
    features = (
        cue.score,
        sum(one.score * (one.end - one.start) for one in parts) / words,
        min(one.score for one in parts),
        source.score if source else 0.5,
        max(score for _, score in held),
        link,
        float(chances[cue.start, 3]),
        float(min(len(parts), 3)),
        math.log1p(near),
    )
    return Candidate(source, cue, parts, features)
