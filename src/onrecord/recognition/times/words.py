"""The words of words.toml, read once, and pieces of pattern made of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon() -> dict[str, Any]:
    """Return the tables of words.toml."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of words.toml, a word to what it means."""
    found: dict[str, Any] = lexicon()[name]
    return found


@cache
def words(section: str, name: str = "words") -> frozenset[str]:
    """Return one list of words.toml as a set of lower-case words."""
    return frozenset(lexicon()[section][name])


def any_of(found: Iterable[str]) -> str:
    """Return a pattern for any of these words, longest first; a straight apostrophe also matches a curly one."""
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return "|".join(word.replace(".", r"\.").replace("'", "['’]").replace(" ", r"[\s-]{1,2}") for word in ordered)


@cache
def unit_code(word: str) -> str:
    """Return the TIMEX3 code of a unit word in the singular or plural: "years" is "Y", "hours" is "TH"."""
    word = word.lower()
    units = table("units")
    word = table("unit_plurals").get(word, word)
    if word not in units and word.endswith("s"):
        word = word[:-1]
    code: str = units[word]
    return code
