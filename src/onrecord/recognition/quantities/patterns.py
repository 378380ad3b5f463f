"""The patterns of numbers, what binds them and what they count, made of the words of words.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.recognition.numbers import BIG, FIGURE_FRACTION, UNITS, VULGAR, WORDS
from onrecord.recognition.quantities.words import table, words

SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn|mln|bln|lakh|crore|m|b|k)(?![a-z])"


def any_of(found: Iterable[str]) -> str:
    """Return a pattern for any of these words, longest first."""
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


FEW = ("several", "a few", "few")


@cache
def opening() -> re.Pattern[str]:
    """Return the pattern of where a number may begin, by its first letters: to look for that first costs a third.

    Both cases are written out, and parted by the first letter, as the search is fast at single letters only.
    """
    articles = [f"{article} {word}" for word in BIG for article in ("a", "an")]
    words = [*UNITS, *BIG, *articles, "half", *FEW, *table("vague"), *table("signs")]
    signs = {word[0] for word in words if not word[0].isalpha()} | set(VULGAR)
    behind: dict[str, set[str]] = {}
    for word in words:
        if word[0].isalpha():
            behind.setdefault(_either_case(word[0]), set()).add(_either_case(word[1:4]))
    begins = [f"{first}(?:{'|'.join(sorted(rest))})" for first, rest in sorted(behind.items())]
    return re.compile(rf"(?<![\w-])(?=[\d{''.join(sorted(signs))}]|{'|'.join(begins)})")


def _either_case(word: str) -> str:
    return "".join(rf"[{c}{c.upper()}]" if c.isalpha() else r"\s" if c == " " else re.escape(c) for c in word)


@cache
def number() -> re.Pattern[str]:
    """Return the pattern of a number with its sign, its range and its scale."""
    signs = any_of(table("signs"))
    one = rf"(?:{FIGURE_FRACTION}|{WORDS})"
    return re.compile(
        rf"(?<![\w.,:/$£€#@-])(?<!\d\s/)(?P<sign>(?:{signs})\s?)?(?P<a>{one})(?:(?:\s|-)?(?P<scale>{SCALE}))?"
        rf"(?P<range>(?P<sep>\s?[-–—]\s?|\sto\s|\sor\s|\sand\s|\?\s)(?P<sign2>(?:{signs})\s?)?(?P<b>{one})(?:(?:\s|"
        rf"-)?(?P<scale2>{SCALE}))?)?"
        r"(?![\d/:]|\.\d)",
        re.IGNORECASE,
    )


@cache
def vague() -> re.Pattern[str]:
    """Return the pattern of a vague number: "dozens", "several thousand"."""
    return re.compile(
        rf"(?<![\w-])(?:(?P<few>{'|'.join(FEW)})\s(?P<power>hundred|thousand|million|dozen)|"
        rf"(?P<vague>{any_of(table('vague'))}))(?!\w)",
        re.IGNORECASE,
    )


@cache
def binding() -> dict[str, str]:
    """Return the phrases that bind a number, each with the end it binds."""
    return {phrase: kind for kind, phrases in table("before").items() for phrase in phrases}


WORD_BEFORE = re.compile(r"(?<!\S)\S{1,14}\s{1,2}$")


NOUN = re.compile(r"[\s-]{1,2}(?:[“\"‘'])?([A-Za-z][\w’'.-]*)(,\s(?=[a-z]))?")
MORE = re.compile(
    r"\s(?:or\s(?P<more>more|greater|above|older|higher|longer)|or\s(?P<less>less|fewer|below|under|younger|lower)|"
    r"(?P<plus>\+)|and\s(?P<up>above|over))\b|(?P<sign>\+)",
    re.IGNORECASE,
)
TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
BARE = "number"
"""The unit of a bounded number without a noun: "more than 40"."""
KILLS = re.compile(
    r"\b(?:kill|wound|injur|leav|hurt|arrest|detain|evacuat|behead|captur|rescu|claim|dead|death|"
    r"toll)\w*(?:\s(?:of|at|to|least|another|about|than|more|some|nearly|over|up))*\s$",
    re.IGNORECASE,
)
CASUALTY = re.compile(
    r"\s(?:were|are|was|have been|had been)\s(?:\w+\s)?(?:killed|wounded|injured|hurt|arrested|dead|missing|"
    r"hospitali[sz]ed|detained|treated)|\s(?:dead|killed|wounded|injured|missing|hurt|arrested|rescued|feared|held|"
    r"charged|jailed|sentenced|hospitali[sz]ed)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:[A-Z][\w&’'.]*|No\.|no\.|[Nn]umber|[Pp]age|[Aa]rticle|[Ss]ection|[Cc]hapter|[Cc]hannel|[Pp]hase|[Ll]evel|"
    r"[Vv]ersion|[Rr]oute|[Rr]oom|[Ff]light|[Rr]esolution|[Tt]ype|[Dd]ay|[Ss]tep|[Pp]art|[Ii]tem)\s$"
)
ONE_NOT = re.compile(
    r"\s(?:of|another|day(?! (?:to|of|in|for|only|before|after)\b)|who|thing|time|that|to|in|by|at|on|side|hand|"
    r"such|where|which|can|could|is|was|has|would|will|may|might)(?![\w-])|[^\s\w-]",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\s?%")
COMPANY = re.compile(r"\b(\w+)\sof\s$")
WHO = re.compile(r"\s(?:who|more)\b")
TOTAL = re.compile(
    r"\b(?:strength|total|number|force|crowd|population|membership|workforce|audience|turnout) of $|"
    r"\b(?:numbered|numbering|totalled|totaled|totalling|totaling)\s(?:\w+\s){0,2}$"
)
OPENS_SENTENCE = re.compile(r"(?:^|[.!?:]\s|\n)(?:[A-Z]\w*)\s$")
ENDS_PHRASE = frozenset('.;:!?)”"')
ADJECTIVE = re.compile(r"(?:al|ous|ic|ive|ful|able|ible|ed|ing|ly|ish|less)$")
VERBAL = re.compile(
    r"(?:ed|ly|(?<!meet)(?<!build)(?<!hear)(?<!warn)(?<!rul)(?<!kill)(?<!shoot)(?<!bomb)(?<!paint)(?<!fil)(?<!wedd)(?<!brief)ing)$"
)
NO_ONE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|the|which|another|the only|last|first|next|by|new|old|big|good|right|"
    r"wrong|single|other|square|day|number|at|one)\s$",
    re.IGNORECASE,
)


@cache
def after_unit() -> re.Pattern[str]:
    """Return the pattern of a currency or measure behind a number."""
    return re.compile(
        rf"[\s-]{{0,2}}(?P<word>{any_of([*table('currencies'), *table('measures')])})(?!\w)", re.IGNORECASE
    )


@cache
def part() -> re.Pattern[str]:
    """Return the pattern of a part behind a number: "two-thirds", "three quarters of"."""
    parts = any_of(table("parts"))
    return re.compile(rf"-(?P<joined>{parts})(?![\w-])|\s(?P<of>{parts})(?=\sof\s)", re.IGNORECASE)


@cache
def currency() -> re.Pattern[str]:
    """Return the pattern of a currency in words behind a sum that has its sign already."""
    return re.compile(rf"\s(?:{any_of(table('currencies'))})(?!\w)", re.IGNORECASE)


@cache
def single_unit() -> re.Pattern[str]:
    """Return the pattern of a unit in the singular behind a number: "a 90 day extension"."""
    return re.compile(rf"\s({any_of(words('single'))})(?:[\s-]old)?(?!\w)", re.IGNORECASE)


HYPHENED = re.compile(r"\s?-\s?([a-z]+)(?:-(?:old|long|high|deep|wide|tall))?(?!\w)", re.IGNORECASE)
OF = re.compile(r"\sof(?:\s(?:the|its|their|his|her|our))?(?=\s)")
OF_THEIRS = re.compile(
    r"\sof\s(?:the|its|their|his|her|our|these|those)(?=\s)"
    r"(?!\s(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen))"
)
THREE_WORDS = re.compile(r"\s([a-z][a-z-]+)(?:\s([a-z-]+))?(?:\s([a-z-]+))?")
