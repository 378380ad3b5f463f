"""From the heads' scores of words to segments of one role, and to where each of them points.

Positions here are words of one window; `reading.py` turns them into code points. Nothing here knows the text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
AT_ONCE: Final = 256
"""Sequences decoded together: of 140 words and 7 labels each they take 7 MB."""
ONE_THREAD: Final = 200_000
"""Products of one matrix product at most: above 262,144 OpenBLAS wakes its threads, and beside other work their waiting
for each other took thirty times as long as the product."""


class Segment(NamedTuple):
    """Words `start` up to `end` of a window with one label: a role, or a mention's level. `score`: mean probability."""

    label: int
    start: int
    end: int
    score: float


def log_softmax(logits: Floats) -> Floats:
    """Return the logarithms of the probabilities along the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def best_labels(scores: Sequence[Floats], moves: Floats, start: Floats) -> list[Ints]:
    """Return for each sequence of label scores [words, labels] its best labels, by Viterbi with one table of moves.

    Up to `AT_ONCE` sequences go forward together: the cost is one small numpy step a word of the longest.
    """
    if len(scores) > AT_ONCE:
        parts = (scores[at : at + AT_ONCE] for at in range(0, len(scores), AT_ONCE))
        return [labels for part in parts for labels in best_labels(part, moves, start)]
    lengths = [len(one) for one in scores]
    longest = max(lengths, default=0)
    if not longest:
        return [np.zeros(0, np.int64) for _ in scores]
    # What each word's labels reach, sequences side by side: numpy is quickest along the last axis.
    states = np.zeros((longest, len(start), len(scores)), np.float32)
    for n, one in enumerate(scores):
        states[: lengths[n], :, n] = one
    states[0] += start[:, None]
    steps = np.repeat(moves[:, :, None], len(scores), 2)
    sums, most = np.empty_like(steps), np.empty_like(states[0])
    for last, now in zip(states[:-1, :, None], states[1:], strict=True):
        np.add(last, steps, sums)
        np.maximum.reduce(sums, 0, out=most)
        np.add(now, most, now)
    # The label before, for each label of each word but the first: all at once, then followed from the end.
    before = (states[:-1, :, None] + steps).argmax(1)
    found: list[Ints] = []
    for n, size in enumerate(lengths):
        best = [int(states[size - 1, :, n].argmax())] if size else []
        for back in reversed(before[: max(0, size - 1), :, n].tolist()):
            best.append(back[best[-1]])
        found.append(np.array(best[::-1], np.int64))
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

    reached: npt.NDArray[np.float64]
    none: float
    word: int
    top: float

    def at(self, segment: Segment) -> float:
        """Return the chance of the words of `segment`."""
        return float(self.reached[segment.end] - self.reached[segment.start])


def aims(links: Links, kind: int, groups: Sequence[Segment]) -> list[Aim]:
    """Return where each group points, by the links of one kind."""
    if not groups:
        return []
    chances = links.chances(kind, groups)
    reached = np.zeros(chances.shape)
    np.add.accumulate(chances[:, :-1], 1, np.float64, reached[:, 1:])
    words = chances[:, :-1].argmax(1)
    return [
        Aim(before, float(row[-1]), int(word), float(row[word]))
        for before, row, word in zip(reached, chances, words, strict=True)
    ]


@lru_cache(maxsize=512)
def _buckets(total: int) -> Ints:
    """Return the buckets of all distances in a window of `total` words, the farthest to the left first."""
    return bucket(np.arange(1 - total, total))
