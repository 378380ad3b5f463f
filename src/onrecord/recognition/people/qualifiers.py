"""Words that limit an attribution: conditions, anonymity, "could not be verified", distance, hedges.

The words are in `data/qualifiers.txt`. Conditions, distance and hedges are sought in what is said and in the cue,
anonymity and "unverified" in the whole sentence of the source and cue.
"""

from __future__ import annotations

import re
from typing import cast

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.phrases import Hit, hits
from onrecord.recognition.people.words import Words
from onrecord.terms import Attribution, Qualifier, QualifierKind, Span

_SCARE = re.compile(r"[“\"‘]([^“”\"‘’\n]{2,40})[”\"’]")
_SPEECH = re.compile(
    r"\b(?:I|we|you|he|she|it|they|is|are|was|were|will|would|has|have|had|do|does|did|not)\b|[,.!?]", re.IGNORECASE
)
_CLAUSE_ENDS = frozenset(',;:.!?”"')
_NO_CONDITION = frozenset(
    "ask asks asked asking wonder wonders wondered wondering sure see know knows knew even as".split()
)
_IN_SENTENCE = frozenset(("anonymity", "unverified"))
_IN_CONTENT = frozenset(("distance", "hedge", "unverified"))


def find_qualifiers(words: Words, one: Attribution) -> tuple[Qualifier, ...]:
    """Return the words that limit an attribution, in order of the page."""
    found: set[tuple[Span, str]] = set()
    for span in one.content:
        numbers = words.inside(span)
        _in_content(words, numbers, hits(words, numbers, "qualifiers"), one, found)
    for span in one.cue:
        for hit in hits(words, words.inside(span), "qualifiers"):
            if hit.label in ("distance", "hedge"):
                found.add((words.span(hit.first, hit.after), hit.label))
    for sentence in {words.sentence_of(part.start) for part in (*one.source, *one.cue)}:
        for hit in hits(words, words.sentence_words(sentence), "qualifiers"):
            if hit.label in _IN_SENTENCE:
                found.add((words.span(hit.first, hit.after), hit.label))
    kept = [
        (span, kind)
        for span, kind in found
        if not any(kind == other and span != wide and wide.holds(span) for wide, other in found)
    ]
    return tuple(Qualifier(kind=cast(QualifierKind, kind), span=span) for span, kind in sorted(kept))


def _in_content(words: Words, numbers: range, told: list[Hit], one: Attribution, found: set[tuple[Span, str]]) -> None:
    asks = any(words.low[n].startswith("ask") for span in one.cue for n in words.inside(span))
    future = min((hit.first for hit in told if hit.label == "future"), default=None)
    for hit in told:
        if hit.label in _IN_CONTENT and words.at(hit.first) != "May":
            found.add((words.span(hit.first, hit.after), hit.label))
        elif hit.label == "condition":
            if words.low[hit.first] == "if" and (
                words.lower(hit.first - 1) in _NO_CONDITION or (asks and hit.first == numbers.start)
            ):
                continue
            found.add((words.span(hit.first, _clause_end(words, hit.first, numbers.stop)), "condition"))
        elif (
            hit.label == "condition after a promise"
            and one.form == "indirect"
            and future is not None
            and future < hit.first
        ):
            after = _clause_end(words, hit.first, numbers.stop)
            if any(_verb(word) for word in words.low[hit.after : after]):
                found.add((words.span(hit.first, after), "condition"))
    if one.form != "direct" and len(numbers):
        for match in _SCARE.finditer(words.text, words.starts[numbers[0]], words.ends[numbers[-1]]):
            inside = match.group(1)
            if one.form == "mixed" and not _many(inside):
                continue  # what was quoted
            if len(inside.split()) <= 4 and not _SPEECH.search(inside) and not inside.istitle():
                found.add((Span(*match.span()), "distance"))


def _many(word: str) -> bool:
    """Whether marks stand around no more than a word for people: “rebels” is no quotation."""
    noun = lexicon.nouns().get(word)
    return noun is not None and noun.many


def _verb(word: str) -> bool:
    return word in ("is", "are", "was", "were", "has", "have", "had", "been") or word.endswith("ed")


def _clause_end(words: Words, first: int, stop: int) -> int:
    """Return the number of the word behind the clause that begins at word `first`."""
    for number in range(first + 1, stop):
        if words.low[number] in _CLAUSE_ENDS:
            return number
    return stop
