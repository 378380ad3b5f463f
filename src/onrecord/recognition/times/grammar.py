"""The grammar of grammar.toml, read once: which words open an expression and the patterns tried there in order.

Every pattern is bounded, so that no text can make matching slow. Of the forty rules that "the" can open, only those are
tried that hold the word behind it: without this nine of ten tries were vain.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.recognition.numbers import NUMBER, ORDINALS, UNITS
from onrecord.recognition.times import clock, dates, relative, spans, years
from onrecord.recognition.times.scene import Reading, Scene
from onrecord.recognition.times.words import any_of, table, words

Reader = Callable[[re.Match[str], Scene], list[Reading] | None]


class Rule(NamedTuple):
    """A pattern, what reads its match, and the words one of which stands behind the opening word; None: any may."""

    pattern: re.Pattern[str]
    reader: Reader
    behind: frozenset[str] | None


FIGURES = "#"
"""Stands for any word that begins with a figure."""
MISSPELT = "?"
"""Stands for a word that is a slip away from a month."""
ANY_WORD = "[a-z]{"
"""What a pattern that takes words in no list has in it, outside of what only looks ahead or behind."""
READERS: Mapping[str, Reader] = {
    reader.__name__: reader
    for reader in (
        clock.clock,
        clock.part_of_day,
        clock.spoken_clock,
        dates.full_date,
        dates.month_only,
        dates.month_repeats,
        dates.numeric_date,
        dates.week_of,
        dates.weekday,
        relative.ago,
        relative.day_word,
        relative.earlier,
        relative.earlier_in,
        relative.latest_quarter,
        relative.loose,
        relative.near_units,
        relative.next_unit,
        relative.the_before,
        relative.that_year,
        relative.the_unit,
        relative.vaguer,
        relative.year_ago,
        relative.year_end,
        spans.bare,
        spans.length,
        spans.one_long,
        spans.part_century,
        spans.repeats,
        spans.single,
        years.century,
        years.decade,
        years.feast,
        years.last_quarter,
        years.plain_year,
        years.quarter,
        years.season,
        years.spelt_year,
    )
}
"""What a rule's "reads" names."""


def _vocabulary() -> dict[str, frozenset[str]]:
    """Return the sets of words that pieces and openings name, in lower case."""
    units = frozenset(table("units"))
    found = {
        name: frozenset(table(name))
        for name in ("months", "weekdays", "parts", "seasons", "holidays", "unit_plurals", "sets", "decade_words")
    }
    for name in ("present", "past", "future"):
        found[name], found[f"more_{name}"] = words(name), words(name, "more")
    plurals = frozenset(f"{unit}s" for unit in units) | found["unit_plurals"]
    return found | {"units": units, "plurals": plurals, "numbers": frozenset(UNITS), "ordinals": frozenset(ORDINALS)}


def _joined(written: str) -> str:
    return re.sub(r"(?:^|\n)\s*", "", written)


def _compiled(written: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern of a rule, its pieces put in and its blanks spelt out."""
    written = _joined(written)
    for _ in range(4):  # Pieces hold pieces, AT a CLOCK and that a ZONE; four deep is one more than there are.
        for name, piece in pieces.items():
            written = written.replace("{" + name + "}", piece)
    written = written.replace(" ", r"\s{1,2}").replace("~", r"[\s\-–‑]{1,2}")
    return re.compile(written, re.IGNORECASE)


def _behind(pattern: re.Pattern[str], word: str) -> frozenset[str] | None:
    """Return the words one of which stands behind `word` in a match; None where `word` may be all of it."""
    alone = ("1998", "12") if word == FIGURES else (word,)
    return None if any(pattern.match(f"{one} zzz") for one in alone) else _words_of(pattern)


@cache
def _words_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return the words that a pattern is made of; None where it takes any word."""
    plain = re.sub(r"\(\?<?[!=][^()]*\)", "", pattern.pattern)
    if ANY_WORD in plain:
        return None
    found = re.findall(r"[a-z]+", re.sub(r"\(\?P<\w+>|\\[a-z]", " ", plain.lower()))
    return frozenset(found) | {f"{one}s" for one in found}


@lru_cache(maxsize=50_000)
def rules_before(word: str, behind: str) -> tuple[Rule, ...]:
    """Return the rules that a lower-case word, or `FIGURES`, opens where a blank and the word `behind` follow it."""
    return tuple(rule for rule in rules()[word] if rule.behind is None or behind in rule.behind)


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules by the lower-case word that opens them, `FIGURES` and `MISSPELT` for what no list can hold."""
    grammar = tomllib.loads(files(__package__).joinpath("grammar.toml").read_text(encoding="utf-8"))
    vocabulary = _vocabulary()
    pieces = {name: _joined(piece) for name, piece in grammar["pieces"].items()}
    pieces |= {name: any_of(found) for name, found in vocabulary.items()} | {"NUMBER": NUMBER}
    opens: dict[str, set[str]] = {}
    for name, listed in grammar["opens"].items():
        opens[name] = set()
        for word in listed:
            found = vocabulary[word[1:]] if word.startswith("$") else {word}
            opens[name] |= {re.split(r"[\s'.]", entry)[0] for entry in found}
    out: dict[str, list[Rule]] = {}
    for rule in grammar["rule"]:
        compiled, reader = _compiled(rule["pattern"], pieces), READERS[rule["reads"]]
        for word in sorted(set().union(*(opens[name] for name in rule["opens"].split()))):
            out.setdefault(word, []).append(Rule(compiled, reader, _behind(compiled, word)))
    return {word: tuple(found) for word, found in out.items()}
