"""The grammar of times_grammar.toml, read once: which words open an expression and the patterns tried there in order.

Every pattern is bounded, so that no text can make matching slow.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from onrecord.recognition import times_clock, times_dates, times_relative, times_spans, times_years
from onrecord.recognition.numbers import NUMBER, ORDINALS, UNITS
from onrecord.recognition.times_scene import Reading, Scene
from onrecord.recognition.times_words import any_of, table, words

Reader = Callable[[re.Match[str], Scene], list[Reading] | None]
Rule = tuple[re.Pattern[str], Reader]

FIGURES = "#"
"""Stands for any word that begins with a figure."""
MISSPELT = "?"
"""Stands for a word that is a slip away from a month."""
READERS: Mapping[str, Reader] = {
    reader.__name__: reader
    for reader in (
        times_clock.clock,
        times_clock.part_of_day,
        times_clock.spoken_clock,
        times_dates.full_date,
        times_dates.month_only,
        times_dates.month_repeats,
        times_dates.numeric_date,
        times_dates.week_of,
        times_dates.weekday,
        times_relative.ago,
        times_relative.day_word,
        times_relative.earlier,
        times_relative.earlier_in,
        times_relative.latest_quarter,
        times_relative.loose,
        times_relative.near_units,
        times_relative.next_unit,
        times_relative.the_before,
        times_relative.the_unit,
        times_relative.vaguer,
        times_relative.year_ago,
        times_relative.year_end,
        times_spans.bare,
        times_spans.length,
        times_spans.one_long,
        times_spans.part_century,
        times_spans.repeats,
        times_spans.single,
        times_years.century,
        times_years.decade,
        times_years.feast,
        times_years.last_quarter,
        times_years.plain_year,
        times_years.quarter,
        times_years.season,
        times_years.spelt_year,
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


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules by the lower-case word that opens them, `FIGURES` and `MISSPELT` for what no list can hold."""
    grammar = tomllib.loads(files(__package__).joinpath("times_grammar.toml").read_text(encoding="utf-8"))
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
            out.setdefault(word, []).append((compiled, reader))
    return {word: tuple(found) for word, found in out.items()}
