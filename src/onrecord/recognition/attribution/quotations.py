"""Pair the quotation marks of a page: straight, curly, German, French, doubled single; never opened, never closed.

Marks are evidence, never a condition: writers forget them and crawls lose them. A quotation that runs over several
paragraphs opens each of them anew and is closed once; `goes_on` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.terms import Span

MARK: Final = re.compile(
    r"""
    [“”„‟"«»‹›＂〝〞'`‘’‚,]  # first, so that only where one of these stands the rest is asked: seven times quicker
    (?:
        (?<=[“”„‟"«»‹›＂〝〞]) | (?<=')' | (?<=`)` | (?<=‘)‘ | (?<=’)’ | (?<=,),(?=\w)
      | (?<=['‘‚]) (?<![\w'’‘].) (?=[\w$£€“"])  # opens a word: 'so
      | (?<=[^\s'’‘]['’‘]) (?![\w'’‘])  # closes one: so', in German so‘
    )""",
    re.VERBOSE,
)
OPENING: Final = frozenset({"„", "``", "‘‘", ",,", "‟", "〝"})
CLOSING: Final = frozenset({"’’", "〞"})
SINGLE: Final = frozenset("'‘’‚")
FRENCH: Final = frozenset("«»‹›")
SPACE_OR_OPEN: Final = frozenset(" \t\u00a0\u202f\n([{—–-/“\"'‘")
WORD_SIGN: Final = re.compile(r"\w")

OUTSIDE, INSIDE, HALF, SIGN = range(4)
"""The classes of `quote_classes`: outside, inside a pair, inside with one mark missing, the mark itself."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, the marks included.

    `opened` and `closed` say whether the mark at that end stands on the page. A quotation never closed runs to the
    end of its paragraph, one never opened begins where the paragraph does or where the last quotation ended.
    `goes_on`: never closed, and the next paragraph opens again. `single`: in single marks.
    """

    span: Span
    opened: bool = True
    closed: bool = True
    goes_on: bool = False
    single: bool = False


def find_quotations(text: str, passages: Iterable[Span | tuple[int, int]]) -> list[Quotation]:
    """Return the quotations in the `passages` (paragraphs, in order) of `text`, by where they start."""
    found: list[Quotation] = []
    for start, end in passages:
        here = _in_paragraph(text, start, end)
        if found and found[-1].opened and not found[-1].closed and here and _opens_with(here[0], text, start):
            last = found[-1]
            found[-1] = Quotation(last.span, last.opened, last.closed, True, last.single)
        found += here
    return found


def _opens_with(first: Quotation, text: str, start: int) -> bool:
    return first.opened and not text[start : first.span.start].strip()


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    double: list[tuple[int, int, str]] = []
    single: list[tuple[int, int, str]] = []
    for match in MARK.finditer(text, start, end):
        sign = match.group()
        (single if sign in SINGLE else double).append((match.start(), match.end(), sign))
    if not double and not single:
        return []
    found = _pair_double(text, start, end, double)
    found += _pair_single(text, start, single, found)
    return sorted(found, key=lambda one: one.span)


def _direction(text: str, start: int, end: int, mark: tuple[int, int, str], first_french: str | None) -> str:
    """Return "open", "close" or "either" for one double mark, from its sign and the signs beside it."""
    at, stop, sign = mark
    if sign in OPENING:
        return "open"
    if sign in CLOSING:
        return "close"
    if sign in FRENCH:
        return "open" if (sign in "«‹") == (first_french in ("«", "‹")) else "close"
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    if sign == "”":
        # Swedish style opens with it too; a word just after and none before tells.
        return "open" if before in SPACE_OR_OPEN and WORD_SIGN.match(after) and before != "—" else "close"
    if sign == "“":
        # German closes with it: a word or a stop just before it and a space after.
        return "close" if before not in SPACE_OR_OPEN and not WORD_SIGN.match(after) else "open"
    if before in SPACE_OR_OPEN and not after.isspace():
        return "open" if WORD_SIGN.match(after) or before.isspace() else "either"
    if not before.isspace() and not WORD_SIGN.match(after):
        return "close"
    return "either"


def _pair_double(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    floor = start
    first_french = next((sign for _, _, sign in marks if sign in FRENCH), None)
    for number, mark in enumerate(marks):
        at, stop, _ = mark
        way = _direction(text, start, end, mark, first_french)
        if way == "either":
            way = "open" if opened is None else "close"
        if way == "open":
            if opened is None:
                opened = at
            continue  # a mark that opens inside an open quotation is one inside the other, or a slip
        if opened is not None:
            found.append(Quotation(Span(opened, stop)))
            opened, floor = None, stop
        elif _is_inches(text, at, mark[2]):
            continue
        elif at > floor and number == 0:
            found.append(Quotation(Span(_first_word(text, floor, at), stop), opened=False))
            floor = stop
    if opened is not None and opened + 1 < end:
        found.append(Quotation(Span(opened, end), closed=False))
    return found


def _is_inches(text: str, at: int, sign: str) -> bool:
    return sign in ('"', "''") and at > 0 and text[at - 1].isdigit()


def _first_word(text: str, start: int, end: int) -> int:
    while start < end - 1 and text[start].isspace():
        start += 1
    return start


def _pair_single(
    text: str, start: int, marks: Sequence[tuple[int, int, str]], double: Sequence[Quotation]
) -> list[Quotation]:
    """Return quotations in single marks: only pairs, since a lone one is an apostrophe ("the Joneses' house")."""
    found: list[Quotation] = []
    opened: int | None = None
    for at, stop, sign in marks:
        before = text[at - 1] if at > start else " "
        if before in SPACE_OR_OPEN and sign != "’":
            opened = at if opened is None else opened
        elif opened is not None and sign in "'’‘" and stop - opened > 3:
            found.append(Quotation(Span(opened, stop), single=True))
            opened = None
    held = [one.span for one in double if one.opened and one.closed]
    return [one for one in found if not any(_crosses(one.span, span) for span in held)]


def _crosses(one: Span, other: Span) -> bool:
    return (one.start < other.start < one.end < other.end) or (other.start < one.start < other.end < one.end)


def quote_classes(quotations: Sequence[Quotation], starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Return for each word, given by where it starts and ends, one of `OUTSIDE`, `INSIDE`, `HALF`, `SIGN`.

    Words and quotations are in order; where quotations lie one in the other the outer one counts.
    """
    classes = [OUTSIDE] * len(starts)
    at = 0
    for one in sorted(quotations, key=lambda q: (q.span.start, -q.span.end)):
        while at and starts[at - 1] >= one.span.start:
            at -= 1
        while at < len(starts) and starts[at] < one.span.start:
            at += 1
        inside = INSIDE if one.opened and one.closed else HALF
        n = at
        while n < len(starts) and ends[n] <= one.span.end:
            if classes[n] == OUTSIDE:
                edge = (one.opened and starts[n] == one.span.start) or (one.closed and ends[n] == one.span.end)
                classes[n] = SIGN if edge else inside
            n += 1
        at = n
    return classes
