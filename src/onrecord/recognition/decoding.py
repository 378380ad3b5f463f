"""From the heads' scores of words to segments and links: the best sequence of roles, then who belongs to whom.

Positions here are words of one window; `attribution.py` turns them into code points. Nothing here knows the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SOURCE, CUE, CONTENT = range(3)
LINK_KINDS: Final = 4
"""Links that the model learned: content to cue and cue to source, and the same two within a content."""
BUCKETS: Final = 20
FORBIDDEN: Final = np.float32(-1e4)


class Segment(NamedTuple):
    """Words `start` up to `end` of a window with one label: a role, or a mention's level. `score`: mean probability."""

    label: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One attribution in words of its window; `inner`: it lies within another's content. `features` say how sure."""

    source: Segment | None
    cue: Segment
    contents: tuple[Segment, ...]
    inner: bool
    features: tuple[float, ...]


FEATURES: Final = (
    "cue", "content", "weakest content", "source or none", "content link", "source link", "cue first word", "pieces",
    "distance", "inner",
)
"""What `Candidate.features` holds, for the calibration that the card keeps."""


def log_softmax(logits: Floats) -> Floats:
    """Return the logarithms of the probabilities along the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


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
    active = np.array([sum(size > t for size in lengths) for t in range(longest)])
    back = np.zeros((longest, count, labels), np.int8)
    state = block[0] + start
    turned = np.ascontiguousarray(moves.T)[None]
    for t in range(1, longest):
        n = active[t]
        step = state[:n, None, :] + turned
        chosen = step.argmax(2)
        back[t, :n] = chosen
        state[:n] = step.max(2) + block[t, :n]
    best = np.zeros((longest, count), np.int64)
    # A sequence's state stops changing at its end, so the last state is every sequence's own.
    last = state.argmax(1)
    for t in range(longest - 1, -1, -1):
        n = active[t]
        if t + 1 < longest and active[t + 1]:
            m = active[t + 1]
            best[t, :m] = back[t + 1, np.arange(m), best[t + 1, :m]]
            best[t, m:n] = last[m:n]
        else:
            best[t, :n] = last[:n]
    found: list[Ints] = [np.zeros(0, np.int64)] * count
    for row, n in enumerate(order):
        found[n] = best[: lengths[row], row]
    return found


def segments(labels: Ints, chances: Floats, breaks: frozenset[int] | set[int]) -> list[Segment]:
    """Return the runs of B and I labels; sources and cues end where `breaks` says that a paragraph begins."""
    found: list[Segment] = []
    at, row = 0, labels.tolist()
    total = len(row)
    while at < total:
        label = row[at]
        if label == 0:
            at += 1
            continue
        kind, start = (label - 1) // 2, at
        at += 1
        while at < total and row[at] == 2 * kind + 2 and not (at in breaks and kind != CONTENT):
            at += 1
        score = chances[start:at, 2 * kind + 1 : 2 * kind + 3].sum(1).mean()
        found.append(Segment(kind, start, at, float(score)))
    return found


def bucket(distance: npt.NDArray[Any]) -> Ints:
    """Return the bucket of each signed distance in words, as in training."""
    size = np.minimum((np.log2(np.abs(distance).astype(np.float32) + 1) * 1.4).astype(np.int64), BUCKETS // 2 - 1)
    return np.where(distance < 0, size, size + BUCKETS // 2)


class Links:
    """Scores of links between words of one window, from the link vectors and the distances learned with them."""

    def __init__(self, vectors: Floats, settings: Mapping[str, Any]) -> None:
        self._vectors = vectors
        self._size = vectors.shape[1] // (2 * LINK_KINDS)
        self._distance = settings["distance"]
        self._none = settings["none"]

    def scores(self, kind: int, group: Segment, heads: Ints) -> Floats:
        """Return the log chance of each head word, and last of none, averaged over the words of `group`."""
        size = self._size
        words = np.arange(group.start, group.end)
        query = self._vectors[words, 2 * kind * size : (2 * kind + 1) * size]
        key = self._vectors[heads, (2 * kind + 1) * size : (2 * kind + 2) * size]
        raw = np.empty((len(words), len(heads) + 1), np.float32)
        raw[:, :-1] = query @ key.T / np.sqrt(size) + self._distance[kind][bucket(heads[None, :] - words[:, None])]
        raw[:, -1] = self._none[kind]
        return log_softmax(raw).mean(0)


def candidates(found: Sequence[Segment], links: Links, chances: Floats, *, inner: bool, settings: Mapping[str, Any]) -> list[Candidate]:
    """Return the attributions that the segments make: contents to their cue, each cue to its source or to none."""
    cues = [one for one in found if one.label == CUE]
    contents = [one for one in found if one.label == CONTENT]
    sources = [one for one in found if one.label == SOURCE]
    if not cues or not contents:
        return []
    kind = 2 if inner else 0
    cue_heads = np.array([one.start for one in cues])
    of_cue: dict[int, list[tuple[Segment, float]]] = {}
    for content in contents:
        scores = links.scores(kind, content, cue_heads)
        best = int(scores[:-1].argmax())
        if scores[-1] > scores[best] + settings["none_margin"]:
            continue
        of_cue.setdefault(best, []).append((content, float(scores[best])))
    source_heads = np.array([one.start for one in sources], np.int64)
    made: list[Candidate] = []
    for number, cue in enumerate(cues):
        held = of_cue.get(number)
        if not held:
            continue
        scores = links.scores(kind + 1, cue, source_heads)
        best = int(scores.argmax())
        source = sources[best] if best < len(sources) else None
        made.append(_candidate(cue, source, held, float(scores[best]), chances, inner))
    return made


def _candidate(
    cue: Segment, source: Segment | None, held: Sequence[tuple[Segment, float]], link: float, chances: Floats, inner: bool
) -> Candidate:
    parts = tuple(content for content, _ in held)
    near = min(max(cue.start - one.end, one.start - cue.end, 0) for one in parts)
    words = sum(one.end - one.start for one in parts)
    features = (
        cue.score,
        sum(one.score * (one.end - one.start) for one in parts) / words,
        min(one.score for one in parts),
        source.score if source else 0.5,
        float(np.exp(max(score for _, score in held))),
        float(np.exp(link)),
        float(chances[cue.start, 3]),
        float(min(len(parts), 3)),
        float(np.log1p(near)),
        float(inner),
    )
    return Candidate(source, cue, parts, inner, features)
