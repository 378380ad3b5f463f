"""Fit the weights by which a pronoun is put with a party.

    python training/coreference.py SHARED [--check] [--write]

SHARED is the data folder: its `corpora/coref` (GAP, Apache-2.0; resolution items from GUM, CC BY) and `corpora/pages`
(labels of our own). `--check` prints how often the likeliest party is right for items, pages and rows that were not
fitted on. `--write` fits on GAP's development rows, all items and all pages and writes
`recognition/people/data/pronouns.json`. GAP's validation rows are never fitted on. Needs numpy and onrecord.

The chance of a candidate is its share, by the exponential of the sum of its features' weights, of all candidates and of
nobody. Where it is only known that neither of two names is meant, all others and nobody share what is right.
GAP rows are read twice, with and without the title of their article, each at half weight; pronouns on pages count
double, since they are what the weights are for. RIDGE: 5 to 40 tried on four folds of GAP's development rows, F1 .751
to .742 with and .728 to .722 without titles; pronouns on pages .85 to .87.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from onrecord.recognition.people import coreference, ranking
from onrecord.recognition.people import reading as people
from onrecord.recognition.people.mentions import find_nominals
from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.ranking import Candidate
from onrecord.recognition.people.tasks import gap_reading, title_words
from onrecord.recognition.people.words import read_words
from onrecord.terms import Attribution, Block, Page, Snapshot, Span

OUT = Path(__file__).parents[1] / "src" / "onrecord" / "recognition" / "people" / "data" / "pronouns.json"
RIDGE = 15.0
SAID = 4.0
"""The weight of a pronoun that is credited; 2 to 12 tried, hardly told apart (pages .84 to .86, GAP .733 to .737)."""
MASKED = 0.5
"""What a page's example counts once more with the right party's gender unknown, of its own weight."""
ROUNDS = 2
"""The features of a pronoun hold whom the pronouns before it were put with, by the weights of the round before."""
SMALLEST = 0.005
PAIRS = (("51", "59"), ("53", "92"), ("67", "75"), ("83", "91"))
"""Pages that tell one event: kept in one half."""
PRONOUNS = frozenset(
    "he she it they we i you him them me us his her its their our who that this these those one himself herself".split()
)

Candidates = Sequence[tuple[Candidate, list[str]]]


class Example(NamedTuple):
    """A pronoun: the features of each candidate, and which are right; `nobody` where none of them may be."""

    features: list[list[str]]
    right: list[bool]
    nobody: bool
    weight: float


def rows_of(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gap_examples(rows: Iterable[dict[str, Any]], *, titled: bool, weight: float = 0.5) -> list[Example]:
    found = []
    for row in rows:
        words, nominals, pronoun, given = gap_reading(row)
        heard: list[Candidates] = []
        listener = functools.partial(_hear, wanted=pronoun, heard=heard)
        reading = coreference.resolve(words, nominals, title=title_words(row) if titled else (), listener=listener)
        if not heard or not heard[0]:
            continue
        named = {key: reading.of.get(given[key].first) for key in ("a", "b")}
        parties = [candidate.party for candidate, _ in heard[0]]
        features = [features for _, features in heard[0]]
        meant = [named[key] for key in ("a", "b") if row[f"{key}_coref"]]
        if meant:
            right = [any(party is one for one in meant) for party in parties]
            found.append(Example(features, right, not any(right), weight))
        else:
            neither = [all(party is not one for one in named.values()) for party in parties]
            found.append(Example(features, neither, True, weight))
    return found


def _hear(one: Nominal, candidates: Candidates, *, wanted: Nominal, heard: list[Candidates]) -> None:
    if one is wanted:
        heard.append(candidates)


def item_examples(row: dict[str, Any]) -> list[Example]:
    words = read_words(row["text"])
    items = {(item["start"], item["end"]): item for item in row["items"] if item["kind"] == "pronoun"}
    found: list[Example] = []

    def listener(one: Nominal, candidates: Candidates) -> None:
        item = items.get(one.span)
        if item is not None and candidates:
            names = [_words(name) for name in item["names"]]
            right = [any(_same(_words(" ".join(own)), names) for own in c.party.names) for c, _ in candidates]
            found.append(Example([features for _, features in candidates], right, not any(right), 1.0))

    coreference.resolve(words, find_nominals(words), title=title_words(row), listener=listener)
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w.&-]+", name.lower().replace("'s", "").replace("’s", "")))


def _same(mine: frozenset[str], names: list[frozenset[str]]) -> bool:
    return bool(mine) and any(name and (mine <= name or name <= mine) for name in names)


def page_examples(folder: Path) -> list[Example]:
    """Return the pronouns of a labelled page, its attributions taken from the labels."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    page = gold_page(folder, gold)
    whose = {tuple(span): entity for entity in gold["entities"] for span in entity["mentions"]}
    entities = {entity["id"]: entity for entity in gold["entities"]}
    for one in gold["attributions"]:
        if one["source"] and one["speaker"] in entities:
            whose[tuple(one["source"][0])] = entities[one["speaker"]]
    found: list[Example] = []

    def listener(one: Nominal, candidates: Candidates) -> None:
        entity = whose.get(tuple(one.span))
        if entity is None or not candidates:
            return
        told = [Span(*m) for m in entity["mentions"] if page.text[m[0] : m[1]].lower() not in PRONOUNS]
        right = [
            any(_stands_on(m, n.span) for m in told for n in c.party.mentions if n.level != "pronoun")
            for c, _ in candidates
        ]
        weight = SAID if any(name == "credited" for name in candidates[0][1]) else 2.0
        found.append(Example([features for _, features in candidates], right, not any(right), weight))

    resolve = people.resolve
    people.resolve = functools.partial(resolve, listener=listener)
    try:
        people.read_people(page, gold_attributions(gold), None)
    finally:
        people.resolve = resolve
    return found


def _stands_on(one: Span, two: Span) -> bool:
    shared = one.shared(two)
    return shared > 0 and (2 * shared >= max(one.length, two.length) or one.end == two.end)


def gold_page(folder: Path, gold: dict[str, Any]) -> Page:
    about = gold.get("page", {})
    return Page(
        id=folder.name,
        snapshot=Snapshot(sha256="0" * 64, media_type="text/plain"),
        text=(folder / "page.txt").read_text(encoding="utf-8"),
        blocks=tuple(Block(kind=block["kind"], span=Span(*block["span"])) for block in gold["blocks"]),
        title=about.get("title"),
        site=about.get("outlet"),
    )


def gold_attributions(gold: dict[str, Any]) -> list[Attribution]:
    def spans(of: list[list[int]]) -> tuple[Span, ...]:
        return tuple(Span(*span) for span in of)

    return [
        Attribution(
            id=one["id"],
            source=spans(one["source"]),
            cue=spans(one["cue"]),
            content=spans(one["content"]),
            form=one["form"],
            within=one["within"],
        )
        for one in gold["attributions"]
    ]


def masked(one: Example) -> Example:
    """Return an example as it would be, were the right party's forename in no list.

    Without these the weights trust a known gender more than who spoke last: on PolNeAR, where a quarter of the names
    are in no list, "she said" went to the one woman whose forename is known.
    """
    features = [
        [
            name.replace("gender same", "gender unknown").replace(" same", " unknown") if _of_gender(name) else name
            for name in names
        ]
        if right
        else names
        for names, right in zip(one.features, one.right, strict=True)
    ]
    return one._replace(features=features, weight=one.weight * MASKED)


def _of_gender(name: str) -> bool:
    return name.startswith("gender same") or (name.startswith("spoke last") and name.endswith(" same"))


def fit(examples: Sequence[Example], steps: int = 400) -> dict[str, float]:
    """Return the weight of each feature: the likeliest under a ridge, by Adam over all examples at once."""
    number: dict[str, int] = {}
    rows, columns, group, right = [], [], [], []
    starts = []
    for place, one in enumerate(examples):
        starts.append(len(right))
        for features, ok in zip(one.features, one.right, strict=True):
            for name in set(features):
                rows.append(len(right))
                columns.append(number.setdefault(name, len(number)))
            group.append(place)
            right.append(ok)
    r, c, g = np.array(rows), np.array(columns), np.array(group)
    ok, first = np.array(right, float), np.array(starts)
    none = np.array([float(one.nobody) for one in examples])
    weight = np.array([one.weight for one in examples])
    w = np.zeros(len(number))
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        e = np.exp(np.clip(np.bincount(r, w[c], len(ok)), -30, 30))
        whole = np.add.reduceat(e, first) + 1.0
        good = np.maximum(np.add.reduceat(e * ok, first) + none, 1e-12)
        slope = weight[g] * (e / whole[g] - e * ok / good[g])
        gradient = np.bincount(c, slope[r], len(w)) + RIDGE * w
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        w -= 0.05 * (1 - step / steps) * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: float(w[place]) for name, place in number.items()}


def top(weights: dict[str, float], examples: Sequence[Example]) -> str:
    """Return how often the likeliest candidate is right."""
    hits = 0
    for one in examples:
        sums = [sum(weights.get(name, 0.0) for name in features) for features in one.features]
        hits += one.right[int(np.argmax(sums))]
    return f"{hits / len(examples):.3f} of {len(examples)}"


class Data:
    """All examples, read with the weights given."""

    def __init__(self, shared: Path, weights: dict[str, float]) -> None:
        used: Callable[[], dict[str, float]] = lambda: weights  # noqa: E731 - stands in for a cached function
        ranking.weights = used  # type: ignore[assignment]
        folder = shared / "corpora" / "coref"
        rows = rows_of(folder / "gap_dev.jsonl.gz")
        self.gap = gap_examples(rows, titled=True) + gap_examples(rows, titled=False)
        self.unseen = gap_examples(rows_of(folder / "gap_validation.jsonl.gz"), titled=True)
        self.items = [item_examples(row) for row in rows_of(folder / "gum_public.jsonl.gz")]
        folders = sorted(path.parent for path in (shared / "corpora" / "pages").glob("*/gold.json"))
        self.pages = {path.name: page_examples(path) for path in folders}

    def half(self, which: int) -> tuple[list[Example], list[Example]]:
        """Return the examples of every second text and page, and those of the others."""
        of = {name: place % 2 for place, name in enumerate(self.pages)}
        of.update({second: of[first] for first, second in PAIRS})
        items = [[one for row in self.items[n::2] for one in row] for n in (which, 1 - which)]
        pages = [
            [one for name, found in self.pages.items() if of[name] == n for one in found] for n in (which, 1 - which)
        ]
        return items[0] + pages[0], items[1] + pages[1]

    def whole(self) -> list[Example]:
        return (
            self.gap + [one for row in self.items for one in row] + [one for row in self.pages.values() for one in row]
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        data = Data(args.shared, weights)
        weights = fit(data.whole())
    if args.check:
        for which in (0, 1):
            seen, unseen = data.half(which)
            fitted = fit(data.gap + seen + [masked(one) for one in seen if one.weight > 1])
            print(
                f"items and pages of the other half: {top(fitted, unseen)}; GAP validation: {top(fitted, data.unseen)}"
            )
    if args.write:
        kept = {name: round(value, 3) for name, value in sorted(weights.items()) if abs(value) >= SMALLEST}
        OUT.write_text(json.dumps({"weights": kept}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{len(kept)} weights written to {OUT.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
