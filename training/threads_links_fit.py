"""Who answers whom below articles: for each comment a choice among those above it and none, fitted with L-BFGS."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from threads_corpora import page_of, threads

from onrecord.recognition.threads.features import History
from onrecord.recognition.threads.links import Link, Weights, crosses, links, options
from onrecord.recognition.threads.quotes import find_quotes
from onrecord.recognition.threads.voices import Room, room_of

L2 = 2.0  # 1 and 4 gave the same to within a hundredth on sites not fitted on
UNWEIGHED = {
    "points straight"
}  # only marks the pairs that others speak of; fitted, it undid what they were believed to mean
FIRM = 4.0  # for the features of BELIEVED
SEEN = 4
FLAT = 0.3  # pages where nobody answered count less: they may only not show it
UNUSED = {
    "spektrum.de",
    "oekonomenstimme.org",
}  # readers call and quote each other there, but the reply button goes unused
UNUSED_WEIGHT = 0.05
BELIEVED = {
    "calls its author 3": 4.6,
    "calls its author 2": 4.3,
    "takes up its point": 4.0,
    "calls its author 1": 0.8,
    "calls its author by a part": -0.3,
    "calls its author, a host": -1.5,
    "calls its author, not their last": -0.7,
    "quotes it": 5.5,
    "repeats it at length": 1.5,
    "repeats its words": 0.3,
    "new: calls one above 3": 0.7,
    "new: calls one above 2": 0.5,
    "it asks": 0.8,
    "opens with a word of its question": 0.6,
    "opens with what it asks for": 3.0,
    "opens with a pronoun for what it asks about": 1.5,
    "answers yes or no": 0.6,
    "new: takes up a reader": 3.0,
    "welcomes its thanks": 1.5,
    "new: one above asks the readers, this does not": 0.6,
    "answers back": 1.0,
    "new: speaks to all": -1.5,
    "calls somebody lost": 1.2,
    "may call somebody lost": 0.8,
    "calls somebody lost by name and words": 4.5,
    "new: by a host after a guest": 0.8,
    "straight, answer": 0.8,
    "straight, words 101-": 1.2,
    "straight, closed": 2.8,
    "straight, first word of this author": 1.2,
    "straight, asks": 0.4,
}
"""Where the prior has its middle, 0 for the rest: too few public comments call or quote to learn that it means much."""
STRAIGHT_LINE = ((0.0, 0.0), (1.0, 1.0))


@dataclass
class Thread:
    """One page's room with its true parents, and for each comment after the first its options and the right one."""

    site: str
    form: str
    language: str
    threaded: bool
    room: Room
    parents: list[int | None]
    weight: float
    choices: list[tuple[int, list[tuple[str, ...]]]] = field(default_factory=list)


def rooms(shared: Path) -> list[Thread]:
    made = []
    for page in threads(shared):
        if page["structure"] == "unknown":
            continue
        for form in ("", "seed"):
            read = page_of(page, form)
            room = room_of(read)
            find_quotes(room, read)
            parents = [c["parent"] for c in page["comments"]]
            threaded = page["structure"] == "threaded"
            weight = FLAT if not threaded else UNUSED_WEIGHT if page["site"] in UNUSED else 1.0
            one = Thread(page["site"], form or "flat", page["language"], threaded, room, parents, weight)
            for voice in room.voices[1:]:
                shared, found = options(room, voice, History(tuple(parents[: voice.number])))
                numbers = [None, *(j for j, _ in found)]
                if parents[voice.number] in numbers:
                    one.choices.append(
                        (numbers.index(parents[voice.number]), [shared + features for _, features in found])
                    )
            made.append(one)
    return made


def fit(made: Sequence[Thread]) -> dict[str, float]:
    counts = Counter(name for one in made for _, found in one.choices for row in found for name in set(row) - UNWEIGHED)
    places = {name: i for i, name in enumerate(sorted({n for n in counts if counts[n] >= SEEN} | set(BELIEVED)))}
    columns: list[int] = []
    ends, starts, right, weights, owner = [0], [], [], [], []
    for one in made:
        # A long page counts by the root of its length, so that one site does not speak for all.
        weight = one.weight * min(1.0, (12 / len(one.choices)) ** 0.5) if one.choices else 0.0
        for answer, found in one.choices:
            starts.append(len(ends) - 1)
            right.append(starts[-1] + answer)
            weights.append(weight)
            for row in [(), *found]:
                columns += [places[name] for name in row if name in places]
                ends.append(len(columns))
                owner.append(len(starts) - 1)
    table = sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(owner), len(places)))
    first, gold, whose, heavy = np.array(starts), np.array(right), np.array(owner), np.array(weights)
    middle = np.array([BELIEVED.get(name, 0.0) for name in places])
    tight = np.array([FIRM if name in BELIEVED else L2 for name in places])

    def loss(values: Any) -> tuple[float, Any]:
        scores = table @ values
        top = np.maximum.reduceat(scores, first)
        raised = np.exp(scores - top[whose])
        sums = np.add.reduceat(raised, first)
        off = raised / sums[whose] * heavy[whose]
        off[gold] -= heavy
        away = values - middle
        loss = (heavy * (np.log(sums) + top - scores[gold])).sum() + (tight * away) @ away / 2
        return float(loss), table.T @ off + tight * away

    values = minimize(loss, middle.copy(), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(values[i]), 3) for name, i in places.items()}


def unseen(made: Sequence[Thread], folds: int, seed: int) -> list[tuple[Thread, list[Link]]]:
    """The links of each thread by weights fitted without its site, with raw chances as confidence."""
    sites = sorted({one.site for one in made})
    random.Random(seed).shuffle(sites)
    fold = {site: i % folds for i, site in enumerate(sites)}
    found = []
    for k in range(folds):
        features = fit([one for one in made if fold[one.site] != k])
        fitted = Weights(features=features, link_table=STRAIGHT_LINE, root_table=STRAIGHT_LINE)
        found += [(one, links(one.room, {}, fitted)) for one in made if fold[one.site] == k]
    return found


def steps(pairs: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """Rising steps from raw chance to share right (pooling neighbours), none of fewer than twelve links."""
    pools: list[list[float]] = []
    for chance, ok in sorted(pairs):
        pools.append([float(ok), 1, chance, chance])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            good, count, _, high = pools.pop()
            pools[-1] = [pools[-1][0] + good, pools[-1][1] + count, pools[-1][2], high]
    merged: list[list[float]] = []
    for pool in pools:
        if merged and (pool[1] < 12 or merged[-1][1] < 12):
            last = merged[-1]
            merged[-1] = [last[0] + pool[0], last[1] + pool[1], last[2], pool[3]]
        else:
            merged.append(pool)
    shares = [[round((low + high) / 2, 3), round((good + 1) / (count + 2), 3)] for good, count, low, high in merged]
    return [*shares, [1.0, shares[-1][1]]]


def calibration(made: Sequence[Thread]) -> dict[str, list[list[float]]]:
    """Steps from raw chances to shares right, of answers and of comments on the article, on sites not fitted on."""
    pairs: dict[str, list[tuple[float, bool]]] = {"answer": [], "article": []}
    for seed in (5, 11, 23):
        for one, found in unseen(made, 10, seed):
            if crosses(found):
                continue  # nothing is sure there anyway
            for link, parent in zip(found[1:], one.parents[1:], strict=True):
                kind = "article" if link.parent is None else "answer"
                pairs[kind].append((link.confidence, link.parent == parent))
    return {kind: steps(found) for kind, found in pairs.items()}


def run(shared: Path, out: Path, *, folds: int) -> None:
    made = rooms(shared)
    if folds:
        report(unseen(made, folds, 5))
        return
    rows = ",\n".join(f"{json.dumps(name)}: {value}" for name, value in sorted(fit(made).items()))
    tables = json.dumps(calibration(made))
    out.write_text(
        f'{{"made_by": "training/threads.py",\n"calibration": {tables},\n"features": {{\n{rows}\n}}}}\n', "utf8"
    )


def report(found: Sequence[tuple[Thread, list[Link]]]) -> None:
    for form in ("flat", "seed"):
        for language in (None, "en"):
            some = [(o, f) for o, f in found if o.form == form and o.threaded and language in (None, o.language)]
            pairs = [(link.parent, true) for one, ls in some for link, true in zip(ls, one.parents, strict=True)]
            replies = [(a, b) for a, b in pairs if b is not None]
            whole = sum(all(x.parent == y for x, y in zip(ls, one.parents, strict=True)) for one, ls in some)
            print(
                f"{form} {language or 'all'}: "
                f"parents {sum(a == b for a, b in pairs) / len(pairs):.3f} of {len(pairs)}, "
                f"of replies {sum(a == b for a, b in replies) / len(replies):.3f} of {len(replies)}, "
                f"whole threads {whole / len(some):.3f} of {len(some)}"
            )
