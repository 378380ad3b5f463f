"""Words that limit an attribution: conditions, anonymity, "could not be verified", distance, hedges.

The words are in `data/qualifiers.txt`. Conditions, distance and hedges are sought in what is said and in the cue,
anonymity and "unverified" in the whole sentence of the source and cue.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.recognition import lexicon
from onrecord.recognition.words import Words
from onrecord.terms import Attribution, Qualifier, QualifierKind, Span

_SCARE = re.compile(r"[“\"‘]([^“”\"‘’\n]{2,40})[”\"’]")
_CLAUSE_END = re.compile(r"[,;:.!?](?=\s|$|[”\"’])|\n")
_SPEECH = re.compile(r"\b(?:I|we|you|he|she|it|they|is|are|was|were|will|would|has|have|had|do|does|did|not)\b|[,.!?]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[A-Z“\"])|\n")


@cache
def _pattern(section: str) -> re.Pattern[str]:
    made = []
    for phrase in lexicon.phrases("qualifiers", section):
        text = re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\*", r"\S+(?:\s+\S+)?").replace("'", "['’]")
        left = r"(?<![\w-])" if phrase[0].isalnum() else ""
        made.append(left + text + r"(?![\w-])")
    return re.compile("|".join(made), re.IGNORECASE)


def find_qualifiers(words: Words, one: Attribution) -> tuple[Qualifier, ...]:
    """Return the words that limit an attribution, in order of the page."""
    text = words.text
    found: set[tuple[Span, QualifierKind]] = set()
    for span in one.content:
        _in_content(text, span, one, found)
    for span in (*one.cue, *one.source):
        for kind in ("distance", "hedge"):
            for match in _pattern(kind).finditer(text, span.start, span.end):
                if kind != "hedge" or span in one.cue:
                    found.add((Span(*match.span()), kind))
    for span in {_sentence(text, part) for part in (*one.source, *one.cue)}:
        for kind in ("anonymity", "unverified"):
            for match in _pattern(kind).finditer(text, span.start, span.end):
                found.add((Span(*match.span()), kind))
    return tuple(Qualifier(kind=kind, span=span) for span, kind in sorted(found))


def _in_content(text: str, span: Span, one: Attribution, found: set[tuple[Span, QualifierKind]]) -> None:
    start, end = span
    for match in _pattern("condition").finditer(text, start, end):
        if match.group().lower() == "if" and re.search(r"(?:ask\w*|wonder\w*|whether|sure|see|know|even|as)\s+$", text[max(0, match.start() - 12) : match.start()]):
            continue
        if match.start() == start and match.group().lower() == "if" and "ask" in _cue(text, one):
            continue
        found.add((_clause(text, match.start(), end), "condition"))
    future = _pattern("future").search(text, start, end)
    if future is not None and one.form == "indirect":
        for match in _pattern("condition after a promise").finditer(text, future.end(), end):
            clause = _clause(text, match.start(), end)
            if re.search(r"\b(?:is|are|was|were|has|have|had|been|\w{3,}(?:ed|s))\b", text[match.end() : clause.end]):
                found.add((clause, "condition"))
    for kind in ("distance", "hedge"):
        for match in _pattern(kind).finditer(text, start, end):
            if match.group() != "May":
                found.add((Span(*match.span()), kind))
    for match in _pattern("unverified").finditer(text, start, end):
        found.add((Span(*match.span()), "unverified"))
    if one.form == "indirect":
        for match in _SCARE.finditer(text, start, end):
            inside = match.group(1)
            if len(inside.split()) <= 4 and not _SPEECH.search(inside) and not inside.istitle():
                found.add((Span(*match.span()), "distance"))


def _cue(text: str, one: Attribution) -> str:
    return " ".join(text[s.start : s.end] for s in one.cue).lower()


def _clause(text: str, start: int, end: int) -> Span:
    stop = _CLAUSE_END.search(text, start, end)
    clause = Span(start, stop.start() if stop else end).trimmed(text)
    return clause if clause is not None else Span(start, end)


def _sentence(text: str, part: Span) -> Span:
    """Return the sentence around a source or cue, told by full stops and line breaks alone."""
    start = max(0, part.start - 400)
    for match in _SENTENCE_END.finditer(text, start, part.start):
        start = match.end()
    stop = _SENTENCE_END.search(text, part.end, min(len(text), part.end + 400))
    return Span(start, stop.start() + 1 if stop else min(len(text), part.end + 400))
