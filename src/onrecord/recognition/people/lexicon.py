"""The word lists of `recognition/data`, read once: names, nouns, titles, places, outlets and cue words.

A list is a text file that a person can read and extend: `#` opens a comment, `[section]` a section; a section is a
bag of words parted by white space (`words`), or entries one a line (`lines`). Everything is in lower case there and
here, except the names of outlets and states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.recognition.people.words import fold

_SECTION = re.compile(r"^\[(.+)\]$")


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the sections of `data/NAME.txt`, each as its lines without comments."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    text = (files("onrecord.recognition.people") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        head = _SECTION.match(line)
        if head:
            lines = found.setdefault(head[1], [])
        else:
            lines.append(line)
    return {key: tuple(value) for key, value in found.items()}


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Return a section as a set of words, as they are parted by white space."""
    return frozenset(word for line in sections(name)[section] for word in line.split())


@cache
def phrases(name: str, section: str) -> tuple[str, ...]:
    """Return a section whose entries are parted by `|` or by lines, the longest first."""
    found = {one.strip() for line in sections(name)[section] for one in line.split("|")}
    return tuple(sorted((one for one in found if one), key=lambda one: (-len(one), one)))


@dataclass(frozen=True, slots=True)
class State:
    """A state or union of states: its name, and the names, adjectives, capital and buildings that stand for it."""

    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]


@cache
def states() -> tuple[State, ...]:
    """Return the states of `data/places.txt`."""
    found = []
    for line in sections("places")["states"]:
        names, people, seats = (part.strip() for part in line.split(";"))
        called = tuple(one.strip() for one in names.split("|"))
        adjectives = tuple(one.replace("-", " ") for one in people.split())
        found.append(
            State(called[0], called, adjectives, tuple(one.strip() for one in seats.split("|") if one.strip()))
        )
    return tuple(found)


@cache
def state_names() -> dict[str, str]:
    """Return the state behind each of its names, in lower case: "u.s." is "United States"."""
    return {fold(name): state.name for state in states() for name in state.names}


@cache
def seats() -> dict[str, str]:
    """Return the state whose government a capital or building stands for: "kremlin" is "Russia"."""
    found: dict[str, str] = {}
    for state in states():
        for seat in state.seats:
            found.setdefault(fold(seat), state.name)
    return found


@cache
def demonyms() -> dict[str, str]:
    """Return the state behind an adjective or the name of a people: "russian" and "russians" are "Russia"."""
    return {word: state.name for state in states() for word in state.people}


@cache
def peoples() -> frozenset[str]:
    """Return the adjectives and names of peoples, of one state or of none."""
    return frozenset(demonyms()) | words("places", "peoples")


@cache
def outlets() -> dict[str, str]:
    """Return the fullest name of an outlet behind each of its names, folded and without "the"."""
    found: dict[str, str] = {}
    for line in sections("outlets")["outlets"]:
        names = [one.strip() for one in line.split("|")]
        for name in names:
            found[fold(name).removeprefix("the ")] = names[0]
    return found


@cache
def gender_of_forename() -> dict[str, str]:
    """Return "m" or "f" for each forename that only men or only women bear."""
    either = words("forenames", "either")
    men, women = words("forenames", "masculine") - either, words("forenames", "feminine") - either
    found = dict.fromkeys(men - women, "m")
    found.update(dict.fromkeys(women - men, "f"))
    return found


@cache
def forenames() -> frozenset[str]:
    """Return every known forename, whoever bears it."""
    return words("forenames", "masculine") | words("forenames", "feminine") | words("forenames", "either")


def plural(noun: str) -> str:
    """Return the plural of a noun as English makes it by rule, or by the few exceptions that describe people."""
    for end, many in (("person", "people"), ("child", "children"), ("man", "men"), ("wife", "wives")):
        if noun.endswith(end):
            return noun[: -len(end)] + many
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


@dataclass(frozen=True, slots=True)
class Noun:
    """What the head of a description tells: its kind, gender ("m", "f" or None) and whether it means several."""

    kind: str
    gender: str | None
    many: bool


@cache
def nouns() -> dict[str, Noun]:
    """Return what each noun of `data/nouns.txt` tells, plurals included."""
    found: dict[str, Noun] = {}
    for noun in words("nouns", "document"):
        found[plural(noun)] = found[noun] = Noun("document", None, False)
    for noun in words("nouns", "organization"):
        found[plural(noun)] = Noun("organization", None, True)
        found[noun] = Noun("organization", None, False)
    for section in ("person", "masculine", "feminine"):
        for noun in words("nouns", section):
            found.setdefault(plural(noun), Noun("group", None, True))
    for section, gender in (("person", None), ("masculine", "m"), ("feminine", "f")):
        for noun in words("nouns", section):
            found[noun] = Noun("person", gender, False)
    for noun in words("nouns", "group"):
        found[noun] = Noun("group", None, True)
    for noun in words("titles", "office"):
        found.setdefault(noun, Noun("person", None, False))
        found.setdefault(plural(noun), Noun("group", None, True))
    return found
