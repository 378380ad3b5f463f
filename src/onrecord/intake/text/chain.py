"""A linear chain over the lines of a page: article, author, opening (of a comment without an author line), more.

What each line shows has a weight for each state (`features.py`, `weights.json`); the best way through the
whole page is taken. The article comes first and never comes back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ARTICLE, AUTHOR, OPENING, MORE = range(4)
STATES = ("article", "author", "opening", "more")
FOLLOWS = (
    (ARTICLE, AUTHOR, OPENING),
    (AUTHOR, OPENING, MORE),
    (AUTHOR, OPENING, MORE),
    (AUTHOR, OPENING, MORE),
)
"""What may follow each state."""
FIRST = (ARTICLE, AUTHOR, OPENING)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights in logits: for each feature one a state, and for each state following another."""

    features: Mapping[str, Sequence[float]]
    follows: Sequence[Sequence[float]]
    first: Sequence[float]


@cache
def weights() -> Weights:
    """Return the shipped weights."""
    data = json.loads(files("onrecord.intake.text").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(features=data["features"], follows=data["follows"], first=data["first"])


def apart(follows: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the weights of states in turn with no author right after another."""
    rows = [list(row) for row in follows]
    rows[AUTHOR][AUTHOR] = -1e6
    return rows


def best_states(rows: Sequence[Sequence[str]], fitted: Weights) -> list[int]:
    """Return the likeliest state of each line (Viterbi)."""
    return best_path(scores_of(rows, fitted), fitted)


def best_path(scored: Sequence[tuple[float, ...]], fitted: Weights, barred: frozenset[int] = frozenset()) -> list[int]:
    """Return the likeliest state of each line by its scores for each. Those `barred` are no author lines."""
    if not scored:
        return []
    none = float("-inf")
    scores = [scored[0][s] + fitted.first[s] if s in FIRST else none for s in range(4)]
    if 0 in barred:
        scores[AUTHOR] = none
    came: list[list[int]] = []
    for k in range(1, len(scored)):
        best = [none] * 4
        back = [ARTICLE] * 4
        for before, reachable in enumerate(FOLLOWS):
            at = scores[before]
            if at == none:
                continue
            follows = fitted.follows[before]
            for state in reachable:
                score = at + follows[state]
                if score > best[state]:
                    best[state], back[state] = score, before
        scores = [a + b for a, b in zip(best, scored[k], strict=True)]
        if k in barred:
            scores[AUTHOR] = none
        came.append(back)
    state = max(range(4), key=scores.__getitem__)
    path = [state]
    for back in reversed(came):
        state = back[state]
        path.append(state)
    return path[::-1]


def scores_of(rows: Sequence[Sequence[str]], fitted: Weights) -> list[tuple[float, ...]]:
    """Return for each line the sum of its features' weights for each state."""
    weight_of = fitted.features.get
    found: list[tuple[float, ...]] = []
    for row in rows:
        article = author = opening = more = 0.0
        for name in row:
            weight = weight_of(name)
            if weight is not None:
                article += weight[ARTICLE]
                author += weight[AUTHOR]
                opening += weight[OPENING]
                more += weight[MORE]
        found.append((article, author, opening, more))
    return found
