"""The tone of a comment as named numbers: whom it addresses, how it sneers, lectures, waves away and generalises."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

WORD = re.compile(r"[^\W_]+")
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
SCARE = re.compile(r"(?<!\w)[\"“'‘][^\"“”'’\n.,]{2,30}[\"”'’](?!\w)")
ELLIPSIS = re.compile(r"\.\.\.+|…")
SMILE = re.compile(r"[:;]-?[)DPp](?!\w)|[😀-😏😜🙄🤣🤡]")
FIRST_PERSON = frozenset({"i", "my", "me", "we", "our", "us"})


@dataclass(frozen=True, slots=True)
class Marks:
    """For each feature its single words; for each two words the phrases they open, each with its feature."""

    words: dict[str, frozenset[str]]
    phrases: dict[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]]


@lru_cache(maxsize=1)
def marks() -> Marks:
    """Return the marks of tone, read once from `tone.json`."""
    raw = json.loads((files("onrecord.recognition.conduct") / "tone.json").read_text("utf-8"))["features"]
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
    for name, entry in raw.items():
        for phrase in entry["phrases"]:
            first, second, *rest = phrase.split()
            phrases.setdefault((first, second), []).append((tuple(rest), name))
    return Marks(
        {name: frozenset(entry["words"]) for name, entry in raw.items()},
        {opening: tuple(rest) for opening, rest in phrases.items()},
    )


def phrases_in(words: list[str]) -> Counter[str]:
    """Return how many different phrases of each feature stand in the words."""
    known = marks().phrases
    seen: set[tuple[tuple[str, str], tuple[str, ...], str]] = set()
    for at, pair in enumerate(pairwise(words)):
        if pair in known:
            seen.update(
                (pair, rest, name) for rest, name in known[pair] if tuple(words[at + 2 : at + 2 + len(rest)]) == rest
            )
    return Counter(name for _, _, name in seen)


def tone(text: str, low: str) -> dict[str, float]:
    """Return the tone of a comment, each feature from 0 to 1: more of a mark adds ever less, length counts a little."""
    words = WORD.findall(low)
    if not words:
        return {"one": 1.0}
    present = set(words)
    phrases = phrases_in(words)
    values = {"one": 1.0}
    size = 1.0 + len(words) / 60.0
    for name, own in marks().words.items():
        hits = len(present & own) + phrases[name]
        values[name] = _damped(hits / math.sqrt(size))
    sentences = max(1, len(re.findall(r"[.!?]+", text)))
    values["first person"] = _damped(len(present & FIRST_PERSON))
    values["exclaims"] = _damped(text.count("!"))
    values["asks"] = _damped(text.count("?"))
    values["opens by addressing"] = float(words[0] in {"you", "your", "so", "oh", "wow", "yeah", "sure", "ah"})
    values["shouts"] = _damped(len(SHOUTED.findall(text)))
    values["scare quotes"] = _damped(len(SCARE.findall(text)))
    values["trails off"] = _damped(len(ELLIPSIS.findall(text)))
    values["smiles"] = _damped(len(SMILE.findall(text)))
    values["short"] = 1.0 / (1.0 + len(words) / 25.0)
    values["curt"] = 1.0 / (1.0 + len(words) / sentences / 10.0)
    return values


def _damped(count: float) -> float:
    """Return the count on a scale from 0 to 1: 1 gives 0.5, 3 gives 0.75."""
    return count / (1.0 + count)
