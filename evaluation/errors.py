"""Where our attributions of PolNeAR dev are missed or wrong: by form, cue, length, quotation marks and outlet.

    python -m evaluation.errors --shared ../shared > docs/errors.md

Reads dev through the public interface and prints the tables of docs/errors.md. Gold is never shown: counts only.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.predict import TASKS

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, Any]
SAYING = frozenset(
    "say says said saying tell tells told telling add adds added adding write writes wrote writing state "
    "states stated announce announced announces report reports reported note notes noted tweet tweeted tweets "
    "explain explained argue argued argues claim claims claimed insist insisted warn warned warns ask asked "
    "asks".split()
)
MINDS = frozenset(
    "believe believes believed think thinks thought hope hopes hoped want wants wanted fear fears feared "
    "expect expects expected know knows knew feel feels felt consider considers considered see sees saw".split()
)
HELPERS = frozenset(
    "has have had is are was were be been will would could should may might must can do does did not to also "
    "then later n t ’ ' s re ve ll previously recently on in at monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)


def scorer(shared: Path) -> ModuleType:
    """Return the score of attributions as a module."""
    spec = importlib.util.spec_from_file_location("attributions_score", shared / "score" / "attributions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cue_kind(cue: str) -> str:
    """Return what kind of cue the words are, by lists alone."""
    words = re.findall(r"\w+|[^\w\s]", cue.lower())
    if not words:
        return "no cue"
    if not any(word.isalnum() for word in words):
        return "a bare sign (colon, dash)"
    if "according" in words:
        return "according to"
    heads = [word for word in words if word.isalnum() and word not in HELPERS]
    if any(word in SAYING for word in heads):
        return "a common verb of saying"
    if any(word in MINDS for word in heads):
        return "a common verb of thinking"
    return "another single word" if len(heads) <= 1 else "other words"


def length_kind(words: int) -> str:
    for most, name in ((2, "1 or 2"), (5, "3 to 5"), (10, "6 to 10"), (25, "11 to 25"), (60, "26 to 60")):
        if words <= most:
            return name
    return "over 60"


def marks_kind(words: str) -> str:
    if re.search("[“”]", words):
        return "curly"
    if '"' in words or "''" in words:
        return "straight or doubled"
    return "single" if re.search(r"(?<!\w)['‘]\w", words) else "none"


Group = Callable[[Row, Row], str]


def study(shared: Path) -> Iterable[str]:
    """Yield the lines of the report."""
    score = scorer(shared)
    folder = shared / "corpora" / "polnear"
    seen = Counter(
        " ".join(row["text"][s:e].lower() for s, e in one["cue"])
        for row in rows(folder / "train.jsonl.gz")
        for one in row["attributions"]
        if one.get("cue")
    )
    dev = rows(folder / "dev.jsonl.gz")
    predicted = {row["id"]: row["attributions"] for row in TASKS["attributions"](iter(dev), "text")}
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    wrong: Counter[str] = Counter()
    told = 0
    for row in dev:
        found = [{k: [tuple(s) for s in one[k]] for k in score.ROLES} for one in predicted.get(row["id"], [])]
        gold = [{k: [tuple(s) for s in one.get(k) or []] for k in score.ROLES} for one in row["attributions"]]
        tokens = score.tokenize(row["text"])
        g, p = score.prepare(row["text"], tokens, gold), score.prepare(row["text"], tokens, found)
        matched = score.match(g, p)
        told += len(p)
        quoted = score.covered(tokens, score.quoted_spans(row["text"]))
        for n, one in enumerate(gold):
            words = " ".join(row["text"][s:e] for s, e in one["content"])
            cue = " ".join(row["text"][s:e] for s, e in one["cue"])
            names = {
                "form": score.kind_of(g[n]["content"], quoted),
                "cue": cue_kind(cue),
                "the very cue in train": "never"
                if not seen[cue.lower()]
                else "1 to 9 times"
                if seen[cue.lower()] < 10
                else "10 times or more",
                "source": "named on the page" if one["source"] else "none",
                "pieces of content": str(min(len(one["content"]), 3)) + (" or more" if len(one["content"]) > 2 else ""),
                "words of content": length_kind(len(words.split())),
                "quotation marks in the content": marks_kind(words),
                "outlet": str(row.get("publisher")),
            }
            for table, name in names.items():
                line = counts[table][name]
                line[0] += 1
                line[1] += n in matched["relaxed"]
                line[2] += n in matched["exact"]
        used = set(matched["relaxed"].values())
        for k, one in enumerate(p):
            if k not in used:
                wrong[why_wrong(one, g)] += 1
    yield from report(counts, wrong, told)


def why_wrong(one: dict[str, set[int]], gold: list[dict[str, set[int]]]) -> str:
    """Return what is the matter with a prediction that matches nothing."""
    shares = [(len(one["content"] & other["content"]), other) for other in gold]
    most, best = max(shares, key=lambda pair: pair[0], default=(0, None))
    if not most or best is None:
        return "nothing is attributed there"
    if 2 * most < 0.5 * (len(one["content"]) + len(best["content"])):
        return "less than half of the content"
    if not one["cue"] & best["cue"]:
        return "another cue"
    if bool(one["source"]) != bool(best["source"]):
        return "a source where there is none" if one["source"] else "no source where there is one"
    return "another source" if not one["source"] & best["source"] else "taken by another"


def report(counts: dict[str, dict[str, list[int]]], wrong: Counter[str], told: int) -> Iterable[str]:
    from onrecord.model.runtime import load

    yield "# Where attributions are missed or wrong"
    yield ""
    yield f"PolNeAR dev, default settings, model {load().version} ({load().sha256[:12]}). Made by"
    yield "`python -m evaluation.errors --shared ../shared > docs/errors.md`."
    yield "Recall by the criteria of the shared score; a row with few attributions says little."
    for table, lines in counts.items():
        yield ""
        yield f"| {table} | gold | recall, relaxed | recall, exact |"
        yield "| --- | ---: | ---: | ---: |"
        for name, (gold, relaxed, exact) in sorted(lines.items(), key=lambda item: -item[1][0]):
            yield f"| {name} | {gold} | {relaxed / gold:.2f} | {exact / gold:.2f} |"
    yield ""
    yield f"Of {told} told, {sum(wrong.values())} match nothing by the relaxed criterion:"
    yield ""
    for name, number in wrong.most_common():
        yield f"- {name}: {number}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    place = os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=Path(place))
    for line in study(parser.parse_args().shared):
        print(line)


if __name__ == "__main__":
    main()
