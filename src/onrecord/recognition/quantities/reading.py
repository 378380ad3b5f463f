"""Numbers with what they count: "at least 8 people", "£1.2bn", "two to three weeks", "dozens of soldiers".

What is found and what is left out stands in docs/times.md; the words are in words.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.recognition.quantities import patterns
from onrecord.recognition.quantities.amounts import bound_behind, bounds_before, holder, lasts_over, read_amount
from onrecord.recognition.quantities.nouns import counted_noun, elided_unit, is_count
from onrecord.recognition.quantities.words import table
from onrecord.recognition.times.scan import find_times
from onrecord.terms import READ_KINDS, Attribution, Page, Quantity, Span, TimeExpression

LENGTH = re.compile(r"\b(?:ago|earlier|later|before|after|from now)$")
"""At the end of a time these leave a length in it, which is a quantity: "18 years ago"."""
ITEMS = re.compile(r"\d\s?$|\b(?:two|three|four|five|test|box|season|final)\s$")
"""Before "scores" these make it no number."""
FEW = {"hundred": 200.0, "thousand": 2000.0, "million": 2e6, "dozen": 24.0}
"""At least so many are "a few hundred" and "several thousand"."""


def find_quantities(
    text: str, passages: Sequence[Span], *, times: Sequence[TimeExpression] | None = None
) -> list[Quantity]:
    """Return the quantities of `text` inside `passages`, in order, without overlap.

    Years, days, clock times, ordinals, scores and numbers that name something ("Boeing 747") are none. `times` are the
    time expressions of the same passages where they are known already; else they are sought.
    """
    found = find_times(text, passages, None) if times is None else times
    dates = [
        time.span
        for time in found
        if time.type in ("DATE", "TIME") and not LENGTH.search(text, time.span.start, time.span.end)
    ]
    dates.sort()
    starts = [span.start for span in dates]
    out: list[Quantity] = []
    for passage in passages:
        taken = dates[max(0, bisect_left(starts, passage.start) - 1) : bisect_left(starts, passage.end)]
        for one in _in_passage(text, passage, taken):
            if not out or one.span.start >= out[-1].span.end:
                out.append(one)
    return out


def _in_passage(text: str, passage: Span, dates: Sequence[Span]) -> Iterator[Quantity]:
    """Yield the quantities of one passage; `dates` are the days and years in it, whose figures count nothing."""
    place = passage.start
    number, vague = patterns.number(), patterns.vague()
    for opening in patterns.opening().finditer(text, passage.start, passage.end):
        start = opening.start()
        if start < place:
            continue
        found = vague.match(text, start, passage.end)
        if found is not None:
            quantity = _vague_quantity(text, found, passage)
            place = found.end()
        else:
            found = number.match(text, start, passage.end)
            if found is None:
                continue
            inside = holder(dates, found.start("a"))
            if inside is not None:
                place = max(inside.end, found.end("a"))
                continue
            quantity, place = _quantity(text, found, passage, dates)
        if quantity is not None:
            yield quantity
            place = max(place, quantity.span.end)


def _vague_quantity(text: str, found: re.Match[str], passage: Span) -> Quantity | None:
    """Return what "dozens of soldiers" and "several thousand" count, open at the top."""
    if found["few"]:
        low = FEW[found["power"].lower()]
    else:
        low = float(table("vague")[re.sub(r"\s+", " ", found["vague"].lower())])
        before = text[max(passage.start, found.start() - 16) : found.start()].lower()
        if found["vague"].lower() in ("scores", "tens") and not text[found.end() : found.end() + 4].startswith(" of "):
            return None
        if ITEMS.search(before):
            return None
    start, _ = bounds_before(text, found.start(), passage)
    end, unit = counted_noun(text, found.end(), passage, of=True)
    if unit is None and patterns.KILLS.search(text[max(passage.start, start - 40) : start]):
        unit = "people"
    unit = unit or patterns.BARE
    return Quantity(span=Span(start, end), low=low, high=None, unit=unit)


def _quantity(text: str, found: re.Match[str], passage: Span, dates: Sequence[Span]) -> tuple[Quantity | None, int]:
    """Return the quantity that a number begins, or None where it is none, and where to go on."""
    nothing = None, found.end("a")
    amount = read_amount(text, found, dates)
    if amount is None:
        return nothing
    start, kind = bounds_before(text, amount.start, passage)
    end, behind = bound_behind(text, amount.end, passage)
    unit = amount.unit
    part = patterns.part().match(text, amount.end, passage.end)
    if part and unit is None:
        share = round(100 * amount.low / table("parts")[(part["joined"] or part["of"]).lower()], 1)
        low, high = _open(share, share, kind)
        return Quantity(span=Span(start, part.end()), low=low, high=high, unit="%"), part.end()
    if unit is None:
        end, unit = counted_noun(
            text, end, passage, single=found["a"].lower() == "one" and amount.high == 1 and not behind
        )
    elif unit != "%":
        worded = patterns.currency().match(text, end, passage.end)
        end = worded.end() if worded else end
    if behind is None:
        end, behind = bound_behind(text, end, passage)
    kind = behind or kind
    unit = unit or elided_unit(text, amount, kind, passage)
    if unit is None or not is_count(text, found["a"], amount, unit, passage):
        return nothing
    if kind == "low" and unit in patterns.TIME_UNITS and lasts_over(text, start, passage):
        kind = "about"
    low, high = _open(amount.low, amount.high, kind)
    return Quantity(span=Span(start, end), low=low, high=high, unit=unit), max(end, found.end("a"))


def _open(low: float, high: float, kind: str) -> tuple[float | None, float | None]:
    """Return both ends, one of them open where the words bind the other; a range has both."""
    if low != high or kind == "about":
        return low, high
    return (low, None) if kind == "low" else (None, high)


def read_quantities(
    page: Page, attributions: Sequence[Attribution], *, times: Sequence[TimeExpression] | None = None
) -> tuple[Quantity, ...]:
    """Return the quantities of the article and its comments, each with the innermost attribution it stands in."""
    spans = [block.span for block in page.blocks_of(READ_KINDS | {"comment"})]
    covered = set(spans)
    spans += [c.span for c in page.comments if c.span is not None and not any(c.span.holds(s) for s in covered)]
    out = []
    for one in find_quantities(page.text, sorted(spans), times=times):
        holders = [
            (sum(piece.length for piece in a.content), a.id)
            for a in attributions
            if a.content and a.content[0].start < one.span.end and one.span.start < a.content[-1].end
            if any(piece.shared(one.span) * 2 > one.span.length for piece in a.content)
        ]
        owner = min(holders)[1] if holders else None
        out.append(Quantity(span=one.span, low=one.low, high=one.high, unit=one.unit, attribution=owner))
    return tuple(out)
