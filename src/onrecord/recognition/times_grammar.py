"""The grammar: which words can open a time expression, and the patterns tried there, first fit first."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from onrecord.recognition import times_clock, times_dates, times_relative, times_spans
from onrecord.recognition.numbers import ORDINALS, SCALES, UNITS
from onrecord.recognition.times_patterns import pattern
from onrecord.recognition.times_scene import Reading, Scene
from onrecord.recognition.times_words import any_of, table, words

Resolver = Callable[[re.Match[str], Scene], list[Reading] | None]
Rule = tuple[re.Pattern[str], Resolver]

MISSPELT = "?"
"""Stands for a word that is a slip away from a month."""
FIGURES = "#"
"""Stands for any word that begins with a figure."""


def _firsts() -> dict[str, frozenset[str]]:
    months, weekdays = frozenset(table("months")), frozenset(table("weekdays"))
    units = table("units")
    plurals = frozenset({f"{unit}s" for unit in units} | set(table("unit_plurals")))
    number_words = frozenset(UNITS) | {"a", "an", "half"} | (frozenset(SCALES) & {"hundred", "thousand", "dozen"})
    vague = frozenset("several few many some couple a numerous countless".split())
    first = lambda found: frozenset(re.split(r"[\s']", word)[0] for word in found)  # noqa: E731
    return {
        "month": months,
        "weekday": weekdays,
        "figures": frozenset({FIGURES}),
        "mod": frozenset("early late mid earlier later middle beginning end the start".split()),
        "number": number_words | {FIGURES},
        "vague": vague,
        "units": plurals | {"year"},
        "parts": frozenset(table("parts")),
        "season": frozenset(table("seasons")),
        "rel": frozenset("last past next this coming previous following same that the prior upcoming current latest so each every".split()),
        "ord": frozenset(ORDINALS) | {FIGURES},
        "holiday": first(table("holidays")),
        "sets": frozenset(table("sets")),
        "loose": first(words("present") | words("past") | words("future")),
        "vaguer": first(words("present", "more") | words("past", "more") | words("future", "more")),
        "named": frozenset({"noon", "midday", "midnight"}),
    }


WHOSE = "(?P<whose>this|last|next|that)(?: same)? year"
REL = r"(?P<rel>(?:(?:the|this|that) )?(?:last|past|next|coming|previous|following|upcoming|prior|same)|this|that|the current|current)"


def _written() -> list[tuple[str, str, Resolver]]:
    """Return the rules in the order they are tried: the names of what opens them, the pattern, the resolver."""
    d, r, s, c = times_dates, times_relative, times_spans, times_clock
    clock = r"(?:,? (?:at )?{CLOCK})?"
    sets = any_of(table("sets"))
    loose = lambda name: any_of(words(name))  # noqa: E731
    more = lambda name: any_of(words(name, "more"))  # noqa: E731
    spelt = any_of(table("decade_words"))
    return [
        # Calendar days
        ("weekday month mod", r"(?:{MOD}~)?(?:{WEEKDAY},? )?(?:the )?{MONTH}\s?{DAY},?\s{1,2}{YEAR}" + clock, d.full_date),
        ("weekday figures", r"(?:{WEEKDAY},? )?(?:the )?{DAY}[\s\-–](?:of )?{MONTH},?[\s\-–]{1,2}{YEAR}" + clock, d.full_date),
        ("figures", r"(?P<iso>(?P<year>(?:19|20)\d\d)[-/](?P<a>\d\d)[-/](?P<b>\d\d))(?!\d)(?:[T ]{CLOCK})?", d.numeric_date),
        ("figures", r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d(?=\b))(?![\d/.-]\d)", d.numeric_date),
        ("weekday month mod", r"(?:{MOD}~)?(?:{WEEKDAY},? )?{MONTH}\s?{DAY}(?:,? " + WHOSE + r"|\s?(?:-|–|and|to|through|or)\s?(?P<day2>[0-3]?\d)(?![\d:%]|[.,]\d))?" + clock + "(?: {PART})?", d.full_date),
        ("weekday figures", r"(?:{WEEKDAY},? )?(?:the )?{DAY} (?:of )?{MONTH}(?![- ]?(?:and|to) \d)(?:,? " + WHOSE + ")?" + clock, d.full_date),
        ("misspelt", r"(?P<month>[A-Z][a-z]{4,9})\.? {DAY}(?:,? {YEAR})?(?! [a-z]+s\b)", d.full_date),
        ("figures", r"{DAY} (?P<month>[A-Z][a-z]{4,9})\.?,? {YEAR}", d.full_date),
        # Months
        ("month mod", r"(?:{MOD}[\s-]{1,2})?{MONTH}(?:,? |-| of |, )?\s?{YEAR}", d.month_only),
        ("month mod", r"(?:{MOD}[\s-]{1,2})?{MONTH} (?:of )?" + WHOSE, d.month_only),
        ("rel mod", r"(?P<whose>(?:(?:the|this) )?(?:last|past|next|coming|previous|this)) {MONTH}(?!\s?\d)", d.month_only),
        ("rel", r"(?P<rel>every|each) {MONTH}", lambda found, scene: [Reading(*found.span(), "SET", f"XXXX-{times_dates.month_number(found['month']):02d}", "repeats")]),
        ("month mod", r"(?:{MOD}[\s-]{1,2})?{MONTH}", d.month_only),
        # Clock times
        ("figures number named", r"{CLOCK}(?:,? (?:on )?{WEEKDAY}(?! {PART}))", d.weekday),
        ("figures number named", r"{CLOCK}(?:,? (?:on )?{MONTH} {DAY}(?:, {YEAR})?)", d.full_date),
        ("figures number named", r"{CLOCK}(?: (?P<word>today|yesterday|tomorrow))?", c.clock),
        ("figures number", r"(?P<hour>1?\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?P<minute>(?!)x)? in the (?:(?P<am>morning)|(?P<pm>afternoon|evening))", c.spoken_clock),
        # Weekdays
        ("weekday mod rel", r"(?:{MOD}[\s-]{1,2})?(?:(?P<rel>last|past|next|this past|this coming|this|coming|every|each|previous|following|that) )?(?:early |late |mid-?)?{WEEKDAY}(?:['’]s)?(?:,? (?:(?:at|around|by) (?:about |around )?)?{CLOCK}| {PART})?", d.weekday),
        # Words for days and parts of days
        ("figures loose rel mod day", r"(?:{MOD}~|first thing )?(?:the day (?P<beyond>before|after) )?(?P<word>today|yesterday|tomorrow)(?![a-z])(?: {PART})?", r.day_word),
        ("mod rel", r"(?:{MOD}~)?(?P<rel>this|last|the next|the following|the previous|every|each) {PART}", c.part_of_day),
        ("rel", r"(?P<rel>the) {PART}(?! of| after| before| when)", c.part_of_day),
        ("day mod", r"(?:{MOD}~)?(?P<word>tonight|overnight)(?![a-z])", c.part_of_day),
        # Quarters, halves, seasons, fiscal years
        ("rel ord", r"(?:(?P<whose_before>this|last|next) (?:fiscal )?year['’]s )?(?:the )?(?:(?P<year_before>(?:19|20)\d\d) )?(?:fiscal[\s-])?{ORD}[\s-](?:fiscal )?(?P<what>quarter|half)(?![a-z])(?:(?:,? of| in)? (?:(?:fiscal (?:year )?)?{YEAR}|(?P<of_year>(?:the |this |its )(?:fiscal |financial )?year)|" + WHOSE + "))?", d.quarter),
        ("q", r"(?P<q>q[1-4]|[1-4]q)(?:(?: of)? {YEAR}|(?:['’ ])(?P<year2>\d\d))?(?![a-z\d])", d.quarter),
        ("rel mod season", r"(?:{MOD}~)?(?:the )?(?:(?P<rel>last|past|next|this|this past|this coming|coming|every|each) )?{SEASON}(?: (?:of )?(?:{YEAR}|" + WHOSE + "))?", d.season),
        ("fiscal rel mod", r"(?:(?:the )?{MOD}~)?(?:the )?(?:fiscal|financial)(?: year)? (?:mid-?)?{YEAR}", d.plain_year),
        ("rel holiday", r"(?:(?P<rel>last|next|this|this past) )?{HOLIDAY}(?:,? {YEAR})?", d.feast),
        # Decades, centuries, years
        ("figures rel mod", r"(?:the )?(?:(?:early|late|mid)[\s-](?:to[\s-](?:early|late|mid)[\s-])?)?(?P<decade>(?:1\d|20)\d0)['’]?s(?![a-z])", d.decade),
        ("figures rel mod", r"(?:the )?(?:(?:early|late|mid)[\s-])?(?:['’‘](?P<short>[2-9]0)['’]?s)(?![a-z])", d.decade),
        ("rel mod decade", r"(?:the )?(?:(?:early|late|mid)[\s-])?(?P<spelt>" + spelt + r")(?![a-z])", d.decade),
        ("rel ord mod", r"(?:the )?(?:(?:early|late|mid|turn of the)[\s-])?{ORD}[\s-]century", d.century),
        # Relative units
        ("rel mod so", r"(?:so far |(?:the )?{EDGE} of |{MOD} )?" + REL + r" (?:(?:fiscal|financial|calendar|school|business|trading) )?{UNIT1}(?:['’]s)?", r.next_unit),
        ("rel", r"(?:(?:each|all) of )?(?:the |these |his |her |its |their )?(?P<rel>last|past|next|coming|previous|following|first|final|additional|initial) (?:{APPROX})?(?:(?:{NUM}|{SOME})(?:[\s-](?:to|or|-) {NUMBER2})?)[\s-](?:full |more |fiscal |straight |consecutive )?{UNIT}", s.length),
        # Amounts of time
        ("number vague", r"(?:{APPROX})?(?:{NUM}|{SOME})[\s-](?:or (?:so|more|two|three) )?(?:full |more |long |short |calendar |working |business )?{UNIT}(?: or so)?[\s-](?P<which>ago|earlier|from now|from today|hence|later)(?![a-z])", r.ago),
        ("number", r"(?P<article>an?|one)[\s-]{UNIT1}(?: or (?:so|two))?[\s-](?P<which>ago|earlier|from now|from today|hence|later)(?![a-z])", r.ago),
        ("rel units", r"(?:the |a )?(?:same |comparable |corresponding )?(?P<unit>year)[\s-](?P<which>ago|earlier)(?: (?:{ORD} )?(?:quarter|period))?", r.year_ago),
        ("rel", r"(?:the |a )?(?:same|comparable|corresponding|year-ago) (?:quarter|period) (?P<unit>a year (?:ago|earlier|before)|(?:of )?(?:the )?(?:last|previous) year)", r.year_ago),
        ("rel", r"the (?:{UNIT1}|{PART}) (?P<which>before)(?=[,.;:)]| when| and| or)", r.the_before),
        ("rel", r"(?:the|its|their) latest (?:quarter|period)", r.latest_quarter),
        ("number", r"{NUM}(?:[\s-](?:to|or|and) (?P<num2>{NUMBER2})|\s?[-–]\s?(?P<num3>\d+))?[\s-]{1,3}(?:full |more |long |short |straight |consecutive |additional |extra |whole |working |business |calendar |solid |trading )?{UNIT}(?:(?P<half> and a half)|[\s-]long)?", s.length),
        ("vague number", r"{SOME} (?:more |long |short |full |of the |extra |additional )?{UNIT}", s.length),
        ("vague", r"{SOME}-{UNIT1}", s.length),
        ("number half", r"(?P<article>half an|half a|an|a|another|the whole|a whole|a full|an entire) (?:(?:full|whole|entire|single|good|further|additional|extra) )?{UNIT1}(?:[\s-](?:long|and a half))?(?![a-z]|-old)", s.single),
        ("rel", r"(?P<rel>every|each)(?: (?:{NUM}|(?P<other>other)|single))? {UNIT}", s.repeats),
        ("sets", rf"(?P<word>{sets})(?![a-z])", s.repeats),
        ("units", r"(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?:[\s-]long)?(?![a-z])", s.bare),
        ("rel mod", r"(?:(?:the )?{EDGE} of )?the {UNIT1}(?![a-z]|[\s-](?:of|when|before|after))", r.the_unit),
        # Words without a calendar
        ("rel", r"(?P<when>recent|coming) (?P<unit>hours|days|weeks|months|years|decades)", r.near_units),
        ("loose rel number", rf"(?:(?P<present>{loose('present')})|(?P<past>{loose('past')})|(?P<future>{loose('future')}))(?![a-z-])", r.loose),
        ("vaguer rel", rf"(?:(?P<present>{more('present')})|(?P<past>{more('past')})|(?P<future>{more('future')}))(?![a-z-])", r.vaguer),
        ("mod", r"(?P<mod>earlier|later) in the {UNIT1}", r.earlier_in),
        ("units", r"(?P<unit>year)[\s-]end(?![a-z])", r.year_end),
        ("mod", r"earlier(?=[, ])", r.earlier),
        ("figures spelt", r"(?:the year )?(?P<tens>nineteen|twenty|eighteen)[\s-](?P<rest>(?:oh|o)[\s-](?:one|two|three|four|five|six|seven|eight|nine)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?![a-z])", d.spelt_year),
        # Bare years last: everything else that holds figures has had its turn
        ("figures mod fiscal", r"(?:{MOD}[\s-]|pre-|post-)?{YEAR}(?:\s?[-–/]\s?(?P<year2>(?:19|20)?\d\d)(?![\d-]))?", d.plain_year),
    ]  # fmt: skip


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules by the lower-case word that opens them, `FIGURES` for figures."""
    firsts = _firsts()
    extra = {
        "day": frozenset("today yesterday tomorrow tonight overnight the first".split()),
        "fiscal": frozenset("fiscal financial pre post".split()),
        "decade": frozenset(table("decade_words")),
        "so": frozenset({"so"}),
        "half": frozenset({"half", "another", "the"}),
        "q": frozenset({"q1", "q2", "q3", "q4", "q", FIGURES}),
        "spelt": frozenset({"nineteen", "twenty", "eighteen"}),
        "misspelt": frozenset({MISSPELT}),
    }
    firsts |= extra
    firsts["rel"] |= {"recent", "per", "these", "all", "his", "her", "its", "their", "first", "final"}
    firsts["number"] |= frozenset("about around nearly almost roughly approximately just only over under at no more less up exactly barely well close".split())
    out: dict[str, list[Rule]] = {}
    for names, written, resolver in _written():
        compiled = pattern(written)
        for word in sorted(frozenset().union(*(firsts[name] for name in names.split()))):
            out.setdefault(word, []).append((compiled, resolver))
    return {word: tuple(found) for word, found in out.items()}
