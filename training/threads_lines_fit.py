"""A linear chain over the lines of a page, fitted by maximum likelihood with L-BFGS."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from threads_corpora import Sheet, sheets

from onrecord.intake.text.chain import FIRST, FOLLOWS, STATES, Weights, best_states

L2 = 1.0  # 0.3 was no better on sites not fitted on
SEEN = 8  # a feature seen fewer times is left out
REACHED = np.array([[state in FOLLOWS[before] for state in range(4)] for before in range(4)])
OPEN = np.array([state in FIRST for state in range(4)])
NEVER = -1e9


def run(shared: Path, out: Path, *, folds: int) -> None:
    made = sheets(shared)
    if not folds:
        write(fit(made), out)
        return
    sites = sorted({one.site for one in made})
    random.Random(7).shuffle(sites)
    fold = {site: i % folds for i, site in enumerate(sites)}
    right: Counter[str] = Counter()
    for k in range(folds):
        fitted = fit([one for one in made if fold[one.site] != k])
        for one in made:
            if fold[one.site] == k:
                found = best_states(one.rows, fitted)
                right[one.name.rsplit("/")[-1] + " lines"] += len(found)
                right[one.name.rsplit("/")[-1] + " right"] += sum(
                    a == b for a, b in zip(found, one.states, strict=True)
                )
    for name in sorted({key.rsplit(" ", 1)[0] for key in right}):
        print(f"{name:20} {right[name + ' right'] / right[name + ' lines']:.4f} of {right[name + ' lines']} lines")


def write(fitted: Weights, out: Path) -> None:
    rows = ",\n".join(
        f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(list(v))}" for k, v in sorted(fitted.features.items())
    )
    out.write_text(
        f'{{"states": {json.dumps(list(STATES))},\n"made_by": "training/threads.py",\n'
        f'"first": {json.dumps(list(fitted.first))},\n'
        f'"follows": {json.dumps([list(row) for row in fitted.follows])},\n"features": {{\n{rows}\n}}}}\n',
        encoding="utf8",
    )


class Batch:
    """Sheets of like length, padded, so that all their chains are walked at once."""

    def __init__(self, made: Sequence[Sheet], places: dict[str, int]) -> None:
        self.count, self.length = len(made), max(len(one.states) for one in made)
        self.states = np.zeros((self.count, self.length), int)
        self.lengths = np.array([len(one.states) for one in made])
        self.weights = np.array([one.weight for one in made])
        columns: list[int] = []
        ends, cells = [0], []
        for b, one in enumerate(made):
            self.states[b, : len(one.states)] = one.states
            for t, row in enumerate(one.rows):
                columns += [places[name] for name in row if name in places]
                ends.append(len(columns))
                cells.append(b * self.length + t)
        self.cells = np.array(cells)
        self.table = sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(cells), len(places)))
        self.mask = np.arange(self.length)[None] < self.lengths[:, None]

    def loss(self, own: Any, follows: Any, first: Any) -> tuple[float, Any, Any, Any]:
        """Negative log-likelihood and its gradients, by the forward-backward algorithm."""
        scores = np.zeros((self.count * self.length, 4))
        scores[self.cells] = self.table @ own
        scores = scores.reshape(self.count, self.length, 4)
        step, start = np.where(REACHED, follows, NEVER), np.where(OPEN, first, NEVER)
        ahead = np.zeros((self.length, self.count, 4))
        ahead[0] = scores[:, 0] + start
        for t in range(1, self.length):
            new = _sum(ahead[t - 1][:, :, None] + step[None], 1) + scores[:, t]
            ahead[t] = np.where(self.mask[:, t][:, None], new, ahead[t - 1])
        total = _sum(ahead[-1], 1)
        back = np.zeros((self.length, self.count, 4))
        for t in range(self.length - 2, -1, -1):
            new = _sum(step[None] + (scores[:, t + 1] + back[t + 1])[:, None, :], 2)
            back[t] = np.where(self.mask[:, t + 1][:, None], new, 0)
        rows = np.arange(self.count)
        gold = scores[rows, 0, self.states[:, 0]] + start[self.states[:, 0]]
        g_follows = np.zeros((4, 4))
        for t in range(1, self.length):
            live, here, there = self.mask[:, t], self.states[:, t], self.states[:, t - 1]
            gold = gold + np.where(live, scores[rows, t, here] + step[there, here], 0)
            pairs = ahead[t - 1][:, :, None] + step[None] + (scores[:, t] + back[t])[:, None, :] - total[:, None, None]
            g_follows += (np.exp(np.minimum(pairs, 0)) * (live * self.weights)[:, None, None]).sum(0)
            np.subtract.at(g_follows, (there[live], here[live]), self.weights[live])
        chance = np.exp(ahead + back - total[None, :, None]).transpose(1, 0, 2)
        off = (chance - np.eye(4)[self.states]) * self.mask[:, :, None] * self.weights[:, None, None]
        g_first = np.where(OPEN, off[:, 0].sum(0), 0)
        g_own = self.table.T @ off.reshape(self.count * self.length, 4)[self.cells]
        return float(((total - gold) * self.weights).sum()), g_own, np.where(REACHED, g_follows, 0), g_first


def _sum(values: Any, axis: int) -> Any:
    top = values.max(axis, keepdims=True)
    return (top + np.log(np.exp(values - top).sum(axis, keepdims=True))).squeeze(axis)


def fit(made: Sequence[Sheet]) -> Weights:
    counts = Counter(name for one in made for row in one.rows for name in set(row))
    places = {name: i for i, name in enumerate(sorted(name for name in counts if counts[name] >= SEEN))}
    ordered = sorted(made, key=lambda one: len(one.states))
    batches = [Batch(ordered[i : i + 80], places) for i in range(0, len(ordered), 80)]
    size = 4 * len(places)

    def loss(values: Any) -> tuple[float, Any]:
        own, follows, first = values[:size].reshape(-1, 4), values[size:-4].reshape(4, 4), values[-4:]
        sums = [L2 / 2 * values @ values, L2 * own, L2 * follows, L2 * first]
        for batch in batches:
            sums = [a + b for a, b in zip(sums, batch.loss(own, follows, first), strict=True)]
        return sums[0], np.concatenate([sums[1].ravel(), sums[2].ravel(), sums[3].ravel()])

    values = minimize(loss, np.zeros(size + 20), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x.round(3)
    return Weights(
        features={name: values[4 * i : 4 * i + 4].tolist() for name, i in places.items()},
        follows=values[size:-4].reshape(4, 4).tolist(),
        first=values[-4:].tolist(),
    )
