"""Words and word pieces of a text, by code points: what the model reads. Training uses this very code.

A word is a run of letters and digits or one other sign; every word is cut into pieces of BERT's uncased vocabulary.
The model scores words, so pieces need no positions of their own: `Words` keeps where each word stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.errors import ModelError

WORD: Final = re.compile(r"\w+|[^\w\s]")
LONGEST_WORD: Final = 100
"""Longer words (addresses, encoded data) become the unknown piece, as in BERT."""
LONGEST_CACHE: Final = 200_000
"""Words kept with their pieces. All of PolNeAR has 36,000 different ones; a million odd ones must not fill memory."""

CASES: Final = ("lower", "title", "upper", "mixed", "digits", "sign")
"""What `Words.cases` counts in: the vocabulary is lower case, so capitals are told apart this way."""

Piece = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one stretch of text: where each starts and ends, its pieces, and its index in `CASES`."""

    starts: list[int]
    ends: list[int]
    pieces: list[Piece]
    cases: list[int]

    def __len__(self) -> int:
        return len(self.starts)


def case_of(word: str) -> int:
    """Return the index in `CASES` of `word`."""
    if word.isalpha():
        if word.islower():
            return 0
        if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
            return 1
        return 2 if word.isupper() else 3
    return 4 if any(letter.isalnum() for letter in word) else 5


class WordPieces:
    """Cuts text into words and pieces by a vocabulary of BERT's kind: one piece a line, "##" where a word goes on."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids: Final = {piece: n for n, piece in enumerate(vocabulary)}
        missing = [piece for piece in ("[CLS]", "[SEP]", "[UNK]", "[PAD]") if piece not in self._ids]
        if missing:
            raise ModelError(f"expected a vocabulary with [CLS], [SEP], [UNK] and [PAD], but it has no {missing[0]}")
        self.cls: Final = self._ids["[CLS]"]
        self.sep: Final = self._ids["[SEP]"]
        self.pad: Final = self._ids["[PAD]"]
        self.unknown: Final = self._ids["[UNK]"]
        self._known: dict[str, tuple[Piece, int]] = {}

    @classmethod
    def from_file(cls, path: Path) -> WordPieces:
        """Return the pieces of the vocabulary file at `path`."""
        return cls(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def __len__(self) -> int:
        return len(self._ids)

    def cut(self, text: str, start: int, end: int) -> Words:
        """Return the words of `text` from `start` to `end`; signs that only control (zero width) are left out."""
        starts: list[int] = []
        ends: list[int] = []
        pieces: list[Piece] = []
        cases: list[int] = []
        known = self._known
        for match in WORD.finditer(text, start, end):
            word = match.group()
            entry = known.get(word)
            if entry is None:
                entry = self._look_up(word)
            if not entry[0]:
                continue
            start, end = match.span()
            starts.append(start)
            ends.append(end)
            pieces.append(entry[0])
            cases.append(entry[1])
        return Words(starts, ends, pieces, cases)

    def _look_up(self, word: str) -> tuple[Piece, int]:
        if len(self._known) >= LONGEST_CACHE:
            self._known.clear()
        entry = (self.of_word(word), case_of(word))
        self._known[word] = entry
        return entry

    def of_word(self, word: str) -> Piece:
        """Return the pieces of one word: the longest piece first; empty for a sign that only controls."""
        if len(word) == 1 and unicodedata.category(word).startswith("C"):
            return ()
        plain = strip_accents(word.lower())
        if not plain or len(plain) > LONGEST_WORD:
            return (self.unknown,)
        found: list[int] = []
        at = 0
        while at < len(plain):
            end, piece = len(plain), None
            while end > at and piece is None:
                piece = self._ids.get(plain[at:end] if at == 0 else "##" + plain[at:end])
                end -= 1
            if piece is None:
                return (self.unknown,)
            found.append(piece)
            at = end + 1
        return tuple(found)


def strip_accents(word: str) -> str:
    """Return `word` without its combining marks: "café" is "cafe"."""
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn")


def paragraphs(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines of `text` inside `spans` that hold more than white space, in order."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        at = start
        while at < end:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            if text[at:stop].strip():
                found.append((at, stop))
            at = stop + 1
    return found
