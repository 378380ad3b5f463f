"""Fit the weights of conduct: how sure each rule of hate is, and what the labels are weighed from.

    python -m training.conduct ../shared/corpora/conduct/hatecheck_public.jsonl.gz

Fitted on HateCheck's public rows (CC BY 4.0) and on `conduct_sentences.json`, which we wrote. Nothing is fitted on UCC
or ETHOS: the weights of UCC's labels are JUDGED, set by hand once, before they were first measured. Prints the
cross-validation, whole templates and whole functional tests held out, and writes `weights.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.recognition.conduct.grammar import rules
from onrecord.recognition.conduct.reading import EXCUSED, Weights, found, lowered
from onrecord.recognition.conduct.tone import tone

HERE = Path(__file__).parent
ROUNDS_FITTED = 4
"""Sentences of later rounds only measure: most were missed, and what no rule finds tells nothing of a rule's weight."""
OUT = HERE.parent / "src" / "onrecord" / "recognition" / "conduct" / "weights.json"
PRIOR = 4.0
"""A rule's confidence starts at what we judged, as if it had been seen on so many templates."""
SUREST = 0.9
"""The rules were written with these sentences in sight; in the wild they are right less often than on them."""
RIDGE = 0.003
"""How strongly weights are drawn to what was judged; 0.02 left dehumanising words unflagged on HateCheck itself."""
TARGETS = re.compile(
    r"\b(?:an? )?(?:women|woman|female|(?:trans|gay|black|disabled)(?: people| person)?|muslims?|immigrants?)\b", re.I
)
JUDGED_RULES = {
    "group is vermin": 0.9,
    "group is an animal": 0.75,
    "vermin of a group": 0.85,
    "animals of a group": 0.75,
    "group acts as vermin": 0.85,
    "group treated as vermin": 0.75,
    "group compared to vermin": 0.65,
    "others are vermin": 0.65,
    "others are animals": 0.55,
    "group is bad": 0.75,
    "group is all bad": 0.7,
    "group is a bad lot": 0.7,
    "bad group": 0.6,
    "contempt": 0.8,
    "anger": 0.7,
    "threat": 0.7,
    "death wished": 0.7,
    "not worth anything": 0.75,
    "without rights or value": 0.65,
    "shut out": 0.7,
    "sent away": 0.7,
    "cursed": 0.8,
    "holy words defiled": 0.6,
    "slur": 0.8,
    "you are bad": 0.75,
    "you are rather bad": 0.55,
    "you, insulted": 0.8,
    "name is bad": 0.65,
    "you are threatened": 0.6,
    "somebody pointed at": 0.6,
    "insult before a name": 0.65,
    "strong insult": 0.55,
    "insult phrase": 0.65,
    "insult called out": 0.6,
    "others are bad": 0.6,
    "they are bad": 0.55,
    "vermin like you": 0.8,
    "triple parentheses": 0.9,
    "coded name": 0.75,
    "coded phrase": 0.65,
    "nation mocked": 0.5,
    "coined vermin": 0.7,
    "coined insult": 0.65,
    "scorn beside a group": 0.3,
}
ANY_CONDUCT = {
    "insult of person": 2.0,
    "insult of none": 1.2,
    "insult of other": 1.2,
    "hate of group": 1.2,
    "dehumanising of group": 1.2,
    "dehumanising of other": 1.2,
}
JUDGED_LABELS = {
    "hostile": {
        **ANY_CONDUCT,
        "abuse": 2,
        "profanity": 1,
        "violence": 0.6,
        "address": 0.7,
        "you verdict": 0.8,
        "exclaims": 0.5,
        "shouts": 0.4,
        "curt": 0.5,
        "wave away": 0.5,
        "conceding": -0.8,
        "report": -0.5,
        "camps": 0.3,
        "short": 0.3,
    },
    "insulting": {
        **ANY_CONDUCT,
        "abuse": 2.5,
        "profanity": 0.7,
        "address": 0.6,
        "you verdict": 1,
        "exclaims": 0.4,
        "mockery": 0.4,
        "conceding": -0.7,
        "report": -0.5,
        "camps": 0.4,
        "short": 0.4,
        "curt": 0.4,
    },
    "condescending": {
        "lecture": 2,
        "address": 1.5,
        "you verdict": 1.2,
        "asks": 0.7,
        "abuse": 0.7,
        "mockery": 0.7,
        "insult of person": 0.8,
        "conceding": -0.5,
        "report": -0.4,
        "first person": -0.3,
        "exclaims": 0.2,
        "opens by addressing": 0.3,
        "short": 0.4,
    },
    "dismissive": {
        "wave away": 2,
        "address": 0.8,
        "you verdict": 0.8,
        "lecture": 0.6,
        "abuse": 0.8,
        "mockery": 0.4,
        "short": 1.2,
        "curt": 0.5,
        "asks": 0.2,
        "exclaims": 0.3,
        "conceding": -0.6,
        "report": -0.4,
        "insult of person": 0.6,
    },
    "generalising": {
        "all of them": 1.5,
        "camps": 2,
        "insult of other": 1.5,
        "hate of group": 1.5,
        "dehumanising of group": 1,
        "abuse": 0.8,
        "conceding": -0.4,
        "report": -0.4,
        "mockery": 0.2,
    },
    "unfairly_generalising": {
        "all of them": 1.5,
        "camps": 2,
        "insult of other": 1.5,
        "hate of group": 1.5,
        "dehumanising of group": 1,
        "abuse": 1,
        "conceding": -0.5,
        "report": -0.5,
        "mockery": 0.2,
    },
    "sarcastic": {
        "mockery": 2,
        "scare quotes": 0.8,
        "trails off": 0.7,
        "exclaims": 0.6,
        "asks": 0.6,
        "smiles": 0.8,
        "opens by addressing": 0.7,
        "short": 0.8,
        "abuse": 0.3,
        "conceding": -0.3,
        "report": -0.4,
        "address": 0.3,
    },
    "unhealthy": {
        **ANY_CONDUCT,
        "abuse": 1.8,
        "profanity": 0.6,
        "address": 0.8,
        "you verdict": 0.9,
        "wave away": 0.8,
        "lecture": 0.5,
        "mockery": 0.6,
        "camps": 0.4,
        "exclaims": 0.4,
        "short": 0.6,
        "curt": 0.4,
        "conceding": -0.7,
        "report": -0.6,
        "asks": 0.3,
    },
}
INTERCEPT = -3.0
JUDGED_THRESHOLD = 0.25
"""Where a label of UCC is flagged: with the intercept, about what one clear mark and two faint ones make."""
FITTED = {
    "hateful": {
        "one": -3.0,
        "hate of group": 6.5,
        "dehumanising of group": 6.0,
        "hate of beside": 3.0,
        "insult of person": 1.2,
        "insult of none": 1.0,
        "insult of other": 1.2,
        "dehumanising of other": 1.2,
        "profanity": 0.6,
        "abuse": 0.6,
        "violence": 0.6,
        "camps": 0.8,
        "address": 0.3,
        "excused": -1.0,
    },
    "dehumanising": {
        "one": -3.0,
        "dehumanising of group": 6.5,
        "dehumanising of other": 2.0,
        "hate of group": 1.0,
        "abuse": 0.3,
        "excused": -1.0,
    },
}
"""What was judged of the labels that are fitted: the weights the fit starts from and is drawn to."""
NEGATIVE = "excused"
"""The feature that speaks against a label: words quoted, denied or reported."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its labels; `template` is the sentence without the group it is about."""

    text: str
    labels: dict[str, int]
    template: str
    group: str


def hatecheck(path: Path) -> list[Row]:
    """Return HateCheck's rows."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Row(r["text"], r["labels"], r["group"] + " " + TARGETS.sub("_", r["text"]), r["group"]) for r in rows]


def own_sentences(path: Path) -> list[Row]:
    """Return our own sentences that are fitted, each with each group's names."""
    raw = json.loads(path.read_text("utf-8"))
    rows = []
    for entry in raw["sentences"]:
        if entry["round"] > ROUNDS_FITTED:
            continue
        labels = {"hateful": entry["hateful"], "dehumanising": entry["dehumanising"]}
        for template in entry["texts"]:
            for several, single, adjective in raw["groups"] if "{" in template else raw["groups"][:1]:
                names = {"groups": several, "Groups": several[0].upper() + several[1:], "group": single}
                text = template.format(**names, adj=adjective).replace(" a i", " an i")
                rows.append(Row(text, labels, template, "own: " + entry["frame"]))
    return rows


def rule_confidences(rows: Iterable[Row]) -> dict[str, float]:
    """Return each rule's confidence: how often it is right of hate, a template counting once, drawn to JUDGED_RULES."""
    kinds = {rule.name: rule.kind for rule in rules()} | {"slur": "hate"}
    right: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for name in {e.rule for e in found(row.text) if e.excuse is None}:
            if kinds.get(name, "insult") != "insult" and not name.startswith("others"):
                right[name][row.template].append(row.labels["hateful"])
    confidences = dict(JUDGED_RULES)
    for name, templates in right.items():
        hits = sum(sum(each) / len(each) for each in templates.values())
        made = (JUDGED_RULES[name] * PRIOR + hits) / (PRIOR + len(templates))
        confidences[name] = round(min(SUREST, made), 2)
    return confidences


def features_of(text: str, confidences: dict[str, float]) -> dict[str, float]:
    """Return the features of a comment, as `onrecord.recognition.conduct.features` does with the shipped weights."""
    values = tone(text, lowered(text))
    for e in found(text):
        name = f"{e.kind} of {e.target}" if e.excuse is None else NEGATIVE
        worth = confidences[e.rule] if e.excuse is None else EXCUSED
        values[name] = max(values.get(name, 0.0), worth)
    return values


Array = NDArray[np.float64]


def fit(values: Array, truth: Array, weight: Array, judged: Array) -> Array:
    """Return the logistic weights, drawn to `judged` and each kept to its sign there."""
    found_weights = judged.copy()
    signs = np.sign(judged)
    step = 4.0 / max(1.0, float((values**2).sum(axis=1).max()))
    for _ in range(4000):
        error = 1 / (1 + np.exp(-values @ found_weights)) - truth
        slope = values.T @ (error * weight) / weight.sum() + RIDGE * (found_weights - judged)
        found_weights -= step * slope
        found_weights = np.where(signs * found_weights < 0, 0.0, found_weights)
    return found_weights


def label_weights(rows: Sequence[Row], label: str, confidences: dict[str, float]) -> dict[str, float]:
    """Return the fitted weights of a label, every template of equal weight."""
    judged = [row for row in rows if label in row.labels]
    names = tuple(FITTED[label])
    per_template: dict[str, int] = defaultdict(int)
    for row in judged:
        per_template[row.template] += 1
    each = [features_of(row.text, confidences) for row in judged]
    values = np.array([[by.get(name, 0.0) for name in names] for by in each])
    truth = np.array([float(row.labels[label]) for row in judged])
    weight = np.array([1 / per_template[row.template] for row in judged])
    made = fit(values, truth, weight, np.array(list(FITTED[label].values())))
    return {name: round(float(w), 2) for name, w in zip(names, made, strict=True) if abs(w) >= 0.005}


def fitted(rows: Sequence[Row]) -> Weights:
    """Return all weights, fitted and judged."""
    confidences = rule_confidences(rows)
    labels = {label: label_weights(rows, label, confidences) for label in FITTED}
    labels |= {label: {"one": INTERCEPT, **by} for label, by in JUDGED_LABELS.items()}
    return Weights(confidences, labels, {label: 0.5 if label in FITTED else JUDGED_THRESHOLD for label in labels})


def flagged(row: Row, label: str, made: Weights) -> bool:
    """Return whether the weights flag the row with the label."""
    by = features_of(row.text, made.rules)
    return sum(w * by.get(name, 0.0) for name, w in made.labels[label].items()) >= 0


def cross_validate(rows: Sequence[Row], held: str, folds: int) -> None:
    """Print how often rows of held-out templates, or of held-out functional tests, are flagged rightly."""
    places = {key: at % folds for at, key in enumerate(sorted({getattr(row, held) for row in rows}))}
    right: dict[str, list[bool]] = defaultdict(list)
    for fold in range(folds):
        made = fitted([row for row in rows if places[getattr(row, held)] != fold])
        for row in rows:
            if places[getattr(row, held)] == fold:
                for label in FITTED:
                    if label in row.labels:
                        right[label].append(flagged(row, label, made) == bool(row.labels[label]))
    for label, each in right.items():
        print(f"held out by {held}, {folds} folds: {label} right in {sum(each) / len(each):.4f} of {len(each)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hatecheck", type=Path)
    parser.add_argument("--no-folds", action="store_true", help="skip the cross-validation")
    options = parser.parse_args()
    rows = hatecheck(options.hatecheck) + own_sentences(HERE / "conduct_sentences.json")
    if not options.no_folds:
        cross_validate(rows, "template", 5)
        cross_validate(rows, "group", 5)
    made = fitted(rows)
    note = "Written by training/conduct.py: rules and the labels hateful and dehumanising fitted, the others judged."
    raw = {"note": note, "rules": made.rules, "labels": made.labels, "thresholds": made.thresholds}
    OUT.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
