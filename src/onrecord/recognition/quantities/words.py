"""The words of words.toml, read once, and what a counted noun is called in the singular."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon() -> dict[str, Any]:
    """Return the tables of words.toml."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of words.toml."""
    found: dict[str, Any] = lexicon()[name]
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of one list of words.toml."""
    found = lexicon()[name]["words"]
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def singular(word: str) -> str:
    """Return the singular of a noun: "countries" is "country", "boxes" is "box"."""
    lower = word.lower()
    known: str | None = table("singulars").get(lower)
    if known:
        return known
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def is_person(word: str) -> bool:
    """Return whether a plural noun names persons, who are counted as people."""
    word = word.lower()
    return word in words("persons") or (
        len(word) > 5 and word.endswith(("men", "women", "ists", "ians", "goers", "makers", "keepers"))
    )


@cache
def is_plural(word: str) -> bool:
    """Return whether a word looks like a plural noun."""
    lower = word.lower()
    if lower in words("stops"):
        return False
    if lower in table("singulars") or is_person(lower):
        return True
    return len(lower) > 2 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "’s", "'s", "ous"))
