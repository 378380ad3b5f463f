"""Times told from another: today, last week, two years ago, later this month, and words like "now" and "recently"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from re import Match

from onrecord.recognition.numbers import read_number
from onrecord.recognition.times.calendar import (
    day_value,
    quarter_of,
    shift_days,
    shifted_value,
    week_value,
    weekend_value,
)
from onrecord.recognition.times.scene import Reading, Scene, tense
from onrecord.recognition.times.spans import duration_value
from onrecord.recognition.times.words import table, unit_code
from onrecord.terms import Span

DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
PAPER = re.compile(r"\b(?:USA|VOA|RT|Russia|Psychology|Middle East|India)\s$")
"""Before "Today" these make a newspaper of it."""
OF = re.compile(r"\sof\b")
BACK = ("last", "past", "previous", "prior")
AHEAD = ("next", "coming", "following", "upcoming")


def day_word(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "today", "late yesterday", "tomorrow morning", "the day before yesterday"."""
    groups = found.groupdict()
    if groups["word"][0].isupper() and PAPER.search(scene.before(found.start(), 16)):
        return None
    by = DAYS[groups["word"].lower()]
    by += {"before": -1, "after": 1}.get((groups.get("beyond") or "").lower(), 0)
    part = groups.get("part")
    tail = f"T{table('parts')[part.lower()]}" if part else ""
    kind = "TIME" if tail else "DATE"
    at = shift_days(scene.anchor, by) if scene.anchor else None
    if at is None:
        if groups["word"].lower() == "today":
            return [Reading(*found.span(), "DATE", "PRESENT_REF", "no day to count from")]
        value = "PAST_REF" if by < 0 else "FUTURE_REF"
        return [Reading(*found.span(), "DATE", value, "no day to count from")]
    return [Reading(*found.span(), kind, day_value(at) + tail, "publication date")]


def unit_value(day: date, by: int, unit: str) -> str | None:
    """Return the calendar unit `by` steps from the one that holds `day`; a decade and a century by their figures."""
    if unit == "DE":
        return str(day.year // 10 + by)
    if unit == "CE":
        return str(day.year // 100 + by)
    return shifted_value(day, by, unit)


def next_unit(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "last week", "this month", "early next year", "the following year", "that day"."""
    groups = found.groupdict()
    rel = re.sub(r"\s+", " ", groups["rel"].lower())
    unit = unit_code(groups["unit"])
    the = rel.startswith("the ")
    word = rel.split()[-1]
    anchor, span = scene.anchor, Span(*found.span())
    if (
        groups["unit"][0].isupper()
        and rel != groups["rel"]
        and scene.before(span.start, 8).endswith(("“", '"', "‘", "'"))
    ):
        return None  # "This Week", the name of a programme.
    the_before = the or scene.before(span.start, 5).lower().endswith("the ")
    if word in ("last", "next") and (the_before or unit == "D") and OF.match(scene.text, span.end):
        return None  # "the last day of the convention"
    if anchor is None:
        value = "PAST_REF" if word in BACK else "FUTURE_REF" if word in AHEAD else "PRESENT_REF"
        return [Reading(*span, "DATE", value, "no day to count from")]
    if unit in ("TS", "TM", "TH"):
        return [Reading(*span, "DURATION", duration_value(1, unit), "length")] if the or word == "past" else None
    if the and word == "past" and unit == "Y" and not scene.vague:
        # TimeBank's habit, 2 of 2: a date. A record takes "the past year" for what it says, a length.
        return [Reading(*span, "DATE", f"{anchor.year - 1:04d}", "publication date")]
    if (the and word == "past") or (rel in ("the last", "the next") and unit in ("DE", "CE")):
        return [Reading(*span, "DURATION", duration_value(1, unit), "length")]
    reason, base = "publication date", anchor
    if word == "that" or rel in ("the same", "the following", "the previous", "that same", "the next"):
        named = reference(scene, unit, span.start)
        if named is None:
            if rel == "the same" or word == "that":
                return None
        else:
            base, reason = named, "time named before"
    by = -1 if word in BACK else 1 if word in AHEAD else 0
    if unit == "WE":
        return [Reading(*span, "DATE", this_weekend(scene, span, by), reason)]
    if unit == "D" and by == 0 and reason == "publication date":
        return [Reading(*span, "DATE", "PRESENT_REF" if word == "this" else day_value(base), reason)]
    named_value = unit_value(base, by, unit)
    return [Reading(*span, "DATE", named_value, reason)] if named_value else None


def this_weekend(scene: Scene, span: Span, by: int) -> str:
    """Return the weekend that "the weekend" means: the one before, unless the page is of a weekend or looks ahead."""
    anchor = scene.anchor
    assert anchor is not None
    if by:
        if by < 0 and anchor.isoweekday() >= 6:
            return weekend_value(anchor - timedelta(days=7))
        return (
            weekend_value(anchor + timedelta(days=7 * by))
            if by < 0 or anchor.isoweekday() >= 5
            else weekend_value(anchor)
        )
    if anchor.isoweekday() >= 6 or tense(scene, span) > 0:
        return weekend_value(anchor)
    return weekend_value(anchor - timedelta(days=7))


def reference(scene: Scene, unit: str, start: int) -> date | None:
    """Return the last time named that is at least as fine as `unit`, as its first day; None where none is near."""
    if unit == "D":
        return scene.day[1] if scene.day and start - scene.day[0] < 800 else None
    if (
        unit in ("M", "W", "WE")
        and scene.month
        and start - scene.month[0] < 800
        and (not scene.day or scene.month[0] > scene.day[0])
    ):
        return date(scene.month[1], scene.month[2], 1)
    if unit in ("M", "W", "WE"):
        return scene.day[1] if scene.day and start - scene.day[0] < 800 else None
    if unit == "Q":
        return (
            date(scene.quarter[1], scene.quarter[2] * 3 - 2, 1)
            if scene.quarter and start - scene.quarter[0] < 800
            else None
        )
    return date(scene.year[1], 1, 1) if scene.year and start - scene.year[0] < 1500 else None


def ago(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "two years ago", "a year earlier", "six weeks from now": as coarse as the unit."""
    groups = found.groupdict()
    which = groups["which"].lower()
    unit = unit_code(groups["unit"])
    span = Span(*found.span())
    vague = groups.get("some")
    number: float | None = read_number(groups.get("num") or "one") or 1.0
    if vague:
        number = 2.0 if "couple" in vague.lower() else None
    ahead = which in ("from now", "later", "after", "hence", "from today")
    if scene.anchor is None or number is None:
        if which in ("ago", "from now", "from today", "hence", "back"):
            return [Reading(*span, "DATE", "FUTURE_REF" if ahead else "PAST_REF", "vague")]
        return [Reading(*span, "DURATION", duration_value(number, unit), "length")]
    if which in ("earlier", "later", "after", "before"):
        return shifted_from_named(scene, span, -number if not ahead else number, unit)
    if unit == "Y" and number == 1 and not ahead and scene.quarter and span.start - scene.quarter[0] < 300:
        return [Reading(*span, "DATE", f"{scene.quarter[1] - 1:04d}-Q{scene.quarter[2]}", "quarter named before")]
    by = number if ahead else -number
    if unit in ("TH", "TM", "TS"):
        if unit == "TH" and number >= 24:
            at = shift_days(scene.anchor, by / 24)
            return [Reading(*span, "DATE", day_value(at), "publication date")] if at else None
        return [Reading(*span, "DURATION", duration_value(number, unit), "length")]
    if number != int(number):
        unit, by = ("M", by * 12) if unit == "Y" else (unit, by)
    value = shifted_value(scene.anchor, by, unit)
    return [Reading(*span, "DATE", value, "publication date")] if value else None


def shifted_from_named(scene: Scene, span: Span, by: float, unit: str) -> list[Reading]:
    """Read "a year earlier" and "two days later": from the year or quarter named before, else only as a length."""
    length = [Reading(*span, "DURATION", duration_value(abs(by), unit), "length")]
    if unit == "D" and scene.day and span.start - scene.day[0] < 250 and not scene.before(span.start, 8).strip():
        value = shifted_value(scene.day[1], by, "D")
        return [Reading(*span, "DATE", value, "day named before")] if value else length
    if unit == "Y" and by == -1:
        if scene.quarter and span.start - scene.quarter[0] < 500:
            return [Reading(*span, "DATE", f"{scene.quarter[1] - 1:04d}-Q{scene.quarter[2]}", "quarter named before")]
        near = reference(scene, unit, span.start)
        if near is None:
            near = scene.anchor
        if near is not None:
            return [Reading(*span, "DATE", f"{near.year - 1:04d}", "year named before")]
    return length


def year_ago(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "year-ago", "the year-earlier quarter": the quarter or year named before, a year back."""
    span = Span(*found.span())
    if scene.anchor is None:
        return [Reading(*span, "DATE", "PAST_REF", "no day to count from")]
    if found.groupdict().get("told_quarter"):
        return _quarter_last_year(found, scene)
    if scene.quarter:
        return [Reading(*span, "DATE", f"{scene.quarter[1] - 1:04d}-Q{scene.quarter[2]}", "quarter named before")]
    return [Reading(*span, "DATE", f"{scene.anchor.year - 1:04d}", "publication date")]


def _quarter_last_year(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "the quarter a year ago": the quarter named before, else the last that is over, a year back."""
    if scene.anchor is None:
        return None
    year, number = scene.quarter[1:] if scene.quarter else _over(scene.anchor)
    return [Reading(*found.span(), "DATE", f"{year - 1:04d}-Q{number}", "quarter named before")]


def _over(anchor: date) -> tuple[int, int]:
    """Return the last quarter that is over on a day, as its year and number."""
    year, number = quarter_of(anchor)
    return (year, number - 1) if number > 1 else (year - 1, 4)


def that_year(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "the 1988 quarter" and "the 1989 period": the quarter named before, of that year."""
    value = f"{int(found['year']):04d}" + (f"-Q{scene.quarter[2]}" if scene.quarter else "")
    return [Reading(*found.span(), "DATE", value, "quarter named before" if scene.quarter else "written in full")]


def the_before(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "the year before" and "the night before": back from the time named before, else from the anchor."""
    unit = unit_code(found["unit"]) if found["unit"] else "D"
    base = reference(scene, unit, found.start()) or scene.anchor
    value = base and unit_value(base, -1, unit)
    if not value:
        return None
    tail = f"T{table('parts')[found['part'].lower()]}" if found["part"] else ""
    return [Reading(*found.span(), "TIME" if tail else "DATE", value + tail, "time named before")]


def latest_quarter(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "the latest quarter": the one named before, unless it still lasts, else the last that is over."""
    if scene.quarter and (scene.anchor is None or scene.quarter[1:] <= _over(scene.anchor)):
        return [Reading(*found.span(), "DATE", f"{scene.quarter[1]:04d}-Q{scene.quarter[2]}", "quarter named before")]
    value = scene.anchor and unit_value(scene.anchor, -1, "Q")
    return [Reading(*found.span(), "DATE", value, "publication date")] if value else None


def earlier_in(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "later in the day", "earlier in the year": the unit that holds the publication date."""
    value = scene.anchor and unit_value(scene.anchor, 0, unit_code(found["unit"]))
    return [Reading(*found.span(), "DATE", value, "publication date")] if value else None


def year_end(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "year-end"."""
    if found["year"]:
        return [Reading(*found.span(), "DATE", found["year"], "written in full")]
    return [Reading(*found.span(), "DATE", f"{scene.anchor.year:04d}", "publication date")] if scene.anchor else None


def near_units(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "recent years", "coming weeks" and "the weeks ahead" as lengths without a number."""
    return [Reading(*found.span(), "DURATION", duration_value(None, unit_code(found["unit"])), "length")]


def vaguer(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read the words that are times only where everything vague is asked for."""
    return loose(found, scene) if scene.vague else None


def loose(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read words that mean no calendar time: "now" PRESENT_REF, "recently" PAST_REF, "soon" FUTURE_REF."""
    value = "PRESENT_REF" if found["present"] else "PAST_REF" if found["past"] else "FUTURE_REF"
    return [Reading(*found.span(), "DATE", value, "vague")]


def earlier(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a sentence's opening "Earlier," as PAST_REF."""
    if scene.before(found.start(), 4).strip():
        return None
    return [Reading(*found.span(), "DATE", "PAST_REF", "vague")]


def the_unit(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "the quarter" after a quarter, "the weekend", and "the year" at the end of "the end of the year"."""
    unit = unit_code(found["unit"])
    span, anchor = Span(*found.span()), scene.anchor
    if unit == "WE" and anchor is not None:
        return [Reading(*span, "DATE", this_weekend(scene, span, 0), "publication date")]
    if unit == "Q" and (scene.quarter or anchor):
        if scene.quarter:
            return [Reading(*span, "DATE", f"{scene.quarter[1]:04d}-Q{scene.quarter[2]}", "quarter named before")]
        value = anchor and unit_value(anchor, -1, "Q")
        return [Reading(*span, "DATE", value, "publication date")] if value else None
    if unit == "Y" and re.match(r"\s(?:ended|ending|to|through)\b", scene.text[span.end : span.end + 9]):
        return [Reading(*span, "DURATION", "P1Y", "length")]
    if unit == "Y" and anchor is not None and re.search(r"\b(?:of|for|in)\s$", scene.before(span.start, 6), re.I):
        return [Reading(*span, "DATE", f"{anchor.year:04d}", "publication date")]
    edge = found.groupdict().get("edge")
    if edge and unit == "D" and not re.match(r"\s(?:on )?[A-Z]", scene.text[span.end : span.end + 5]):
        return None
    if edge and anchor is not None:
        value = week_value(anchor) if unit == "W" else unit_value(anchor, 0, unit)
        return [Reading(*span, "DATE", value, "publication date")] if value else None
    return None
