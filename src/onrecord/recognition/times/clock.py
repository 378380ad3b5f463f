"""Clock times and parts of the day: "10:35 a.m.", "18:00 UTC", "noon", "this morning"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from re import Match

from onrecord.recognition.numbers import read_number
from onrecord.recognition.times.calendar import day_value
from onrecord.recognition.times.scene import Reading, Scene
from onrecord.recognition.times.words import table


def clock_value(groups: Mapping[str, str | None]) -> str:
    """Return the clock time of a match as "T14:30", "" where it has none; "Z" behind what is in Greenwich time."""
    hour, minute = groups.get("hour"), groups.get("minute") or "00"
    if hour is not None:
        count = int(hour) % 12 if int(hour) <= 12 else int(hour)
        if (groups.get("ampm") or "").lower().startswith("p") and count < 12:
            count += 12
    elif groups.get("hour24") is not None:
        count, minute = int(groups["hour24"] or 0), groups["minute24"] or "00"
    elif groups.get("military") is not None:
        count, minute = int((groups["military"] or "0000")[:2]), (groups["military"] or "0000")[2:]
    elif groups.get("oclock") is not None:
        count = int(read_number(groups["oclock"] or "") or 0)
        if (groups.get("ampm2") or "").lower().startswith("p") and count < 12:
            count += 12
    elif groups.get("named") is not None:
        return "T24:00" if (groups["named"] or "").lower() == "midnight" else "T12:00"
    else:
        return ""
    if count > 24:
        return ""
    zone = "Z" if (groups.get("zone") or "").upper() in ("GMT", "UTC", "Z") and not groups.get("offset") else ""
    return f"T{count:02d}:{minute}{zone}"


VERSE = re.compile(
    r"\b(?:Genesis|Exodus|Leviticus|Deuteronomy|Psalms?|Proverbs|Isaiah|Jeremiah|Ezekiel|Daniel|Matthew|Mark|Luke|John|"
    r"Acts|Romans|Corinthians|Galatians|Ephesians|Philippians|Colossians|Timothy|Hebrews|James|Peter|Revelation|Quran|"
    r"Koran|verses?)\s$"
)
"""Before figures with a colon these make a verse of them: "Romans 8:31"."""


def clock(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read a clock time; the day it belongs to is filled in once the whole text is read."""
    value = clock_value(found.groupdict())
    if found["named"] and scene.text[max(0, found.start() - 5) : found.start()].lower() == "high ":
        return None
    if found["hour24"] and VERSE.search(scene.text, max(0, found.start() - 14), found.start()):
        return None
    return [Reading(*found.span(), "TIME", value, "")] if value else None


def spoken_clock(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "4 in the morning"."""
    count = int(read_number(found["hour"]) or 0)
    if found["pm"] and count < 12:
        count += 12
    return [Reading(*found.span(), "TIME", f"T{count:02d}:00", "")]


def part_of_day(found: Match[str], scene: Scene) -> list[Reading] | None:
    """Read "this morning", "last night", "tonight", "overnight" and "the evening" of a day named before."""
    groups = found.groupdict()
    rel = (groups.get("rel") or "").lower()
    part = (groups.get("part") or groups.get("word") or "").lower()
    code = {"tonight": "NI", "overnight": "NI"}.get(part) or table("parts")[part]
    if part.endswith("s") and part != "s":
        return None
    anchor = scene.anchor
    if rel in ("every", "each"):
        return [Reading(*found.span(), "SET", f"XXXX-XX-XXT{code}", "repeats")]
    if anchor is None:
        return [Reading(*found.span(), "TIME", f"XXXX-XX-XXT{code}", "no day to count from")]
    if rel == "last" or part == "overnight":
        return [Reading(*found.span(), "TIME", f"{day_value(anchor - timedelta(days=1))}T{code}", "publication date")]
    if (
        rel in ("this", "")
        and part in ("tonight", "morning", "afternoon", "evening", "night")
        and (rel or part == "tonight")
    ):
        return [Reading(*found.span(), "TIME", f"{day_value(anchor)}T{code}", "publication date")]
    if rel == "the":
        named = scene.day and found.start() - scene.day[0] < 300
        if not named or not re.search(
            r"\b(?:in|In|during|During|by|By|for|of)\s$", scene.text[max(0, found.start() - 8) : found.start()]
        ):
            return None
    near = scene.day[1] if scene.day and found.start() - scene.day[0] < 600 else anchor
    if rel in ("the next", "the following", "next"):
        near += timedelta(days=1)
    elif rel in ("the previous", "previous"):
        near -= timedelta(days=1)
    return [Reading(*found.span(), "TIME", f"{day_value(near)}T{code}", "day named before")]
