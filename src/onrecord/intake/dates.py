"""Times as markup writes them, brought to ISO 8601. The zone is kept where one is told."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from onrecord.intake.kinds import day_of, time_of

_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.]?(?P<m>0[1-9]|1[0-2])[-/.]?(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:(?:[T\s_,]|\s*-\s*)+(?P<h>[01]?\d|2[0-4])[:.]?(?P<min>[0-5]\d)(?:[:.]?(?P<s>[0-5]\d)(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2}|E[SD]T|C[SD]T|M[SD]T|P[SD]T)?",
)
_ZONES = {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00",
          "PST": "-08:00", "PDT": "-07:00"}  # fmt: skip
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)\b")
_STAMP = re.compile(r"1[0-7]\d{8}(?:\d{3})?")


def iso_time(value: Any) -> str | None:
    """Return the ISO 8601 form of a time in markup: "2016-12-05T09:30:00+02:00", or a day alone; None for no time.

    A day like 3/4/2012 that could be two days is no time; 13/4/2012 is April 13.
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    value = value.strip()[:80]
    found = _ISO.match(value)
    if found and _real(found["y"], found["m"], found["d"]):
        return _joined(found)
    if _STAMP.fullmatch(value):
        from datetime import UTC, datetime

        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    try:
        read = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        read = None
    if read is not None and 1990 <= read.year <= 2100 and "," in value[:5]:
        return read.isoformat()
    day = day_of(value)
    if day and _real(*day.split("-")):
        told = time_of(value)
        return f"{told}:00" if "T" in told and told.startswith(day) else day
    found = _SLASHED.search(value)
    if found:
        a, b = int(found["a"]), int(found["b"])
        if a > 12 >= b or a == b:
            return f"{found['y']}-{b:02d}-{a:02d}" if _real(found["y"], str(b), str(a)) else None
        if b > 12 >= a:
            return f"{found['y']}-{a:02d}-{b:02d}" if _real(found["y"], str(a), str(b)) else None
    return None


def _real(year: str, month: str, day: str) -> bool:
    try:
        return 1990 <= date(int(year), int(month), int(day)).year <= 2100
    except ValueError:
        return False


def _joined(found: re.Match[str]) -> str:
    day = f"{found['y']}-{found['m']}-{found['d']}"
    if not found["h"] or found["h"] == "24":
        return day
    zone = found["zone"] or ""
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone in _ZONES:
        zone = _ZONES[zone]
    elif zone:
        digits = zone[1:].replace(":", "")
        digits = digits.zfill(4) if len(digits) > 2 else digits.zfill(2) + "00"
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    return f"{day}T{int(found['h']):02d}:{found['min']}:{found['s'] or '00'}{zone}"


_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-])")


def day_in_address(url: str | None) -> str | None:
    """Return the day that an address names, as in /2016/12/05/."""
    found = _IN_ADDRESS.search(url or "")
    return "-".join(found.groups()) if found and _real(*found.groups()) else None
