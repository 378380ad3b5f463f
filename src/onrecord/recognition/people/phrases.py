"""Phrases of the word lists found in a stretch of words, many lists at once, at a cost that hardly grows with them.

In a list a word ending in `*` stands for any ending, `...` between words for up to four others. A book of regular
expressions for the same lists took eight times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.words import split_words

_STEM = 3
"""Letters by which words with any ending are looked up: no list has a shorter one."""

_MOST = 50_000
"""How many words a book keeps in mind at most."""

GAP = 4
"""How many words `...` may stand for."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    rest: tuple[tuple[str, bool, bool], ...]  # word, whether any ending will do, whether a gap may stand before it


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its label, and the numbers of its first word and of the word behind it."""

    label: str
    first: int
    after: int


class PhraseBook:
    """Phrases by label, ready to be found."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._whole: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[tuple[str, _Phrase]]] = {}
        self._known: dict[str, tuple[_Phrase, ...]] = {}  # what the words met so far may open
        for label, phrases in lists.items():
            for phrase in phrases:
                self._add(label, phrase)

    def _add(self, label: str, phrase: str) -> None:
        items: list[tuple[str, bool, bool]] = []
        gap = False
        for piece in phrase.split():
            if piece in ("...", "*"):
                gap = True
                continue
            any_ending = piece.endswith("*")
            words = split_words(piece.rstrip("*").lower())
            for number, word in enumerate(words):
                items.append((word, any_ending and number == len(words) - 1, gap and number == 0))
            gap = False
        (first, any_ending, _), rest = items[0], tuple(items[1:])
        made = _Phrase(label, rest)
        if any_ending:
            self._stems.setdefault(first[:_STEM], []).append((first, made))
        else:
            self._whole.setdefault(first, []).append(made)

    def find(self, low: Sequence[str], start: int, stop: int) -> Iterator[Hit]:
        """Yield the phrases that stand in words `start` to `stop` of `low`, which are in lower case."""
        known = self._known
        for at in range(start, stop):
            word = low[at]
            phrases = known.get(word)
            if phrases is None:
                phrases = self._of(word)
            for phrase in phrases:
                after = _match(low, at + 1, stop, phrase.rest)
                if after:
                    yield Hit(phrase.label, at, after)

    def _of(self, word: str) -> tuple[_Phrase, ...]:
        """Return the phrases that a word may open."""
        stemmed = (phrase for stem, phrase in self._stems.get(word[:_STEM], ()) if word.startswith(stem))
        found = (*self._whole.get(word, ()), *stemmed)
        if len(self._known) < _MOST:
            self._known[word] = found
        return found


def _match(low: Sequence[str], at: int, stop: int, rest: tuple[tuple[str, bool, bool], ...]) -> int:
    """Return the number of the word behind the rest of a phrase that begins at `at`, or 0 where it stands not there."""
    for word, any_ending, gap in rest:
        for here in range(at, min(stop, at + 1 + (GAP if gap else 0))):
            if low[here] == word or (any_ending and low[here].startswith(word)):
                at = here + 1
                break
        else:
            return 0
    return at


@cache
def book(name: str, prefix: str = "") -> PhraseBook:
    """Return the book of `data/NAME.txt`: of its sections, or of those that begin with `prefix`, which is left off."""
    chosen = [section for section in lexicon.sections(name) if section.startswith(prefix)]
    return PhraseBook({section.removeprefix(prefix).strip(): lexicon.phrases(name, section) for section in chosen})
