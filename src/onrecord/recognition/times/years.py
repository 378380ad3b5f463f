"""Years, decades, centuries, quarters, seasons and holidays."""

from __future__ import annotations

import re
from re import Match

from onrecord.recognition.numbers import ORDINALS, read_number
from onrecord.recognition.times.calendar import day_value, holiday, quarter_of
from onrecord.recognition.times.dates import BEFORE_MONTH
from onrecord.recognition.times.scene import Reading, Scene, tense
from onrecord.recognition.times.words import table
from onrecord.terms import Span

NO_YEAR_BEHIND = frozenset("$£€¥#./,:-–&=@")
"""Figures right behind one of these are no year, unless JOINED fits: "mid-1996", "1990-95"."""
JOINED = re.compile(r"(?:mid|pre|post|early|late|[12]\d{3})[-–]$|[a-z]\s?[-–]$")
MARKS_YEAR = re.compile(
    r"\b(?:in|since|of|until|till|by|from|before|after|between|and|to|during|the|year|for|through|late|early|than|"
    r"around|about|circa)\s$",
    re.IGNORECASE,
)
"""Before figures these make a year likely enough to take those from 1100 on."""
COUNTED = re.compile(
    r"\s?(?:%|percent|per cent|people|men|women|troops|soldiers|miles|feet|meters|metres|tons|tonnes|jobs|workers|"
    r"points|"
    r"dollars|euros|pounds|km|kg|mm|MHz|AD|barrels|acres|homes|shares|others|employees|members|cases|deaths|GMT|UTC|"
    r"hours)\b",
    re.IGNORECASE,
)
"""Behind figures these make a count of them, unless DATES stands before."""
DATES = re.compile(r"\b(?:in|since|during)\s$", re.IGNORECASE)


def plain_year(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a bare year ("in 1998", "mid-1996", "fiscal 1989"), and both ends of "1990-95"."""
    groups = found.groupdict()
    year = int(groups["year"])
    start, end = found.span()
    text = scene.text
    before = text[max(0, start - 14) : start]
    if before[-1:] in NO_YEAR_BEHIND and before and not JOINED.search(before):
        return None
    marked = bool(groups.get("mod")) or bool(MARKS_YEAR.search(before))
    if COUNTED.match(text, end) and not DATES.search(before):
        return None
    low, high = (1900, 2060) if not marked else (1100, 2100)
    if not low <= year <= high:
        return None
    if not marked and not 1940 <= year <= 2040:
        return None
    out = [Reading(start, found.end("year"), "DATE", f"{year:04d}", "written in full")]
    if groups.get("year2"):
        second = groups["year2"]
        value = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        if value > year and value < year + 100:
            out.append(Reading(found.start("year2"), found.end("year2"), "DATE", f"{value:04d}", "written in full"))
    return out


def spelt_year(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a year in words, as broadcasts are written down: "nineteen ninety-seven"; "twenty five" is a number."""
    tens, rest = found["tens"].lower(), re.sub(r"^(?:oh|o)[\s-]", "", found["rest"].lower())
    number = int(read_number(rest) or 0)
    if tens != "nineteen" and (number < 10 or not BEFORE_MONTH.search(scene.before(found.start(), 20))):
        return None
    return [Reading(*found.span(), "DATE", f"{int(read_number(tens) or 0)}{number:02d}", "written in full")]


HEAT = re.compile(r"\b(?:temperatures?|degrees|highs|lows|scores?|speeds?)\b", re.IGNORECASE)


def decade(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a decade: "the 1990s" and "the nineties" are 199; "the 1300s" is a century, 13."""
    groups = found.groupdict()
    written = groups.get("decade")
    if written:
        year = int(written)
        if year % 100 == 0 and year < 1900:
            return [Reading(*found.span(), "DATE", str(year // 100), "written in full")]
        return [Reading(*found.span(), "DATE", str(year // 10), "written in full")]
    short = groups.get("short")
    if short and HEAT.search(scene.before(found.start(), 40)):
        return None
    number = int(short) if short else table("decade_words")[groups["spelt"].lower()]
    if groups.get("spelt") and re.search(
        r"\b(?:his|her|their|my|your|its|into the|temperatures?)\s[\w\s-]{0,12}$", scene.before(found.start(), 30), re.I
    ):
        return None
    century = 2000 if number <= 10 and scene.anchor and scene.anchor.year > 2015 else 1900
    return [Reading(*found.span(), "DATE", str((century + number) // 10), "century of the page")]


def century(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a century: "the 20th century" is 19."""
    written = found["ord"].lower()
    number = ORDINALS.get(written) or int(re.sub(r"\D", "", written) or 0)
    return [Reading(*found.span(), "DATE", f"{number - 1:02d}", "written in full")] if 1 < number < 30 else None


def quarter(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a quarter or half of a year: "the third quarter", "Q3 2012", "the first half of 2020"."""
    groups = found.groupdict()
    name = (groups.get("ord") or groups.get("q") or "").lower()
    number = ORDINALS.get(name) or int(re.sub(r"\D", "", name) or 0)
    half = (groups.get("what") or "").lower() == "half"
    if not 1 <= number <= (2 if half else 4):
        return None
    span, letter = Span(*found.span()), "H" if half else "Q"
    if groups.get("year") or groups.get("year_before"):
        year, reason = int(groups.get("year") or groups["year_before"]), "written in full"
    elif scene.anchor is None:
        return [Reading(*span, "DATE", f"XXXX-{letter}{number}", "no year told")]
    else:
        whose = (groups.get("whose") or groups.get("whose_before") or "").lower()
        if half and not whose and not groups.get("of_year"):
            return None
        year, reason = scene.anchor.year, "publication date"
        if "last" in whose or "previous" in whose:
            year -= 1
        elif "next" in whose:
            year += 1
        elif not whose:
            now = quarter_of(scene.anchor)[1]
            if half:
                now = (now + 1) // 2
            way = tense(scene, span)
            if way > 0 and number < now - 1:
                year += 1
            elif way <= 0 and number > now:
                year -= 1
            reason = "tense"
    return [Reading(*span, "DATE", f"{year:04d}-{letter}{number}", reason)]


def last_quarter(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "the last quarter of 2007"."""
    return [Reading(*found.span(), "DATE", f"{found['year']}-Q4", "written in full")]


def season(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a season: "last fall" is 1998-FA, "the summer of 2012" 2012-SU; "spring" as a verb or a well is none."""
    groups = found.groupdict()
    word = groups["season"].lower()
    code = table("seasons")[word]
    span = Span(*found.span())
    if groups.get("year"):
        return [Reading(*span, "DATE", f"{int(groups['year']):04d}-{code}", "written in full")]
    whose = (groups.get("rel") or groups.get("whose") or "").lower()
    if scene.anchor is None:
        return [Reading(*span, "DATE", f"XXXX-{code}", "no year told")] if whose else None
    order = ["WI", "SP", "SU", "FA"]
    now = scene.anchor.month // 3  # 0 and 4 are winter, at the start and at the end of a year.
    place, year = order.index(code), scene.anchor.year
    if "every" in whose or "each" in whose:
        return [Reading(*span, "SET", f"XXXX-{code}", "repeats")]
    if "last" in whose or "past" in whose:
        year -= 1 if place >= now or groups.get("whose") else 0
    elif "next" in whose or "coming" in whose:
        year += 1 if place <= now or groups.get("whose") else 0
    elif not whose:
        if word in ("fall", "spring") and not re.search(
            r"\b(?:in|the|since|until|by|of|during)\s$", scene.before(span.start, 20), re.I
        ):
            return None
        if word == "fall" and not re.search(
            r"\b(?:in the|since|until|by|during the|by the)\s$", scene.before(span.start, 20), re.I
        ):
            return None
        way = tense(scene, span)
        if way > 0 and place < now:
            year += 1
        elif way < 0 and place > now:
            year -= 1
    return [Reading(*span, "DATE", f"{year:04d}-{code}", "publication date")]


def feast(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a holiday as its day: "Thanksgiving Day" in a page of January is that of last November."""
    name = re.sub(r"[\s-]+", " ", found["holiday"].lower().replace("’", "'"))
    if name not in table("holidays") or found["holiday"].islower():
        return None
    span = Span(*found.span())
    if re.match(
        r"\s(?:tree|card|carol|present|gift|party|parade|song|movie|market|special|shopping|sales|season|spirit|"
        r"Parade|dinner)",
        scene.text[span.end : span.end + 12],
    ):
        return None
    if found.groupdict().get("year"):
        at = holiday(name, int(found["year"]))
        return [Reading(*span, "DATE", day_value(at), "written in full")] if at else None
    if scene.anchor is None:
        return None
    near = [at for year in (-1, 0, 1) if (at := holiday(name, scene.anchor.year + year))]
    whose = (found.groupdict().get("rel") or "").lower()
    way = tense(scene, span)
    if whose in ("last", "this past"):
        near = [at for at in near if at < scene.anchor]
        at = max(near)
    elif whose != "next" and min(abs((at - scene.anchor).days) for at in near) <= 10:
        at = min(near, key=lambda day: abs((day - scene.anchor).days) if scene.anchor else 0)
    elif whose == "next" or way > 0:
        at = min(at for at in near if at >= scene.anchor)
    elif way < 0:
        at = max(at for at in near if at <= scene.anchor)
    else:
        at = min(near, key=lambda day: abs((day - scene.anchor).days) if scene.anchor else 0)
    return [Reading(*span, "DATE", day_value(at), "nearest to the publication date")]
