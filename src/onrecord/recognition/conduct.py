"""Conduct of readers: words in a comment that insult, hate or dehumanise, each with its span and a confidence.

Flagged, never removed, and a mark on words, not on the person. How it works, and where it fails: `docs/conduct.md`.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from onrecord.recognition.conduct_coined import coinages
from onrecord.recognition.conduct_rules import Evidence, evidence, read_sentence
from onrecord.recognition.conduct_tone import tone
from onrecord.recognition.conduct_words import lexicon, split
from onrecord.terms import Conduct, Span

LEAST = 0.5
"""Evidence below this confidence is not shown as conduct."""
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
QUOTES = re.compile(
    r"“[^“”\n]{1,600}”|\"[^\"\n]{1,600}\"|«[^«»\n]{1,600}»|„[^„“”\n]{1,600}[“”]|‘[^‘\n]{1,300}?’(?!\w)"
    r"|(?<![\w'])'[^'\n]{3,300}'(?!\w)|^[ \t]*>[^\n]*",
    re.MULTILINE,
)
WORD = re.compile(r"[^\W_]+")
EXCUSED = 0.15
"""What excused evidence still adds to a score, for ranking only: it never makes a flag."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`rules`: the confidence of each rule. `labels`: for each label its weights by feature, and what makes a flag."""

    rules: dict[str, float]
    labels: dict[str, dict[str, float]]
    thresholds: dict[str, float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that `training/conduct.py` wrote."""
    raw = json.loads((files("onrecord.recognition") / "data" / "conduct_weights.json").read_text("utf-8"))
    return Weights(raw["rules"], raw["labels"], raw["thresholds"])


def lowered(text: str) -> str:
    """Return the text in lower case, of the same length: a letter that would become two stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def found(text: str, span: Span, quoted: Sequence[Span] = ()) -> list[Evidence]:
    """Return all evidence in `text` within `span`, that which is excused too."""
    low, words = lowered(text), lexicon()
    evidences: list[Evidence] = []
    group_before = False
    for match in SENTENCE.finditer(low, *span):
        plain = WORD.findall(match[0])
        grouped = not words.groups.isdisjoint(plain)
        if (
            words.alone.isdisjoint(plain)
            and (words.of_a_group.isdisjoint(plain) or not (grouped or group_before))
            and not hidden(match[0])
        ):
            group_before = grouped
            continue
        parts = split(text, low, match.start(), match.end(), words)
        if not parts:
            continue
        tokens, named = read_sentence(text, parts, before=group_before)
        evidences += evidence(text, tokens, question=match[0].endswith("?"))
        group_before = named
    evidences += coinages(text, low, span)
    return excused(text, span, evidences, quoted) if evidences else evidences


HIDDEN = re.compile(r"[^\W\d_][0-9@$*!|]+[^\W_]|[^\W\d_]{2}[0-9$]|(?<!\w)[^\W\d_](?: [^\W\d_]){2}(?!\w)")


def hidden(low: str) -> bool:
    """Return whether letters may be hidden behind digits, signs or spaces."""
    return HIDDEN.search(low) is not None


def excused(text: str, span: Span, evidences: list[Evidence], quoted: Sequence[Span]) -> list[Evidence]:
    """Return the evidence, marked "quoted" where it lies wholly in words that the comment quotes."""
    marks = sorted([Span(*m.span()) for m in QUOTES.finditer(text, *span)] + list(quoted))
    if not marks:
        return evidences
    joined = [marks[0]]
    for mark in marks[1:]:
        if mark.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, mark.end))
        else:
            joined.append(mark)
    starts = [mark.start for mark in joined]
    return [
        replace(e, excuse=e.excuse or "quoted")
        if (at := bisect_right(starts, e.span.start)) and joined[at - 1].holds(e.span)
        else e
        for e in evidences
    ]


def read_conduct(text: str, span: Span, *, quoted: Sequence[Span] = ()) -> tuple[Conduct, ...]:
    """Return the words of the comment at `span` that insult, hate or dehumanise, in order and disjoint.

    Spans are in `text`. `quoted`: words that the comment takes from others, besides those in quotation marks; they,
    and words reported to condemn or deny them, are not flagged. Where evidence overlaps, the surer one is kept, in
    its longest form.
    """
    rules = weights().rules
    sure = [(rules[e.rule], e) for e in found(text, span, quoted) if e.excuse is None and rules[e.rule] >= LEAST]
    kept: list[tuple[Span, Conduct]] = []
    for confidence, e in sorted(sure, key=lambda item: (-item[0], -item[1].span.length, item[1].span)):
        at = bisect_right(kept, e.span, key=lambda item: item[0])
        if not any(e.span.shared(other) for other, _ in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, (e.span, Conduct(kind=e.kind, span=e.span, confidence=confidence)))
    return tuple(conduct for _, conduct in kept)


def features(text: str) -> dict[str, float]:
    """Return the named features of a comment: the surest evidence of each kind and target, and its tone."""
    rules = weights().rules
    values = tone(text, lowered(text))
    for e in found(text, Span(0, len(text))):
        name = f"{e.kind} of {e.target}"
        if e.excuse is not None:
            name, worth = "excused", EXCUSED
        else:
            worth = rules[e.rule]
        values[name] = max(values.get(name, 0.0), worth)
    return values


def scores(text: str) -> dict[str, float]:
    """Return a score from 0 to 1 for each label of the conduct corpora. To rank by: see `flags` for yes or no."""
    values = features(text)
    return {
        label: 1.0 / (1.0 + math.exp(-sum(w * values.get(name, 0.0) for name, w in by.items())))
        for label, by in weights().labels.items()
    }


def flags(text: str) -> dict[str, bool]:
    """Return for each label of the conduct corpora whether the comment is flagged with it."""
    thresholds = weights().thresholds
    return {label: score >= thresholds[label] for label, score in scores(text).items()}
