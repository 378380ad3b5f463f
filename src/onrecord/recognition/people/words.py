"""A text as words: where each begins and ends, which sentence it stands in, whether it is quoted.

Made once a page and shared by mentions, coreference, chains, acts and qualifiers; nothing outside this room sees a
word's number.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from onrecord.terms import Span

_TOKEN = re.compile(
    r"[A-Z]\.(?:[A-Z]\.)+(?![a-z])"  # U.S., J.K.
    r"|(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Ww]ho|[Ww]hat|[Tt]here|[Hh]ere)(?=['’]s\b)"
    r"|[^\W_]+(?:(?:[-‐‑&/@]|['’](?!(?:re|ll|ve|d|m|RE|LL|VE)\b))[^\W_]+)*"
    r"|['’](?:s|re|ll|ve|d|m|RE|LL|VE)\b"
    r"|\n+|[^\w\s]"
)
_ABBREVIATED = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt maj adm rev hon jr sr st no vs inc corp co ltd dept messrs "
    "cpl cmdr jan feb mar apr jun jul aug sep sept oct nov dec fig approx est u.s u.k e.g i.e pres amb det supt "
    "brig pvt".split()
)
OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
_QUOTES = frozenset('“”„«»"')
_OPENERS = frozenset("“ \" ‘ ' „ « :".split())
_STOPS = frozenset("?!.")
_SIGNS = _STOPS | _QUOTES | {")"}
"""What does more than stand there: ends a sentence, opens or closes a quotation."""
_NO_ACCENT: dict[str, str] = {}


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with straight apostrophes and without full stops."""
    if not text.isascii():
        found = _NO_ACCENT.get(text)
        if found is None:
            plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
            found = "".join(c for c in plain if not unicodedata.combining(c))
            if len(_NO_ACCENT) < 20_000:
                _NO_ACCENT[text] = found
        text = found
    return text.lower().replace(".", "")


def split_words(text: str) -> list[str]:
    """Return the words and signs of a short text as `read_words` would part them."""
    return [found[0] for found in _TOKEN.finditer(text)]


@dataclass
class Words:
    """The words of a text, in order: punctuation counts as a word, a line break parts sentences and is none.

    `low` is each word in lower case as it stands; `upper` whether it begins with a capital; `sentence` its sentence's
    number; `quoted` whether it stands in quotation marks.
    """

    text: str
    starts: list[int]
    ends: list[int]
    low: list[str]
    sentence: list[int]
    quoted: list[bool]
    opens: list[int]  # the first word of each sentence
    upper: list[bool]
    phrases: dict[str, Any] = field(default_factory=dict)  # what `phrases.hits` found

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that stand in lower case somewhere."""
        found = zip(self.low, self.upper, strict=True)
        return frozenset(low for low, upper in found if not upper and low[0].islower())

    @cached_property
    def inner_capitals(self) -> frozenset[str]:
        """The words that have a capital somewhere behind a word in lower case: names, not openings of sentences."""
        upper, low = self.upper, self.low
        return frozenset(
            self.at(n)
            for n in range(1, len(low))
            if upper[n] and ((not upper[n - 1] and low[n - 1][0].islower()) or low[n - 1] in (",", "the"))
        )

    def opens_speech(self, number: int) -> bool:
        """Return whether a word opens its sentence, or what stands behind a quotation mark or a colon."""
        return self.opens[self.sentence[number]] >= number - 1 or self.lower(number - 1) in _OPENERS

    def first_at(self, position: int) -> int:
        """Return the number of the first word that ends after `position`."""
        return bisect_right(self.ends, position)

    def inside(self, span: Span) -> range:
        """Return the numbers of the words that touch `span`."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def span(self, first: int, after: int) -> Span:
        """Return the span from word `first` up to, not including, word `after`."""
        return Span(self.starts[first], self.ends[after - 1])

    def at(self, number: int) -> str:
        """Return the word as it stands in the text, or "" where there is none of that number."""
        return self.text[self.starts[number] : self.ends[number]] if 0 <= number < len(self.starts) else ""

    def lower(self, number: int) -> str:
        """Return the word in lower case, or "" where there is none of that number."""
        return self.low[number] if 0 <= number < len(self.low) else ""

    def sentence_of(self, position: int) -> int:
        """Return the number of the sentence that holds `position`, or the nearest."""
        if not self.starts:
            return 0
        return self.sentence[min(self.first_at(position), len(self.starts) - 1)]

    def sentence_words(self, number: int) -> range:
        """Return the numbers of the words of one sentence."""
        if not 0 <= number < len(self.opens):
            return range(0)
        end = self.opens[number + 1] if number + 1 < len(self.opens) else len(self.starts)
        return range(self.opens[number], end)


def _ends_sentence(word: str, before: str, text: str, end: int) -> bool:
    if word in "?!":
        return True
    if word != ".":
        return False
    if before in _ABBREVIATED or (len(before) == 1 and before.isalpha()):
        return False
    rest = text[end : end + 3].lstrip("\"”’') ")
    return not (rest and rest[0].islower())


def read_words(text: str, spans: Iterable[Span] | None = None) -> Words:
    """Return the words of `text`, or of its `spans` (in order, disjoint), each of which begins a new sentence."""
    words = Words(text, [], [], [], [], [], [], [])
    starts, ends, low, sentence, quoted, opens, upper = (
        words.starts, words.ends, words.low, words.sentence, words.quoted, words.opens, words.upper
    )  # fmt: skip
    number = -1
    for start, end in [Span(0, len(text))] if spans is None else spans:
        fresh, inside, before = True, False, ""
        for found in _TOKEN.finditer(text, start, end):
            word = found[0]
            sign = word in _SIGNS
            if sign or word[0] == "\n":
                if word[0] == "\n":
                    fresh, inside = True, False
                    continue
                closes = word in CLOSING or word == ")" or (word == '"' and inside)
                if word in _QUOTES:
                    inside = word in OPENING or (word == '"' and not inside)
            else:
                closes = False
            if fresh and not closes:
                number += 1
                opens.append(len(starts))
                fresh = False
            elif number < 0:
                number = 0
                opens.append(0)
            at, stop = found.span()
            starts.append(at)
            ends.append(stop)
            lower = word.lower()
            if not sign and "’" in lower:
                lower = lower.replace("’", "'")
            low.append(lower)
            upper.append(word[0].isupper())
            sentence.append(number)
            quoted.append(inside)
            if sign and word in _STOPS and _ends_sentence(word, before, text, stop):
                fresh = True
            before = lower
    return words
