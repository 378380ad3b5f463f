"""Measure the model in a folder and write what it is and what it does into its card.

    python training/card.py --model src/onrecord/model --data DIR --shared ../shared --told FACTS.json

Figures on PolNeAR dev (never trained or tuned on), mentions against CoreNLP's silver, naming mentions of the speakers
on the labelled pages. FACTS.json holds what cannot be measured here: the data trained on, seeds, hours, what was
estimated with pages held out. It is copied into the card as it is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from corpora import Document, gold_names
from settings import figures, flat, gold_of, readings_of, scorer
from train import read_documents

from onrecord.model.runtime import Model, load_from
from onrecord.recognition.attribution import find_attributions, find_mentions


def by_outlet(score: Any, docs: list[Document], readings: list[Any]) -> dict[str, list[float]]:
    groups: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    for doc, reading in zip(docs, readings, strict=True):
        groups[doc.id.split("_")[0]].append((doc, reading))
    found = {}
    for name, pairs in sorted(groups.items()):
        matched = figures(score, [d for d, _ in pairs], [r for _, r in pairs])["matched"]
        found[name] = [round(matched[c]["f1"], 3) for c in ("relaxed", "exact")]
    return found


def mention_figures(docs: list[Document], readings: list[Any]) -> dict[str, list[float]]:
    """Return precision, recall and F1 of exact spans against the silver, for names by kind, and pronouns."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for doc, reading in zip(docs, readings, strict=True):
        if doc.mentions is None:
            continue
        told = {(m.span.start, m.span.end, m.level, m.kind) for m in find_mentions(reading)}
        names = ("name", "description", "pronoun")
        kinds = ("person", "organization", "place", "other")
        gold = {(s, e, names[level], kinds[kind] if kind >= 0 else "") for s, e, level, kind in doc.mentions}
        for key, mine, theirs in (
            ("names", {t[:2] for t in told if t[2] == "name"}, {g[:2] for g in gold if g[2] == "name"}),
            *(
                (
                    f"names of a {k}",
                    {t[:2] for t in told if t[2:] == ("name", k)},
                    {g[:2] for g in gold if g[2:] == ("name", k)},
                )
                for k in kinds
            ),
            (
                "descriptions",
                {t[:2] for t in told if t[2] == "description"},
                {g[:2] for g in gold if g[2] == "description"},
            ),
            ("pronouns", {t[:2] for t in told if t[2] == "pronoun"}, {g[:2] for g in gold if g[2] == "pronoun"}),
        ):
            counts[key][0] += len(mine & theirs)
            counts[key][1] += len(mine)
            counts[key][2] += len(theirs)
    return {
        key: [round(x, 3) for x in (hit / max(1, told), hit / max(1, gold), 2 * hit / max(1, told + gold))]
        for key, (hit, told, gold) in counts.items()
    }


def speakers_named(docs: list[Document], model: Model) -> tuple[int, int]:
    """Return how many naming mentions of speakers on the labelled pages are found, and how many there are.

    Found: a mention of level name that shares at least half of its characters with it, ends where it ends, or begins
    where it begins and ends at its first comma or bracket, as `score/pages.py` takes two mentions for the same.
    """
    hits = total = 0
    for doc, reading in zip(docs, readings_of(docs, model), strict=True):
        told = [m.span for m in find_mentions(reading) if m.level == "name"]
        for s, e in gold_names(doc):
            total += 1
            stop = next((n for n in range(s, e) if doc.text[n] in ",("), e)
            hits += any(
                m.end == e
                or (m.start == s and m.end == len(doc.text[:stop].rstrip()))
                or 2 * (min(m.end, e) - max(m.start, s)) >= e - s
                for m in told
                if m.start < e and s < m.end
            )
    return hits, total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--told", type=Path, required=True)
    o = parser.parse_args()
    path = o.model / "card.json"
    model = load_from(path, threads=1)
    score = scorer(o.shared / "score")
    docs = read_documents(o.data, ["dev"])
    readings = readings_of(docs, model)
    whole = figures(score, docs, readings)
    ones = [(a, doc) for doc, r in zip(docs, readings, strict=True) for a in flat(r)]
    bins: dict[int, list[float]] = defaultdict(lambda: [0, 0.0, 0])
    for doc, reading in zip(docs, readings, strict=True):
        tokens = score.tokenize(doc.text)
        told = [a for a in find_attributions(reading) if a.within is None]
        predicted = score.prepare(
            doc.text, tokens, [{"source": a.source, "cue": a.cue, "content": a.content} for a in told]
        )
        taken = set(score.match(score.prepare(doc.text, tokens, gold_of(doc)), predicted)["relaxed"].values())
        for n, one in enumerate(told):
            line = bins[min(9, int(one.confidence * 10))]
            line[0] += 1
            line[1] += one.confidence
            line[2] += n in taken
    error = sum(abs(p - r) for _, p, r in bins.values()) / len(ones)
    hits, total = speakers_named(read_documents(o.data, ["pages"]), model)
    card = json.loads(path.read_text(encoding="utf-8"))
    card["made"] = date.today().isoformat()
    card |= json.loads(o.told.read_text(encoding="utf-8"))
    card["figures"] = {
        "polnear_dev": {
            "relaxed": [round(whole["matched"]["relaxed"][k], 4) for k in ("precision", "recall", "f1")],
            "exact": [round(whole["matched"]["exact"][k], 4) for k in ("precision", "recall", "f1")],
            "tokens_f1": {k: round(v["f1"], 3) for k, v in whole["tokens"].items()},
            "recall_by_form": {
                k: [round(v["relaxed"], 3), round(v["exact"], 3)] for k, v in whole["recall_by_kind"].items()
            },
            "relaxed_and_exact_f1_by_outlet": by_outlet(score, docs, readings),
            "expected_calibration_error": round(error, 4),
            "reliability": {
                f"{b / 10:.1f}": [n, round(p / n, 3), round(r / n, 3)] for b, (n, p, r) in sorted(bins.items())
            },
        },
        "mentions_against_silver_dev": mention_figures(docs, readings),
        "naming_mentions_of_speakers_on_pages": {"found": hits, "of": total},
    }
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(card["figures"], indent=1))


if __name__ == "__main__":
    main()
