"""Time expressions with their TIMEX3 values: "last Tuesday", read against the day of the page.

`find_times` is the grammar over any text; `read_times` reads a page. What is found and how values are written stands in
docs/times.md; the words are in words.toml, the patterns in grammar.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from onrecord.recognition.times.dates import near_month
from onrecord.recognition.times.grammar import FIGURES, MISSPELT, Rule, rules, rules_before
from onrecord.recognition.times.scene import Reading, Scene
from onrecord.terms import Span, TimeExpression

OPENING = re.compile(r"(?<![\w$£€#@.,/])(?:[A-Za-z]+|\d+|['’‘](?=\d0))")
BEHIND_IT = re.compile(r" ([A-Za-z]+)")
INSIDE_WORD = re.compile(r"[\w@]")


def find_times(
    text: str, passages: Sequence[Span], anchor: date | datetime | None, *, vague: bool = False
) -> list[TimeExpression]:
    """Return the time expressions of `text` inside `passages`, in order, without overlap.

    `anchor` is the day that "yesterday" counts from, the document's date. Without one, relative times keep what can be
    said of them: "Friday" is XXXX-WXX-5, "yesterday" PAST_REF. `vague` also finds words that TimeBank's annotators
    mostly left alone ("previously", "soon", "annual").
    """
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    if day is not None and not 1000 <= day.year <= 9000:
        day = None  # No page is of such a year, and the calendar ends near it.
    scene = Scene(text, day, vague=vague)
    table = rules()
    for passage in passages:
        scene.low, scene.high = passage
        for reading in _scan(scene, table):
            scene.note(reading)
    readings = [_with_day(scene, place) for place in range(len(scene.readings))]
    return [TimeExpression(span=Span(r.start, r.end), type=r.type, value=r.value, reason=r.reason) for r in readings]  # type: ignore[arg-type]


def _scan(scene: Scene, table: dict[str, tuple[Rule, ...]]) -> Iterator[Reading]:
    text, place, high = scene.text, scene.low, scene.high
    for found in OPENING.finditer(text, place, high):
        start = found.start()
        if start < place:
            continue  # inside the expression before
        word = found.group()
        key = word.lower() if word[0].isalpha() else FIGURES
        tried = table.get(key)
        if tried:
            behind = BEHIND_IT.match(text, found.end(), high)
            if behind:
                tried = rules_before(key, behind[1].lower())
        elif word[0].isupper() and len(word) >= 5 and near_month(word):
            tried = table[MISSPELT]
        else:
            continue
        for pattern, resolver, _ in tried:
            match = pattern.match(text, start, high)
            if match is None or (
                match.end() < high and INSIDE_WORD.match(text, match.end()) and text[match.end() - 1].isalnum()
            ):
                continue
            readings = resolver(match, scene)
            if readings:
                yield from readings
                place = max(reading.end for reading in readings)
                break


NEIGHBOURS = 6
"""How many expressions on either side of a clock time are asked for its day: all of them made long lists slow."""


BEHIND = 40
"""How far behind a clock time its day may stand: "at 10:35 a.m. (0735 GMT) Friday"."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
APART = re.compile(r"[a-z][.!?][\"”’']*\s|\n|\b(?:since|until|after|before|than)\b")
"""Between a clock time and a day, these make two times of them."""


def _with_day(scene: Scene, place: int) -> Reading:
    """Return a clock time with its day: the nearest day named in its sentence, else the anchor."""
    reading = scene.readings[place]
    if reading.type != "TIME" or not reading.value.startswith("T"):
        return reading
    best: tuple[int, str] | None = None
    for other in scene.readings[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]:
        if other is reading or other.type not in ("DATE", "TIME") or not DAY.match(other.value):
            continue
        before = other.end <= reading.start
        gap = reading.start - other.end if before else other.start - reading.end
        low, high = min(reading.end, other.end), max(reading.start, other.start)
        near = gap < (200 if before else BEHIND) and not APART.search(scene.text, low, high)
        if near and (best is None or gap < best[0]):
            best = (gap, other.value[:10])
    if best:
        return reading._replace(value=best[1] + reading.value, reason="day named beside")
    years = [
        int(r.value[:4])
        for r in scene.readings[max(0, place - NEIGHBOURS) : place]
        if r.type == "DATE" and r.value[:4].isdigit() and scene.same_sentence(r.end, reading.start)
    ]
    if scene.anchor and years and years[-1] != scene.anchor.year:
        return reading._replace(reason="no day told")
    if scene.anchor:
        return reading._replace(value=scene.anchor.isoformat() + reading.value, reason="publication date")
    return reading._replace(reason="no day to count from")
