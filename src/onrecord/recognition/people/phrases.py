"""Phrases of the word lists found in a stretch of words, many lists at once, at a cost that hardly grows with them.

In a list a word ending in `*` stands for any ending, `...` between words for up to four others. A book of regular
expressions for the same lists took eight times as long. A text is looked through once, for all lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.words import Words, split_words

SHELVES = {
    "cue": ("acts", "cue "),
    "say": ("acts", "say "),
    "qualifiers": ("qualifiers", ""),
    "cited by": ("chains", "cited by"),
    "citing": ("chains", "citing"),
    "told to": ("chains", "told to"),
}
"""The lists kept together: the sections of `data/NAME.txt` that begin with these words, which their labels lack."""

_STEM = 3
"""Letters by which words with any ending are looked up: no list has a shorter one."""

_MOST = 50_000
"""How many words are kept in mind at most."""

GAP = 4
"""How many words `...` may stand for."""


class Hit(NamedTuple):
    """A phrase found: its label, and the numbers of its first word and of the word behind it."""

    label: str
    first: int
    after: int


class _Phrase(NamedTuple):
    shelf: str
    label: str
    second: str  # the word that stands next; "" where that is not one certain word
    rest: tuple[tuple[str, bool, bool], ...]  # each later word, whether any ending will do, whether a gap may precede


class _Openers(dict[str, tuple[_Phrase, ...]]):
    """The phrases that each word met so far may open."""

    def __init__(self) -> None:
        super().__init__()
        self._whole: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[tuple[str, _Phrase]]] = {}

    def add(self, shelf: str, label: str, written: str) -> None:
        items: list[tuple[str, bool, bool]] = []
        gap = False
        for piece in written.split():
            if piece in ("...", "*"):
                gap = True
                continue
            any_ending = piece.endswith("*")
            words = split_words(piece.rstrip("*").lower())
            for number, word in enumerate(words):
                items.append((word, any_ending and number == len(words) - 1, gap and number == 0))
            gap = False
        (first, any_ending, _), rest = items[0], tuple(items[1:])
        second = rest[0][0] if rest and not any(rest[0][1:]) else ""
        made = _Phrase(shelf, label, second, rest)
        if any_ending:
            self._stems.setdefault(first[:_STEM], []).append((first, made))
        else:
            self._whole.setdefault(first, []).append(made)

    def __missing__(self, word: str) -> tuple[_Phrase, ...]:
        stemmed = (phrase for stem, phrase in self._stems.get(word[:_STEM], ()) if word.startswith(stem))
        found = (*self._whole.get(word, ()), *stemmed)
        if len(self) < _MOST:
            self[word] = found
        return found


def _match(low: Sequence[str], at: int, rest: tuple[tuple[str, bool, bool], ...]) -> int:
    """Return the number of the word behind the rest of a phrase that begins at `at`, or 0 where it stands not there."""
    for word, any_ending, gap in rest:
        for here in range(at, min(len(low), at + 1 + (GAP if gap else 0))):
            if low[here] == word or (any_ending and low[here].startswith(word)):
                at = here + 1
                break
        else:
            return 0
    return at


@cache
def _openers() -> _Openers:
    """Return all phrases of `SHELVES`, by the words that open them."""
    found = _Openers()
    for shelf, (name, prefix) in SHELVES.items():
        for section in lexicon.sections(name):
            if section.startswith(prefix):
                for phrase in lexicon.phrases(name, section):
                    found.add(shelf, section.removeprefix(prefix).strip(), phrase)
    return found


def hits(words: Words, numbers: range, shelf: str) -> list[Hit]:
    """Return the phrases of a shelf that stand in the words `numbers` of a text, in order of their first words."""
    if not words.phrases:
        words.phrases = _read(words.low)
    firsts, found = words.phrases[shelf]
    start, stop = numbers.start, numbers.stop
    return [hit for hit in found[bisect_left(firsts, start) : bisect_left(firsts, stop)] if hit.after <= stop]


def _read(low: Sequence[str]) -> dict[str, tuple[list[int], list[Hit]]]:
    """Return the phrases that stand among words in lower case: for each shelf their first words, and all of each."""
    openers = _openers()
    found: dict[str, tuple[list[int], list[Hit]]] = {shelf: ([], []) for shelf in SHELVES}
    for at, (word, behind) in enumerate(zip(low, [*low[1:], ""], strict=True)):
        for shelf, label, second, rest in openers[word]:
            if second and second != behind:
                continue
            after = _match(low, at + 1, rest) if rest else at + 1
            if after:
                firsts, those = found[shelf]
                firsts.append(at)
                those.append(Hit(label, at, after))
    return found
