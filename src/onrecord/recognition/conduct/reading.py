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

from onrecord.recognition.conduct.coined import coinages
from onrecord.recognition.conduct.rules import Evidence, evidence, read_sentence
from onrecord.recognition.conduct.tone import tone
from onrecord.recognition.conduct.words import lexicon, split
from onrecord.terms import Conduct, Span

LEAST = 0.5
"""Evidence below this confidence is not shown as conduct."""
HIDDEN = re.compile(r"[^\W\d_][0-9@$*!|]+[^\W_]|[^\W\d_]{2}[0-9$]|(?<!\w)[^\W\d_](?: [^\W\d_]){2}(?!\w)")
"""Letters that may be hidden behind digits and signs, or spaced out."""
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
QUOTES = re.compile(
    r"“[^“”\n]{1,600}”|\"[^\"\n]{1,600}\"|«[^«»\n]{1,600}»|„[^„“”\n]{1,600}[“”]|‘[^‘\n]{1,300}?’(?!\w)"
    r"|(?<![\w'])'[^'\n]{3,300}'(?!\w)|^[ \t]*>[^\n]*",
    re.MULTILINE,
)
WORD = re.compile(r"[^\W_]+")
WORDS_OF_A_SENTENCE = 3
SHORT_QUOTE = 60
"""Quotations of fewer than three words, looked for in so many code points, are the writer's own marks of scorn."""
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
    raw = json.loads((files("onrecord.recognition.conduct") / "weights.json").read_text("utf-8"))
    return Weights(raw["rules"], raw["labels"], raw["thresholds"])


def lowered(text: str) -> str:
    """Return the text in lower case, of the same length: a letter that would become two stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def found(text: str, quoted: Sequence[Span] = ()) -> list[Evidence]:
    """Return all evidence in a comment, that which is excused too; `quoted` as in `read_conduct`, in `text`."""
    low, words = lowered(text), lexicon()
    evidences: list[Evidence] = []
    hidden = HIDDEN.search(low) is not None
    group_before = False
    for match in SENTENCE.finditer(low):
        plain = WORD.findall(match[0])
        grouped = not words.groups.isdisjoint(plain)
        shown = not words.alone.isdisjoint(plain) or (
            (grouped or group_before) and not words.of_a_group.isdisjoint(plain)
        )
        if not shown and not (hidden and HIDDEN.search(match[0])):
            group_before = grouped
            continue
        parts = split(text, low, match.start(), match.end(), words)
        if parts:
            tokens, group_before = read_sentence(text, parts, before=group_before)
            evidences += evidence(text, tokens, question=match[0].endswith("?"))
    evidences += coinages(text, low)
    return excused(text, evidences, quoted) if evidences else evidences


def excused(text: str, evidences: list[Evidence], quoted: Sequence[Span]) -> list[Evidence]:
    """Return the evidence, marked "quoted" where its words are ones that the comment quotes.

    Evidence that only begins or ends in a quotation was joined from a sentence quoted and one about it ("..." is vile);
    but a word or two in quotation marks are the writer's own ("you 'people' are scum").
    """
    marks = sorted([Span(*m.span()) for m in QUOTES.finditer(text)] + list(quoted))
    joined: list[Span] = []
    for mark in marks:
        if joined and mark.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, mark.end))
        else:
            joined.append(mark)
    starts = [mark.start for mark in joined]

    def is_quoted(e: Evidence) -> bool:
        for end in {e.span.start, e.span.end - 1}:
            at = bisect_right(starts, end) - 1
            if at >= 0 and joined[at].shared(e.span):
                mark = joined[at]
                if mark.holds(e.span):
                    return True
                if len(WORD.findall(mark.of(text)[:SHORT_QUOTE])) >= WORDS_OF_A_SENTENCE:
                    return True
        return False

    return [replace(e, excuse=e.excuse or "quoted") if is_quoted(e) else e for e in evidences] if joined else evidences


def read_conduct(text: str, span: Span, *, quoted: Sequence[Span] = ()) -> tuple[Conduct, ...]:
    """Return the words of the comment at `span` that insult, hate or dehumanise, in order and disjoint.

    Spans are in `text`. `quoted`: words that the comment takes from others, besides those in quotation marks; they,
    and words reported to condemn or deny them, are not flagged. Where evidence overlaps, the surer one is kept, in
    its longest form.
    """
    rules = weights().rules
    inside = [Span(max(0, q.start - span.start), q.end - span.start) for q in quoted if q.shared(span)]
    sure = [
        (rules[e.rule], replace(e, span=e.span.shifted(span.start)))
        for e in found(span.of(text), inside)
        if e.excuse is None and rules[e.rule] >= LEAST
    ]
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
    for e in found(text):
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
