"""Lengths of time and what repeats: "10-day", "the past three months", "two and a half years", "every week"."""

from __future__ import annotations

import re
from re import Match

from onrecord.recognition.numbers import read_number
from onrecord.recognition.times.scene import Reading, Scene, tense
from onrecord.recognition.times.words import table, unit_code, words
from onrecord.terms import Span

AGE = re.compile(r"[\s-]{1,2}(?:old|olds)\b", re.IGNORECASE)
NO_PERSON = re.compile(
    r"[\s-]{1,2}old (?:\w+ )?(?:war|truce|conflict|company|law|dispute|program|record|building|case|ban|policy|"
    r"system|tradition|"
    r"feud|firm|strike|agreement|organization|house|government|slump|ceasefire|cease-fire|deal|crisis|uprising|"
    r"republic|"
    r"rebellion|blockade|embargo|treaty|truce|church|industry|institution)\b",
    re.IGNORECASE,
)


def amount(number: float) -> str:
    """Return a number as values write it: 3, 2.5."""
    return str(int(number)) if number == int(number) else f"{number:.4f}".rstrip("0")


def duration_value(number: float | None, unit: str) -> str:
    """Return a length as TIMEX3 writes it: P10D, PT3H, P2W, P20Y for two decades, PXM for some months.

    Two and a half years are P2.5Y, five and a half hours PT5H30M; a number of decades counts in years.
    """
    if number is None:
        return (
            "PT" + "X" + unit[1]
            if unit.startswith("T")
            else {"F": "PXW", "CE": "PXC", "WE": "PXD", "DE": "PXY"}.get(unit, f"PX{unit}")
        )
    if unit.startswith("T"):
        whole, rest = int(number), number - int(number)
        finer = {"H": "M", "M": "S"}.get(unit[1])
        if rest and finer:
            return (
                f"PT{whole}{unit[1]}" * bool(whole) + f"{round(rest * 60)}{finer}"
                if whole
                else f"PT{round(rest * 60)}{finer}"
            )
        return f"PT{amount(number)}{unit[1]}"
    scale, letter = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "F": (2, "W"), "WE": (2, "D")}.get(
        unit, (1, unit)
    )
    number *= scale
    if letter == "Y" and number == 0.5:
        return "P6M"
    return f"P{amount(number)}{letter}"


def is_age(scene: Scene, span: Span) -> bool:
    """Return whether a length is somebody's age: "52 years old", "a 14-year-old"."""
    if AGE.match(scene.text, span.end):
        return not NO_PERSON.match(scene.text, span.end)
    before = scene.before(span.start, 24).lower()
    return bool(re.search(r"\b(?:aged?|age of|ages)\s(?:of\s|about\s)?$", before))


def length(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "three days", "10-day", "the next 30 hours", "two to three weeks", "a couple of years"."""
    groups = found.groupdict()
    span = Span(*found.span())
    if is_age(scene, span):
        return None
    if scene.text.startswith(" War", span.end):
        return None
    if groups["unit"][0].isupper() and found.group().lower() in words("names"):
        return None
    unit = unit_code(groups["unit"])
    vague = groups.get("some")
    if vague:
        number = 2.0 if "couple" in vague.lower() and scene.text[span.end : span.end + 3] != " of" else None
    else:
        number = read_number(groups["num"])
        if number is None or number > 1e6:
            return None
    if unit == "Q" and vague is None:
        straight = re.search(r"\b(?:straight|consecutive|fiscal|last|past|next|first|previous)\b", found.group(), re.I)
        if not groups["unit"].lower().endswith("s") or (number == 3 and not straight):
            return None
    if unit in ("TS",) and groups["unit"].lower() in ("second", "sec") and not groups.get("num"):
        return None
    if unit == "D" and found.group().lower() == "one day" and tense(scene, span) > 0:
        return [Reading(*span, "DATE", "FUTURE_REF", "vague")]  # "he will return one day"
    number = number if number is None or not groups.get("half") else number + 0.5
    rate = re.match(r"\s(?:before|after)", scene.text[span.end : span.end + 8])
    return [Reading(*span, "DURATION", duration_value(number, unit), "length before or after" if rate else "length")]


PARTS_OF = re.compile(r"\b(?:hours|days|weeks|months|quarters) (?:in|of) $")
RATE = re.compile(
    r"(?:\d|hundred|thousand|million|billion|dollars|cents|times|once|twice|%|percent|barrels|pounds|euros|people|"
    r"hours|"
    r"days|weeks|months)(?:\s\w+){0,2}\s$",
    re.IGNORECASE,
)
"""Before "a year" these make it how often, unless DURING stands before it."""
DURING = re.compile(
    r"\b(?:for|in|within|after|of|about|than|nearly|almost|over)\s(?:just\s|about\s|nearly\s|almost\s)?$", re.IGNORECASE
)
LASTING = re.compile(
    r"\b(?:for|within|in|after|spent|took|takes)\s(?:just\s|about\s|nearly\s|almost\s)?$", re.IGNORECASE
)


def one_long(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "day-long" and "year-long"."""
    return [Reading(*found.span(), "DURATION", duration_value(1, unit_code(found["unit"])), "length")]


def part_century(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "a quarter-century" and "half a century ago"."""
    years = 25 if found["part"].lower() == "quarter" else 50
    if found["ago"] and scene.anchor is not None:
        return [Reading(*found.span(), "DATE", f"{scene.anchor.year - years:04d}", "publication date")]
    return [Reading(*found.span(), "DURATION", f"P{years}Y", "length")]


def single(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "a year", "an hour", "a decade": a length, or how often behind a rate ("$5 million a year")."""
    span = Span(*found.span())
    unit = unit_code(found["unit"])
    if is_age(scene, span):
        return None
    before, after = scene.before(span.start, 60), scene.text[span.end : span.end + 14]
    word = found["unit"].lower()
    if word in ("second", "sec", "min", "quarter", "night", "weekday") and not re.match(r"[\s-]long", after):
        return None
    article = found["article"].lower()
    if PARTS_OF.search(before):
        return None
    if RATE.search(before) and not DURING.search(before):
        return [Reading(*span, "SET", duration_value(1, unit), "repeats")] if article != "half a" else None
    if re.match(r"[\s-](?:old|to-year)|\s(?:care|job|trip|off)\b", after):
        return None
    to = "" if word in ("day", "night", "minute") else "(?! to)"
    if re.match(to + r"\s(?:when|in which|that|of|for|to|where)\b", after) and not LASTING.search(before):
        return None
    if (
        word in ("minute", "minutes")
        and not re.match(r"[\s-](?:long|and)", found.group()[-12:])
        and re.search(r"wait\s$", before)
    ):
        return None
    size = 0.5 if article.startswith("half") else 1.5 if found.group().lower().endswith("half") else 1
    return [Reading(*span, "DURATION", duration_value(size, unit), "length")]


BEFORE_BARE = re.compile(
    r"\b(?:for|within|in|after|over|through|took|take|takes|taken|lasted|last|spent|spend|until|than|by|despite|many|"
    r"the|recent|other|following|early|late|first|final|previous|coming|waited|just|only|mere|these|or|and|or even)\s$",
    re.IGNORECASE,
)


def bare(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read units without a number where a preposition makes them a length: "for years", "days after"."""
    span = Span(*found.span())
    before, after = scene.before(span.start, 24), scene.text[span.end : span.end + 12]
    if scene.text[max(0, span.start - 1) : span.start] in ("-", "–"):
        return None
    if re.match(r" of\b", after) and re.search(r"\b(?:early|small|wee|late) $", before):
        return None  # "the early hours of Sunday" are a part of the day
    long = found.group().lower().endswith("long")
    if re.search(
        r"\b(?:matter of|over the|through the|down the|and even|or even|months and|weeks and|days and)\s$", before, re.I
    ):
        return [Reading(*span, "DURATION", duration_value(None, unit_code(found["unit"])), "length")]
    follows = long or re.match(r"-old\b|[\s-](?:after|before|later|earlier|ago|of|long|leading)\b", after)
    if (
        not re.search(
            r"\b(?:for|within|after|over|through|took|takes|lasted|spent|until|despite|than|in|or)\s$", before, re.I
        )
        and not follows
    ):
        return None
    if re.match(r"\sold", after) or re.search(
        r"\b(?:trading|business|working|office|opening|visiting|rush|peak|school|daylight)\s$", before, re.I
    ):
        return None
    if re.match(r"\sago\b", after):
        return [Reading(span.start, span.end + 4, "DATE", "PAST_REF", "vague")]
    return [Reading(*span, "DURATION", duration_value(None, unit_code(found["unit"])), "length")]


NAME_BEFORE = re.compile(r"[A-Z][\w.]*\s$")


def repeats(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read what repeats: "every week", "each year", "per second", "twice a month"'s unit, "daily", "annual"."""
    groups = found.groupdict()
    if groups.get("word"):
        if not scene.vague and groups["word"].lower() not in words("repeats"):
            return None
        name = groups["word"][0].isupper() and scene.before(found.start(), 8).strip()
        if name and (
            NAME_BEFORE.search(scene.before(found.start(), 20))
            or re.match(r"\s[A-Z]", scene.text[found.end() : found.end() + 2])
        ):
            return None
        return [Reading(*found.span(), "SET", table("sets")[groups["word"].lower()], "repeats")]
    unit = unit_code(groups["unit"])
    number = read_number(groups["num"]) if groups.get("num") else 2.0 if groups.get("other") else 1.0
    return [Reading(*found.span(), "SET", duration_value(number, unit), "repeats")]
