"""What a time expression is read against: the anchor day, what was named before it, and the tense around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from onrecord.recognition.times.words import words
from onrecord.terms import Span

ABBREVIATIONS = (
    "Rep", "Sen", "Gov", "Dr", "Mr", "Mrs", "Ms", "Lt", "Col", "Gen", "St", "Jr", "Sr", "Prof", "Sgt", "Capt",
    "Maj", "Adm", "Hon", "Rev", "Pvt", "Cpl", "Det", "Supt", "vs", "No", "Inc", "Corp", "Co", "Ltd", "Jan",
    "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Calif", "Fla", "Mass",
    "Conn", "Mich", "Minn", "Wash", "Ariz", "Colo", "Ill", "Ind", "Tenn",
)  # fmt: skip
SENTENCE_END = re.compile(
    r"[.!?](?<=[\w)\]%\"”’'].)"
    + "".join(rf"(?<!\b{word}\.)" for word in [*ABBREVIATIONS, "[A-Z]"])
    + r"[\"”’']{0,2}\s{1,4}(?=[A-Z“\"‘'(\[\d])|\n"
)
"""Where a sentence ends: a full stop that is not an initial's or an abbreviation's and has a new start behind it."""
WORD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?|[’']ll")
HAD_BEEN_DUE = re.compile(r"\bhad (?:\w+ )?been (?:due|scheduled|expected|slated|supposed|set) to\b")
"""What was to come and is past: "it had been due to expire Friday"."""


class Reading(NamedTuple):
    """One expression read: where, its TIMEX3 type and value, and what it was counted from."""

    start: int
    end: int
    type: str
    value: str
    reason: str


@dataclass(slots=True)
class Scene:
    """One text under reading. `day`, `year` and `quarter` are the last ones named, with the place they ended."""

    text: str
    anchor: date | None
    low: int = 0
    high: int = 0
    vague: bool = False
    day: tuple[int, date] | None = None
    month: tuple[int, int, int] | None = None
    year: tuple[int, int] | None = None
    quarter: tuple[int, int, int] | None = None
    readings: list[Reading] = field(default_factory=list)

    def before(self, start: int, width: int = 200) -> str:
        """Return the part of the sentence that stands before `start`."""
        left = self.text[max(self.low, start - width) : start]
        cut = 0
        for found in SENTENCE_END.finditer(left):
            cut = found.end()
        return left[cut:]

    def after(self, end: int, width: int = 120) -> str:
        """Return the part of the sentence that stands after `end`."""
        right = self.text[end : min(self.high, end + width)]
        found = SENTENCE_END.search(right)
        return right[: found.start()] if found else right

    def same_sentence(self, place: int, start: int) -> bool:
        """Return whether what ended at `place` stands in the sentence of `start`."""
        return 0 <= start - place < 400 and not SENTENCE_END.search(self.text, place, start)

    def note(self, reading: Reading) -> None:
        """Keep a reading and what it names for those that follow."""
        self.readings.append(reading)
        value, end = reading.value, reading.end
        if reading.type in ("DURATION", "SET") or not value[:4].isdigit() or len(value) < 4:
            return
        year = int(value[:4])
        if not 1000 <= year <= 9998:
            return
        self.year = (end, year)
        if len(value) >= 10 and value[5:7].isdigit() and value[8:10].isdigit():
            self.day = (end, date(year, int(value[5:7]), int(value[8:10])))
        elif len(value) == 7 and value[5] == "Q" and value[6].isdigit() and reading.reason != "quarter named before":
            self.quarter = (end, year, int(value[6]))
        elif len(value) == 7 and value[5:7].isdigit():
            self.month = (end, year, int(value[5:7]))


def word_tense(word: str) -> int:
    """Return 1 where a word looks ahead ("will"), -1 where it looks back ("said"), 0 where it tells nothing."""
    if word == "May":
        return 0
    word = word.lower()
    if word in words("tense", "future"):
        return 1
    if word in words("tense", "past"):
        return -1
    if word.endswith("ed") and len(word) > 4 and word not in words("tense", "neither") and not word.endswith("eed"):
        return -1
    return 1 if word.endswith(("’ll", "'ll")) else 0


def tense(scene: Scene, span: Span) -> int:
    """Return which way the verb nearest to an expression looks: 1 ahead, -1 back, 0 where none tells.

    The nearest verb before it in the sentence decides ("said it will meet Thursday" looks ahead), else the first after.
    "to" with a verb looks ahead only by what governs it ("planned to leave").
    """
    before_it = scene.before(span.start)
    if HAD_BEEN_DUE.search(before_it, max(0, len(before_it) - 60)):
        return -1
    left = WORD.findall(before_it)[-16:]
    bound = False
    for place in range(len(left) - 1, -1, -1):
        word, before = left[place], left[place - 1].lower() if place else ""
        word = word if word == "May" else word.lower()
        if word == "to" and before in ("is", "are", "was", "were", "due"):
            return 1
        if word == "to" and place + 1 < len(left) and not word_tense(left[place + 1]):
            bound = True
        if word in words("tense", "commits"):
            return 1 if bound else -1 if word.endswith("ed") or word == "told" else 1
        if word in ("due", "scheduled", "expected", "supposed", "slated") and "had" in (
            before,
            left[place - 2].lower(),
        ):
            return -1  # "had been due to expire Friday"
        if word == "set":
            return 1 if before in ("is", "are", "be", "was", "were", "been") else -1
        found = word_tense(word)
        if found and not (found < 0 and before == "be"):
            return found
    return tense_after(scene, span)


def tense_after(scene: Scene, span: Span) -> int:
    """Return which way the first verb behind an expression looks."""
    right = WORD.findall(scene.after(span.end))
    for word in right[:10]:
        found = -1 if word == "set" else word_tense(word)
        if found:
            return found
    return 0
