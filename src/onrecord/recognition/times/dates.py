"""Calendar dates: days, weekdays, months, years, decades, centuries, quarters and seasons."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from re import Match

from onrecord.recognition.times.calendar import day_value, safe_date, week_value
from onrecord.recognition.times.clock import clock_value
from onrecord.recognition.times.scene import Reading, Scene, tense, tense_after
from onrecord.recognition.times.words import table, words
from onrecord.terms import Span

AMBIGUOUS = frozenset({"may", "march", "mar", "jan", "jun", "sun", "sat", "mon", "wed", "fri", "dec", "sep", "oct"})
BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|last|next|this|each|every|from|and|or|during|through|to|for|before|after|"
    r"between|"
    r"early|late|mid|on|around|about|than|past|with|the|an?|as of|late in|early in|[’']s)[\s-]{1,2}|\bmid-|"
    r"[(/–—-]\s?)$",
    re.IGNORECASE,
)
FUTURE_LEAN = re.compile(  # "from" and "for" were tried and lean neither way.
    r"\b(?:until|till|by|before|starting|beginning|effective|next|through)\s(?:early\s|late\s|mid-?\s?)?$",
    re.IGNORECASE,
)


THROUGH = re.compile(r"\b(?:until|till|through)\s(?:early\s|late\s|mid-?\s?)?$", re.IGNORECASE)
"""Before a month soon to come these look ahead even behind a past tense: "gave it until November"."""

SEPTEMBER_11 = re.compile(
    r"(?:['’]s)?,? (?:\w+ )?(?:attack|terror|commemorat|anniversar|hijack|memorial|plot|tragedy)", re.IGNORECASE
)
"""What makes a September 11 without a year that of 2001."""


VOTE = re.compile(
    r"(?:['’]s)?\s(?:\w+\s)?(?:election|ballot|vote|referendum|poll|showdown|contest|runoff|midterm)s?\b", re.IGNORECASE
)
"""Behind a month still to come this year: "the November election" is the next one."""
AT_THE_POLLS = re.compile(r"\b(?:polls|ballot|win|winner|defeat\w*|beat)\s(?:\w+\s){0,3}in\s$", re.IGNORECASE)
"""The same before it: "beat her at the polls in November"."""


def cased(word: str) -> bool:
    """Return whether a month or weekday word is written as one: "May", or "december", but not "may"."""
    return not word.islower() or word.lower() not in AMBIGUOUS


def full_year(written: str, anchor: date | None) -> int:
    """Return the year that four or two figures mean: "98" is the 98 nearest below twenty years past the anchor."""
    year = int(written)
    if len(written) > 2:
        return year
    limit = (anchor.year if anchor else 2025) + 20
    return year + 100 * ((limit - year) // 100)


ENDED = re.compile(r"\bended\s(?:on\s)?$", re.IGNORECASE)


def pick_year(scene: Scene, span: Span, month: int, day: int | None) -> tuple[int, str] | None:
    """Return the year of a day or month named without one, and what told.

    The nearest such day, unless the tense points the other way and that is no more than two thirds of a year off; a
    bare month goes by the tense, back where none tells.
    """
    anchor = scene.anchor
    if anchor is None:
        near = scene.year and scene.same_sentence(scene.year[0], span.start)
        return (scene.year[1], "year named before") if scene.year and near else None
    here = month - anchor.month
    if day is None:
        if here == 0:
            return anchor.year, "publication date"
        way, ahead = tense(scene, span), here % 12
        if way <= 0 and ahead <= 3 and THROUGH.search(scene.before(span.start, 20)):
            way = 1
        if way == 0 and FUTURE_LEAN.search(scene.before(span.start)):
            way = 1
        voting = VOTE.search(scene.text, span.end, min(scene.high, span.end + 30))
        if here > 0 and (voting or AT_THE_POLLS.search(scene.before(span.start, 40))):
            return anchor.year, "the vote to come"
        if way > 0 and ahead <= 8:
            return anchor.year + (1 if here < 0 else 0), "tense"
        return anchor.year - (1 if here > 0 else 0), "tense"
    if ENDED.search(scene.before(span.start, 20)):
        past = safe_date(anchor.year, month, day)
        return anchor.year - (past is None or past > anchor), "a period that ended"
    best: tuple[int, int] | None = None
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        at = safe_date(year, month, day) or safe_date(year, month, 28)
        if at is None:
            continue
        distance = (at - anchor).days
        if best is None or abs(distance) < abs(best[0]):
            best = (distance, year)
    if best is None:
        return None
    distance, year = best
    if abs(distance) > 120:  # Days. With 45 TimeBank's dev part lost .005 of value F1, with 20 .02.
        way = tense(scene, span)
        if way < 0 < distance:
            return year - 1, "tense"
        if way > 0 > distance:
            return year + 1, "tense"
    return year, "nearest to the publication date"


def month_number(word: str) -> int:
    """Return the number of a month, 1 to 12."""
    number: int = table("months").get(word.lower()) or near_month(word)
    return number


@cache
def near_month(word: str) -> int:
    """Return the month that a capitalised word misspells by one slip ("Decemer", "Febuary"), 0 where it is none.

    Only months of six letters and more, so that "Marsh 4" and "Jane 5" stay what they are.
    """
    word = word.lower()
    if word in words("not_months"):
        return 0
    for month, number in table("months").items():
        if len(month) >= 6 and abs(len(month) - len(word)) <= 1 and one_slip(word, month):
            return int(number)
    return 0


def one_slip(written: str, meant: str) -> bool:
    """Return whether one letter left out, put in, changed, or swapped with its neighbour makes `written` of `meant`."""
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    a, b = written[start:], meant[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def full_date(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a day with month, day and perhaps year, weekday and clock: "Friday, July 21, 2017"."""
    groups = found.groupdict()
    word = groups["month"]
    if not cased(word) or not month_number(word):
        return None
    month, day = month_number(word), int(groups["day"])
    span = Span(*found.span())
    if (month, day) == (9, 11) and not groups.get("year") and SEPTEMBER_11.match(scene.text, span.end):
        return [Reading(*span, "DATE", "2001-09-11", "the attacks")]
    if groups.get("year"):
        year, reason = full_year(groups["year"], scene.anchor), "written in full"
    elif groups.get("whose"):
        if scene.anchor is None:
            return None
        year = scene.anchor.year + {"last": -1, "next": 1}.get(groups["whose"].lower(), 0)
        reason = "publication date"
    else:
        told = pick_year(scene, span, month, day)
        if told is None:
            return (
                [Reading(*span, "DATE", f"XXXX-{month:02d}-{day:02d}", "no year told")]
                if safe_date(2000, month, day)
                else None
            )
        year, reason = told
    at = safe_date(year, month, day)
    if at is None:
        return None
    out = [Reading(*span, "DATE", day_value(at), reason)]
    clock = clock_value(groups)
    if clock:
        return [Reading(*span, "TIME", day_value(at) + clock, reason)]
    if groups.get("part"):
        return [Reading(*span, "TIME", f"{day_value(at)}T{table('parts')[groups['part'].lower()]}", reason)]
    if groups.get("day2"):
        second = safe_date(year, month, int(groups["day2"]))
        if second is not None and second > at:
            out = [
                Reading(found.start(), found.end("day"), "DATE", day_value(at), reason),
                Reading(found.start("day2"), found.end("day2"), "DATE", day_value(second), reason),
            ]
    return out


def numeric_date(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a day in figures: 2016-12-05, 7/8/2007 (month first where both orders are days), 5.12.2016."""
    groups = found.groupdict()
    year = full_year(groups["year"], scene.anchor)
    first, second = int(groups["a"]), int(groups["b"])
    if groups.get("iso"):
        at = safe_date(year, first, second)
    elif "." in found.group():
        at = safe_date(year, second, first)
    else:
        at = safe_date(year, first, second) or safe_date(year, second, first)
    if at is None:
        return None
    clock = clock_value(groups)
    return [Reading(*found.span(), "TIME" if clock else "DATE", day_value(at) + clock, "written in full")]


def month_only(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a month with or without a year: "September 2010", "early December", "October last year"."""
    groups = found.groupdict()
    word = groups["month"]
    if not cased(word):
        return None
    month, span = month_number(word), Span(*found.span())
    if groups.get("year"):
        return [Reading(*span, "DATE", f"{full_year(groups['year'], scene.anchor):04d}-{month:02d}", "written in full")]
    whose = (groups.get("whose") or "").lower()
    before = scene.before(span.start, 40)
    if not whose and not groups.get("mod"):
        after = scene.text[span.end : span.end + 2]
        if re.match(r"-[a-z]", after) and len(word) < 5:
            return None  # "Mar-a-Lago"
        short = len(word) < 5 and word.lower() not in ("june", "july")
        if short and (not BEFORE_MONTH.search(before) or re.match(r"\s[A-Z]", after)):
            return None
        if word.lower() in ("may", "march", "april", "june", "august") and not BEFORE_MONTH.search(before):
            return None
        if re.match(r"\s[A-Z]", after) and before.rstrip().endswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")):
            return None
    if whose and scene.anchor is not None:
        year = scene.anchor.year
        if "that" in whose:
            year = scene.year[1] if scene.year else year
        elif "last" in whose or "past" in whose or "previous" in whose:
            bare = "year" not in found.group().lower()
            year -= 1 if not bare or month >= scene.anchor.month - 1 else 0
        elif "next" in whose or "coming" in whose or "following" in whose:
            bare = "year" not in found.group().lower()
            year += 1 if not bare or month <= scene.anchor.month else 0
        return [Reading(*span, "DATE", f"{year:04d}-{month:02d}", "publication date")]
    if scene.anchor is None and not scene.year:
        return [Reading(*span, "DATE", f"XXXX-{month:02d}", "no year told")]
    told = pick_year(scene, span, month, None)
    if told is None:
        return None
    year, reason = told
    if (
        scene.year
        and span.start - scene.year[0] < 60
        and scene.same_sentence(scene.year[0], span.start)
        and scene.anchor
        and abs(scene.year[1] - scene.anchor.year) > 1
    ):
        year, reason = scene.year[1], "year named before"
    return [Reading(*span, "DATE", f"{year:04d}-{month:02d}", reason)]


def week_of(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "the week of October 6" as that ISO week."""
    readings = full_date(found, scene)
    if not readings or len(readings[0].value) != 10 or readings[0].value.startswith("X"):
        return readings
    return [readings[0]._replace(value=week_value(date.fromisoformat(readings[0].value)))]


def month_repeats(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "every March"."""
    return [Reading(*found.span(), "SET", f"XXXX-{month_number(found['month']):02d}", "repeats")]


def weekday(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a weekday, back or forward by its modifier, its preposition and the tense around it."""
    groups = found.groupdict()
    word = groups["weekday"]
    if not cased(word):
        return None
    if word.lower() in ("sun", "sat", "mon", "wed") and not groups.get("part") and not _short_day(scene, found):
        return None
    number: int = table("weekdays")[word.lower()]
    span, anchor = Span(*found.span()), scene.anchor
    part = groups.get("part")
    tail = f"T{table('parts')[part.lower()]}" if part else ""
    clock = clock_value(groups)
    kind = "TIME" if tail or clock else "DATE"
    each = (groups.get("rel") or "").lower()
    if each in ("every", "each") or (part or "").endswith("s"):
        return [Reading(*span, "SET", f"XXXX-WXX-{number}{tail}", "repeats")]
    if anchor is None:
        return [Reading(*span, kind, f"XXXX-WXX-{number}{tail or clock}", "no day to count from")]
    at, reason = weekday_near(scene, span, number, each)
    if each.startswith("a week from"):
        at += timedelta(days=7)
    return [Reading(*span, kind, day_value(at) + (clock or tail), reason)]


SINCE = re.compile(r"\b(?:after|since|following)\s(?:late\s|early\s)?$", re.IGNORECASE)
STARTS = re.compile(
    r"\b(?:start|begin|open|meet|leave|arrive|play|face|host|vote|return|resume|end|close|gather|kick off)\s(?:on\s)?$"
)
"""Verbs of the timetable in the present tense: "matches start Wednesday" looks ahead."""
SOONEST = re.compile(
    r"\b(?:ahead of|as early as|as soon as|no later than|starting|beginning|effective|not before)\s(?:on\s)?$",
    re.IGNORECASE,
)
UNTIL = re.compile(r"\b(?:until|till)\s(?:late\s|early\s|[\w.:]+\s[ap]\.m\.\s)?$", re.IGNORECASE)
NOT_UNTIL = re.compile(r"\b(?:not|n['’]t|up)\s(?:until|till)\s$", re.IGNORECASE)
BEFORE_SHORT = re.compile(r"(?:[(–-]|\b(?:on|until|from|to|and|through|by|every))\s?$", re.IGNORECASE)
"""What stands before "Sun." and the like where it is a day, not a newspaper or a verb."""
NOUN_START = re.compile(
    r"\b(?:an?|the|its|his|her|their|this|rocky|strong|slow)\s(?:\w+\s)?\w+\s(?:on\s)?$", re.IGNORECASE
)


def _short_day(scene: Scene, found: Match[str]) -> bool:
    """Return whether "Sun" and the like are a day: behind "on" or a dash, and before no further name."""
    named = re.match(r"\s[A-Z][a-z]{3}", scene.text[found.end() : found.end() + 5])
    return bool(BEFORE_SHORT.search(scene.before(found.start(), 10))) and not named


LEANS = re.compile(
    r"\b(?:until|till|by|from|before|starting|beginning|effective|due|next|through)\s(?:early\s|late\s)?$",
    re.IGNORECASE,
)


def weekday_near(scene: Scene, span: Span, number: int, rel: str) -> tuple[date, str]:
    """Return the day that weekday `number` (1 to 7) means at `span`, and what told."""
    anchor = scene.anchor
    assert anchor is not None
    back = (anchor.isoweekday() - number) % 7
    if rel in ("last", "past", "this past", "previous"):
        return anchor - timedelta(days=back or 7), "publication date"
    if rel in ("next", "coming", "this coming", "following"):
        return anchor + timedelta(days=(-back) % 7 or 7), "publication date"
    before = scene.before(span.start, 40)
    way = (
        -1
        if SINCE.search(before)
        else 1
        if STARTS.search(before) and not NOUN_START.search(before)
        else tense(scene, span)
    )
    if (LEANS.search(before) and way == 0) or SOONEST.search(before):
        way = 1
    if UNTIL.search(before) and not NOT_UNTIL.search(before):
        way = tense_after(scene, span) if scene.text[span.end : span.end + 1] == "," else 1
    if way > 0:
        return anchor + timedelta(days=(-back) % 7), "tense"
    return anchor - timedelta(days=back), "tense"
