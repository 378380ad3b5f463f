"""What a number is worth: its sign, its scale, its range, and the words that bind one end of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.recognition.numbers import read_number
from onrecord.recognition.quantities import patterns
from onrecord.recognition.quantities.words import table
from onrecord.terms import Span

BETWEEN = re.compile(r"\bbetween\s(?:\w+\s)?$", re.IGNORECASE)
FROM = re.compile(
    r"(?<!range )(?<!ranges )(?<!ranged )(?<!ranging )(?<!vary )(?<!varying )\bfrom\s(?:\w+\s)?$", re.IGNORECASE
)
"""Before "X to Y" these make two numbers of it ("fell from 5 to 3"), unless something ranges."""
LASTING = re.compile(r"\b(?:for|just|well|lasted|lasting|took|takes|spent|is|was|after|of|are|were)\s$")


class Amount(NamedTuple):
    """A number or range as written: where it stands, both ends, its unit where a sign tells it."""

    start: int
    end: int
    low: float
    high: float
    unit: str | None


def holder(spans: Sequence[Span], place: int) -> Span | None:
    """Return the one of these sorted spans that holds `place`, or None."""
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and spans[at].end > place else None


def bounds_before(text: str, start: int, passage: Span) -> tuple[int, str]:
    """Return where the words that bind a number begin, and which end they bind: "low", "high" or "about"."""
    kind = "about"
    for _ in range(3):
        place, phrase, best = start, "", None
        for _ in range(6):
            found = patterns.WORD_BEFORE.search(text, max(passage.start, place - 16), place)
            if found is None:
                break
            place = found.start()
            phrase = f"{found.group().strip().lower()} {phrase}".rstrip()
            if phrase in patterns.binding():
                best = (place, patterns.binding()[phrase])
        if best is None:
            break
        start, told = best
        kind = told if told != "about" else kind
    return start, kind


def bound_behind(text: str, end: int, passage: Span) -> tuple[int, str | None]:
    """Return where "or more" behind a number ends, and which end it binds; None where no such words stand there."""
    found = patterns.MORE.match(text, end, passage.end)
    if found is None:
        return end, None
    return found.end(), "high" if found["less"] else "low"


def lasts_over(text: str, start: int, passage: Span) -> bool:
    """Return whether "over" before a length means during it ("testified over three days"), not more than it."""
    if text[start : start + 5].lower() != "over ":
        return False
    return not LASTING.search(text, max(passage.start, start - 12), start)


def _value(written: str, scale: str | None) -> float | None:
    """Return what a number with its scale is worth: "1.2" and "bn"."""
    value = read_number(written)
    if value is None or scale is None:
        return value
    by = read_number(f"1 {scale.lower()}")
    return value * by if by else None


def _joins(found: re.Match[str], low: float, top: float, before: str) -> bool:
    """Return whether two numbers are the ends of a range: "10 to 20", "between 12 and 14", "three or four"."""
    joined = found["sep"].strip().lower()
    if found["sign2"] and not found["sign"]:
        return False
    if joined == "and":
        return bool(BETWEEN.search(before)) and low < top
    if joined == "to" and FROM.search(before):
        return False
    return low < top or bool(found["scale2"] and not found["scale"])


def read_amount(text: str, found: re.Match[str], dates: Sequence[Span]) -> Amount | None:
    """Return the number or range of a match with the unit that its sign tells, None where it is no number."""
    low = _value(found["a"], found["scale"])
    if low is None:
        return None
    sign = (found["sign"] or found["sign2"] or "").strip()
    unit: str | None = table("signs")[re.sub(r"\s+", " ", sign.lower())] if sign else None
    if sign.isalpha() and not sign.isupper() and sign.lower() != "rs":
        return None
    high, end = low, found.end("scale") if found["scale"] else found.end("a")
    top = _value(found["b"], found["scale2"]) if found["range"] else None
    before = text[max(0, found.start() - 16) : found.start()]
    if top is not None and holder(dates, found.start("b")) is None and _joins(found, low, top, before):
        if found["scale2"] and not found["scale"]:
            scaled = _value(found["a"], found["scale2"])
            low = scaled if scaled is not None and scaled <= top else low
        if low < top:
            high, end = top, found.end("scale2") if found["scale2"] else found.end("b")
    percent = patterns.PERCENT.match(text, end)
    if percent:
        unit, end = "%", percent.end()
    return Amount(found.start(), end, low, high, unit)
