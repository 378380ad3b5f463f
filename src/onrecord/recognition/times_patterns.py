"""The pieces that patterns of times are made of.

In patterns a blank stands for one or two white spaces, "~" for white space or a hyphen. Everything is bounded, so that
no text can make matching slow.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.recognition.numbers import NUMBER, ORDINALS
from onrecord.recognition.times_words import any_of, table

DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|%|[.,:]\d)"
YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\d%]|[.,:]\d)"
ZONE = (
    r"(?:(?P<open>\()?(?P<zone>GMT|UTC|Z|BST|IST|CET|CEST|EET|MSK|JST|AEST|AEDT|[ECMP][SD]?T|local time|Eastern(?: time)?)"
    r"(?:\s?[+-]\s?(?P<offset>\d{1,2})(?::?\d\d)?)?(?(open)\)|)(?![A-Za-z]))"
)
AMPM = r"(?P<ampm>a\.m\.?|p\.m\.?|am|pm)(?![a-z])"
CLOCK = (
    rf"(?:(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s?{AMPM}"
    r"|(?P<hour24>[0-2]?\d):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    r"|(?P<military>[0-2]\d[0-5]\d)(?=\s(?:GMT|UTC|hours|hrs))(?:\s(?:hours|hrs))?"
    rf"|(?P<oclock>[01]?\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\so['’]clock(?:\s{AMPM.replace('ampm', 'ampm2')})?"
    r"|(?P<named>noon|midday|midnight))"
    rf"(?:\s{{0,2}}{ZONE})?"
)
SOME = r"(?:several|a few|few|many|some|a couple of|a couple|couple of|couple|a number of|numerous|countless)"
APPROX = (
    r"(?:(?:about|around|nearly|almost|roughly|approximately|some|just|only|over|under|at least|at most|more than|less than|"
    r"no more than|up to|as long as|exactly|barely|well over|just over|just under|close to|the better part of) )"
)


@cache
def pieces() -> dict[str, str]:
    """Return the named pieces of pattern."""
    units = "|".join(sorted(table("units"), key=len, reverse=True))
    return {
        "MONTH": rf"(?P<month>{any_of(table('months'))})(?![a-z])\.?",
        "MONTH2": rf"(?P<month2>{any_of(table('months'))})(?![a-z])\.?",
        "WEEKDAY": rf"(?P<weekday>{any_of(table('weekdays'))})(?![a-z])\.?",
        "PART": rf"(?P<part>{any_of(table('parts'))})(?![a-z])",
        "SEASON": rf"(?P<season>{any_of(table('seasons'))})(?![a-z])",
        "HOLIDAY": rf"(?P<holiday>{any_of(table('holidays'))})(?![a-z])",
        "UNIT": rf"(?P<unit>(?:{units})s?|centuries|millennia)(?![a-z])",
        "UNIT1": rf"(?P<unit>{units})(?![a-z])",
        "NUM": rf"(?P<num>{NUMBER})",
        "NUMBER2": NUMBER,
        "SOME": rf"(?P<some>{SOME})",
        "APPROX": APPROX,
        "DAY": DAY,
        "YEAR": YEAR,
        "CLOCK": CLOCK,
        "ORD": rf"(?P<ord>{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d{{1,3}}(?:st|nd|rd|th))(?![a-z])",
        "MOD": r"(?P<mod>early|late|mid|earlier|later|middle|beginning of|the beginning of|the start of|the end of|end of|"
        r"the middle of|the rest of|the remainder of|the close of|the late|the early|the mid)",
        "EDGE": r"(?P<edge>beginning|start|end|middle|close|rest|remainder|course|turn|first half|second half|latter half|latter part|first part|early part|last part|eve)",
    }


def pattern(written: str) -> re.Pattern[str]:
    """Return the compiled pattern of a rule written with pieces in {braces}."""
    for name, piece in pieces().items():
        written = written.replace("{" + name + "}", piece)
    written = written.replace(" ", r"\s{1,2}").replace("~", r"[\s\-–‑]{1,2}")
    return re.compile(written, re.IGNORECASE)
