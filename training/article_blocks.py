"""Fit the weights by which intake tells an article's lines from the rest of a page.

    python training/article_blocks.py SHARED [--check] [--write]

SHARED is the data folder (its `corpora/articles` and `corpora/threads`). `--check` prints F1 of the article bodies,
each page read by weights fitted without its site (ten folds of sites, three shuffles). `--write` fits on all and
writes `src/onrecord/intake/article/weights.json`. Needs lightgbm and numpy, and onrecord importable.

A line is of the article where its words stand in the marked body, lines in the body's order; a longer one also where
most of its runs of four words do. Taken as the answer, these marks give F1 0.9998. Pages of the thread corpus join in
at half weight: their article is what trafilatura found, comments left out. The second look learns from chances that the
first gave to pages it had not seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from onrecord.intake import decoding
from onrecord.intake.article import features, reading
from onrecord.intake.markup import Tree, read_tree
from onrecord.intake.pages import take_snapshot

WORD = re.compile(r"\w+")
FIRST, SECOND = 80, 60
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.1,
    "max_depth": 4,
    "num_leaves": 12,
    "min_data_in_leaf": 20,
    "min_sum_hessian_in_leaf": 1,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
}


class Example:
    """A page with its marks: which lines are of the article, and what each line weighs in fitting."""

    def __init__(self, name: str, site: str, tree: Tree, body: str, share: float) -> None:
        self.name, self.site, self.tree, self.silver = name, site, tree, share < 1
        self.marks = np.array(marks([line.text for line in tree.lines], body)) > 0.5
        self.rows = features.line_features(tree)
        weight = np.array([(len(WORD.findall(line.text)) + 3) ** 0.5 for line in tree.lines])
        weight[np.array(reading.left_out(tree))] *= 0.1
        self.weight = weight / weight.sum() * 100 * share


def marks(lines: list[str], body: str) -> list[float]:
    """Return for each line how much of it is of `body`: 1 for those that stand in it word for word and in order."""
    words = WORD.findall(body)
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        places[word].append(at)
    found = [0.0] * len(lines)
    for nth in _chain(lines, words, places):
        found[nth] = 1.0
    left = set(zip(*(words[k:] for k in range(4)), strict=False))
    split = [WORD.findall(line) for line in lines]
    for nth, line in enumerate(split):
        if found[nth]:
            left -= set(zip(*(line[k:] for k in range(4)), strict=False))
    for nth, line in enumerate(split):
        if not found[nth] and len(line) >= 8:
            runs = list(zip(*(line[k:] for k in range(4)), strict=False))
            share = sum(run in left for run in runs) / len(runs)
            found[nth] = share if share > 0.5 else 0.0
    return found


def _chain(lines: list[str], words: list[str], places: dict[str, list[int]]) -> list[int]:
    """Return the lines of the heaviest chain whose places in `words` follow each other."""
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(words) + 3)
    steps: list[tuple[int, int]] = []
    top = (0.0, -1)
    for nth, text in enumerate(lines):
        line = WORD.findall(text)
        new = []
        for at in places.get(line[0], ())[: 2000 if len(line) > 1 else 60] if line else ():
            if words[at : at + len(line)] == line:
                so_far, before = (0.0, -1), at + 1
                while before > 0:
                    so_far = max(so_far, best[before])
                    before -= before & -before
                value = (so_far[0] + len(line) - 0.5, len(steps))
                steps.append((nth, so_far[1]))
                new.append((at + len(line) + 1, value))
                top = max(top, value)
        for place, value in new:
            end = place
            while end < len(best):
                best[end] = max(best[end], value)
                end += end & -end
    chain, at = [], top[1]
    while at != -1:
        chain.append(steps[at][0])
        at = steps[at][1]
    return chain


def examples(shared: Path) -> list[Example]:
    """Return all pages with marks; comment lines, which intake takes out first, are not among their lines."""
    found = []
    folder, threads = shared / "corpora" / "articles", shared / "corpora" / "threads"
    for name, page in json.loads((folder / "gold.json").read_text("utf-8")).items():
        tree = _without_comments(_tree(folder / page["html_file"]), threads / f"aeb-{name[:12]}.json")
        found.append(Example(name, page["site"], tree, page["articleBody"], 1.0))
    for path in sorted([*threads.glob("traf-*.json"), *threads.glob("moz-*.json")]):
        page = json.loads(path.read_text("utf-8"))
        body = page["flattened"][: page["article_end"]].removeprefix(page["headline"] or "")
        if page["kind"] != "forum" and len(body) >= 500:
            tree = _without_comments(_tree(threads / page["html_file"]), path)
            found.append(Example(page["id"], "silver " + page["site"], tree, body, 0.5))
    return found


def _tree(path: Path) -> Tree:
    return read_tree(decoding.decoded(take_snapshot(gzip.decompress(path.read_bytes()), name=path.name)))


def _without_comments(tree: Tree, path: Path) -> Tree:
    if not path.is_file():
        return tree
    runs: set[tuple[str, ...]] = set()
    for comment in json.loads(path.read_text("utf-8"))["comments"]:
        runs |= set(_runs(comment["text"]))
    kept = []
    for line in tree.lines:
        own = _runs(line.text)
        if len(WORD.findall(line.text)) < 3 or sum(run in runs for run in own) <= 0.7 * len(own):
            kept.append(line)
    return Tree(tree.root, tree.nodes, kept, tree.raw)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = WORD.findall(text)
    return (
        list(zip(*(words[k:] for k in range(4)), strict=False)) if len(words) >= 4 else [tuple(words)] if words else []
    )


def fit(pages: list[Example], seed: int) -> tuple[Any, Any]:
    """Return the two looks' boosters, fitted on `pages`."""
    sites = sorted({page.site for page in pages})
    np.random.RandomState(seed).shuffle(sites)
    part = {site: nth % 5 for nth, site in enumerate(sites)}
    chances: dict[str, Any] = {}
    for fold in range(5):
        look = _booster([p for p in pages if part[p.site] != fold], None, FIRST, seed)
        chances.update({p.name: look.predict(p.rows) for p in pages if part[p.site] == fold})
    return _booster(pages, None, FIRST, seed), _booster(pages, chances, SECOND, seed + 7)


def _booster(pages: list[Example], chances: dict[str, Any] | None, count: int, seed: int) -> Any:
    rows = [p.rows if chances is None else second_rows(p, chances[p.name]) for p in pages]
    data = lightgbm.Dataset(
        np.vstack(rows), np.concatenate([p.marks for p in pages]), weight=np.concatenate([p.weight for p in pages])
    )
    return lightgbm.train({**SETTINGS, "seed": seed}, data, num_boost_round=count)


def second_rows(page: Example, chances: Any) -> Any:
    """Return the rows of the second look."""
    return np.hstack([page.rows, features.second_features(page.tree, chances.astype(np.float32))])


def as_trees(booster: Any) -> dict[str, Any]:
    """Return a booster as `reading.Trees` reads it: every tree filled up to one depth."""
    depth = SETTINGS["max_depth"]
    feature, bar, leaf = [], [], []
    for tree in booster.dump_model()["tree_info"]:
        features, bars, leaves = [0] * (2**depth - 1), [1e30] * (2**depth - 1), [0.0] * 2**depth
        _fill(tree["tree_structure"], 0, 0, depth, features, bars, leaves)
        feature.append(features)
        bar.append(bars)
        leaf.append(leaves)
    return {"depth": depth, "feature": feature, "bar": bar, "leaf": leaf, "base": 0.0}


def _fill(
    node: dict[str, Any], at: int, level: int, depth: int, features: list[int], bars: list[float], leaves: list[float]
) -> None:
    if level == depth:
        leaves[at - (2**depth - 1)] = round(node["leaf_value"], 5)
        return
    if "leaf_value" in node:
        for side in (1, 2):
            _fill(node, 2 * at + side, level + 1, depth, features, bars, leaves)
        return
    features[at], bars[at] = node["split_feature"], float(f"{node['threshold']:.6g}")
    _fill(node["left_child"], 2 * at + 1, level + 1, depth, features, bars, leaves)
    _fill(node["right_child"], 2 * at + 2, level + 1, depth, features, bars, leaves)


def check(pages: list[Example], shared: Path) -> None:
    """Print the score of bodies that were read by weights fitted without their site."""
    sys.path.insert(0, str(shared / "score"))
    import articles

    gold = {
        k: v["articleBody"] for k, v in json.loads((shared / "corpora/articles/gold.json").read_text("utf-8")).items()
    }
    own = [page for page in pages if not page.silver]
    for seed in range(3):
        sites = sorted({page.site for page in own})
        np.random.RandomState(seed).shuffle(sites)
        part = {site: nth % 10 for nth, site in enumerate(sites)}
        said = {}
        for fold in range(10):
            looks = [
                reading.Trees(as_trees(look)) for look in fit([p for p in pages if part.get(p.site) != fold], seed)
            ]
            for page in own:
                if part[page.site] == fold:
                    chances = looks[1](second_rows(page, looks[0](page.rows)))
                    kept = reading.kept_lines(page.tree, chances)
                    said[page.name] = "\n".join(page.tree.lines[nth].text for nth in kept)
        result, rows = articles.score(gold, said)
        print(seed, {k: round(v, 4) for k, v in result.items()}, flush=True)
        worst = sorted(rows.items(), key=lambda item: (item[1]["precision"] or 0) + (item[1]["recall"] or 0))[:12]
        for name, row in worst:
            print("   ", name[:8], next(p.site for p in own if p.name == name), row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    pages = examples(asked.shared)
    if asked.check:
        check(pages, asked.shared)
    if asked.write:
        first, second = (as_trees(look) for look in fit(pages, 0))
        place = Path(reading.__file__).with_name("weights.json")
        place.write_text(json.dumps({"first": first, "second": second}, separators=(",", ":")) + "\n", "utf-8")
        print(f"wrote {place.name}: {place.stat().st_size:,} bytes from {len(pages)} pages")


if __name__ == "__main__":
    main()
