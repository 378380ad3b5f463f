"""Where the article ends, and which lines below it name an author, open a comment or go on with one.

A linear chain over the lines: article, author, opening (of a comment without an author line), more (of a comment).
What each line shows has a weight for each state (`text_features.py`, `text_comments.json`); the best way through the
whole page is taken. The article comes first and never comes back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise, takewhile

from onrecord.intake import kinds
from onrecord.intake.text_features import PageEvidence, line_features, name_shape
from onrecord.intake.text_lines import Line
from onrecord.terms import BlockKind, Span

ARTICLE, AUTHOR, OPENING, MORE = range(4)
STATES = ("article", "author", "opening", "more")
FOLLOWS = (
    (ARTICLE, AUTHOR, OPENING),
    (AUTHOR, OPENING, MORE),
    (AUTHOR, OPENING, MORE),
    (AUTHOR, OPENING, MORE),
)
"""What may follow each state."""
FIRST = (ARTICLE, AUTHOR, OPENING)


@dataclass(slots=True)
class Draft:
    """A comment in the making: its pieces in order, or only furniture where `is_comment` is False."""

    pieces: list[tuple[BlockKind, Span]] = field(default_factory=list)
    author: Span | None = None
    posted: str | None = None
    is_comment: bool = True


NAME_SHAPES = frozenset({"given", "given+", "given-", "names", "words", "handle", "handles"})


@dataclass(slots=True)
class CommentLines:
    """`start` is the number of the first line that is no longer the article's."""

    start: int
    drafts: list[Draft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights in logits: for each feature one a state, and for each state following another."""

    features: Mapping[str, Sequence[float]]
    follows: Sequence[Sequence[float]]
    first: Sequence[float]


@cache
def weights() -> Weights:
    """Return the shipped weights."""
    data = json.loads(files("onrecord.intake").joinpath("text_comments.json").read_text(encoding="utf-8"))
    return Weights(features=data["features"], follows=data["follows"], first=data["first"])


def content_numbers(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the lines that are neither furniture nor a mere time."""
    return [
        n
        for n, line in enumerate(lines)
        if len(line.words) > 220 or not (kinds.is_furniture(line.words) or kinds.is_timestamp(line.words))
    ]


def comment_lines(lines: Sequence[Line]) -> CommentLines:
    """Return where the comments begin and what their lines are."""
    numbers = content_numbers(lines)
    states = best_states(line_features(lines, numbers, PageEvidence(lines)), weights())
    first = next((k for k, state in enumerate(states) if state != ARTICLE), None)
    if first is None or not _told(lines, numbers, states, first):
        return CommentLines(len(lines))
    _nearest_name(lines, numbers, states, first)
    said = [k for k in range(first, len(numbers)) if kinds.says_line(lines[numbers[k]].words)]
    if 2 * len(said) > states.count(AUTHOR):  # else "Ann wrote:" only opens a quotation here and there
        placed = frozenset(said)
        for k in said:
            states[k] = AUTHOR
            if k + 1 < len(states) and states[k + 1] == OPENING and k + 1 not in placed:
                states[k + 1] = MORE
    return CommentLines(
        numbers[first], _drafts(lines, dict(zip(numbers[first:], states[first:], strict=True)), numbers[first])
    )


def _nearest_name(lines: Sequence[Line], numbers: Sequence[int], states: list[int], first: int) -> None:
    """Where a sentence was taken for an author's line and a name stands right below it, take the name: it is nearer.

    The sentence is the end of the comment above. Changes `states`.
    """
    for k in range(first + 1, len(states) - 2):
        if states[k] == AUTHOR and states[k + 1] == states[k + 2] == MORE:
            taken, below = (name_shape(lines[numbers[n]].words) for n in (k, k + 1))
            if taken == "phrase" and below in NAME_SHAPES:
                states[k], states[k + 1] = MORE, AUTHOR


def _told(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int], first: int) -> bool:
    """Return whether anything but the wording tells of comments: an author, a run of blank lines, a time above one.

    One or two comments that nothing sets apart are rather the article's last paragraphs.
    """
    openings = [k for k in range(first, len(states)) if states[k] == OPENING]
    if AUTHOR in states or len(openings) > 2:
        return True
    return any(k and (lines[numbers[k]].gap >= 2 or numbers[k] - numbers[k - 1] > 1) for k in openings)


def best_states(rows: Sequence[Sequence[str]], fitted: Weights) -> list[int]:
    """Return the likeliest state of each line (Viterbi)."""
    if not rows:
        return []
    none = float("-inf")
    scores = [_scores(rows[0], fitted)[s] + fitted.first[s] if s in FIRST else none for s in range(4)]
    came: list[tuple[int, ...]] = []
    for row in rows[1:]:
        own = _scores(row, fitted)
        best = [none] * 4
        back = [ARTICLE] * 4
        for before, reachable in enumerate(FOLLOWS):
            if scores[before] == none:
                continue
            for state in reachable:
                score = scores[before] + fitted.follows[before][state]
                if score > best[state]:
                    best[state], back[state] = score, before
        scores = [best[s] + own[s] for s in range(4)]
        came.append(tuple(back))
    state = max(range(4), key=scores.__getitem__)
    path = [state]
    for back_row in reversed(came):
        state = back_row[state]
        path.append(state)
    return path[::-1]


def _scores(row: Sequence[str], fitted: Weights) -> list[float]:
    sums = [0.0, 0.0, 0.0, 0.0]
    for name in row:
        weight = fitted.features.get(name)
        if weight is not None:
            for s in range(4):
                sums[s] += weight[s]
    return sums


def _drafts(lines: Sequence[Line], states: Mapping[int, int], start: int) -> list[Draft]:
    """Return the comments from line `start` on. Times go to the comment they stand under, furniture stays apart."""
    drafts: list[Draft] = []
    posted = _time_above(lines, start)
    states = _with_lost_texts(lines, states)
    for number in range(start, len(lines)):
        line = lines[number]
        state = states.get(number)
        if state is None:
            _place_furniture(drafts, line)
            continue
        if state in (AUTHOR, OPENING) or not any(draft.is_comment for draft in drafts):
            drafts.append(Draft(posted=posted))
            posted = None
        draft = drafts[-1]
        if state == AUTHOR:
            _place_author(draft, line)
        else:
            draft.pieces.append(("comment", line.span))
    return drafts


def _with_lost_texts(lines: Sequence[Line], states: Mapping[int, int]) -> dict[int, int]:
    """Return the states with a comment opened where a longer run of blanks stands below an author's line.

    Only on pages where such runs open comments and author lines stand close to their texts: there the text of that
    author was lost (a picture, say), and what follows is somebody else's.
    """
    found = dict(states)
    numbers = sorted(states)
    below = [n for before, n in pairwise(numbers) if states[before] == AUTHOR]
    wide = [n for n in below if lines[n].gap >= 2]
    opened = sum(states[n] == OPENING and lines[n].gap >= 2 for n in numbers)
    if opened >= 3 and len(wide) * 2 <= len(below):
        found.update({n: OPENING for n in wide if states[n] == MORE})
    return found


def _time_above(lines: Sequence[Line], start: int) -> str | None:
    near = reversed(lines[max(0, start - 2) : start])
    above = [line.words for line in takewhile(lambda line: kinds.is_timestamp(line.words), near)]
    return kinds.time_of(" ".join(reversed(above))) if above else None


def _place_furniture(drafts: list[Draft], line: Line) -> None:
    if kinds.is_timestamp(line.words):
        drafts[-1].pieces.append(("timestamp", line.span))
        if drafts[-1].posted is None and not any(kind == "comment" for kind, _ in drafts[-1].pieces):
            drafts[-1].posted = kinds.time_of(line.words)
    else:
        drafts[-1].pieces.append(("furniture", line.span))


def _place_author(draft: Draft, line: Line) -> None:
    start, end = line.span
    said = kinds.says_line(line.words)
    name, stamp = said if said else (len(line.words.rstrip(" :")) or len(line.words), len(line.words))
    draft.author = Span(start, start + name)
    draft.pieces.append(("author", Span(start, start + len(line.words[:stamp].rstrip()))))
    if stamp < len(line.words):
        draft.pieces.append(("timestamp", Span(start + stamp, end)))
        draft.posted = kinds.time_of(line.words[stamp:])
