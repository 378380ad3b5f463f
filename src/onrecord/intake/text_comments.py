"""Where the article ends, and which lines below it name an author, open a comment or go on with one.

A linear chain over the lines: article, author, opening (of a comment without an author line), more (of a comment).
What each line shows has a weight for each state (`text_features.py`, `text_comments.json`); the best way through the
whole page is taken. The article comes first and never comes back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise, takewhile

from onrecord.intake import kinds
from onrecord.intake.text_bars import Bars, bars_of
from onrecord.intake.text_endings import farewells
from onrecord.intake.text_features import PageEvidence, fold, line_features, name_shape
from onrecord.intake.text_layout import Layout, layout_of
from onrecord.intake.text_lines import Line
from onrecord.intake.text_signed import LONGEST, Signature
from onrecord.intake.text_talk import heads_comments, openings, paragraphs_of, talk_of, words_of
from onrecord.intake.text_words import MARKER
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


NOBODY: Mapping[int, Signature] = {}
NAME_SHAPES = frozenset({"given", "given+", "given-", "names", "words", "handle", "handles", "initials"})


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
    return [n for n, line in enumerate(lines) if not (line.furniture or line.stamp)]


def comment_lines(lines: Sequence[Line]) -> CommentLines:
    """Return where the comments begin and what their lines are."""
    layout = layout_of(lines)
    if layout is not None:
        return _laid_out(lines, layout)
    numbers = content_numbers(lines)
    evidence = PageEvidence(lines)
    scored = scores_of(line_features(lines, numbers, evidence), weights())
    fitted = weights()
    barred = _no_authors(lines, numbers, [evidence.shapes[n] for n in numbers])
    states = best_path(scored, fitted, barred)
    if _too_many_without_text(states):
        fitted = Weights(fitted.features, _apart(fitted.follows), fitted.first)
        states = best_path(scored, fitted, barred)
    odd = _out_of_line(lines, numbers, states) | _signatures(lines, numbers, states) | _letters(lines, numbers, states)
    if odd:
        states = best_path(scored, fitted, barred | odd)
    first = next((k for k, state in enumerate(states) if state != ARTICLE), None)
    if first is None or not _told(lines, numbers, states, first):
        bars = bars_of(lines)
        return _parted(lines, bars) if bars else _talked(lines)
    _nearest_name(lines, numbers, states, first)
    _name_met_again(lines, numbers, states, first, barred)
    said = [k for k in range(first, len(numbers)) if kinds.says_line(lines[numbers[k]].words)]
    if 2 * len(said) > states.count(AUTHOR):  # else "Ann wrote:" only opens a quotation here and there
        placed = frozenset(said)
        for k in said:
            states[k] = AUTHOR
            if k + 1 < len(states) and states[k + 1] == OPENING and k + 1 not in placed:
                states[k + 1] = MORE
    if _lost_without_trace(lines, numbers, states, first):
        first = _below_heading(lines, numbers, first)
        found = {n: state or OPENING for n, state in zip(numbers[first:], states[first:], strict=True)}
        _part_lumps(lines, found, numbers[:first])
    else:
        found = dict(zip(numbers[first:], states[first:], strict=True))
    return CommentLines(numbers[first], _drafts(lines, found, numbers[first]))


def _lost_without_trace(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int], first: int) -> bool:
    """Return whether the page seems to have lost names and to have left neither blanks nor anything else for them.

    The first comment lacks one then, and comments seem to be many paragraphs long.
    """
    if states[first] != OPENING or any(lines[n].gap >= 2 or n > m + 1 for m, n in pairwise(numbers[first:])):
        return False
    opened = [numbers[k] for k in range(first, len(states)) if states[k] in (AUTHOR, OPENING)]
    said = [n for k, n in enumerate(numbers[first:], first) if states[k] != AUTHOR]
    return len(opened) > FEW and len(paragraphs_of(lines, said)) >= (1 + LUMPED) * len(opened)


def _below_heading(lines: Sequence[Line], numbers: Sequence[int], first: int) -> int:
    """Return the place of the first line below a heading of comments that stands just above, else `first`."""
    for k in range(max(0, first - NEAR_HEADING), first):
        if heads_comments(lines[numbers[k]].words):
            return k + 1
        if any(heads_comments(line.words) for line in lines[numbers[k - 1] + 1 if k else 0 : numbers[k]]):
            return k
    return first


def _part_lumps(lines: Sequence[Line], states: dict[int, int], above: Sequence[int]) -> None:
    """Open comments where their paragraphs say so. Changes `states`."""
    said = [lines[n].words for n in above]
    lumps: list[list[int]] = []
    for n, state in states.items():
        if state != MORE:
            lumps.append([])
        if state != AUTHOR:
            lumps[-1].append(n)
    for lump in lumps:
        parts = paragraphs_of(lines, lump)
        words = [words_of(lines, part) for part in parts]
        opened = [part[0] for part, opens in zip(parts, openings(words, said), strict=True) if opens]
        states.update(dict.fromkeys(opened[1:], OPENING))
        said += words


def _parted(lines: Sequence[Line], bars: Bars) -> CommentLines:
    """Return the comments of a page that names nobody and prints something between them."""
    start = bars.texts[0][0]
    states = {n: MORE for text in bars.texts for n in text} | {text[0]: OPENING for text in bars.texts}
    drafts = _drafts(lines, states, start)
    ends = [text[-1] for text in bars.texts]
    edges = [*ends, len(lines)] if bars.below else [start - 2, *ends]
    for k, draft in enumerate(drafts):
        near = range(edges[k] + 1, edges[k + 1]) if bars.below else range(max(0, edges[k] + 1), bars.texts[k][0])
        stamps = [lines[n].words for n in near if lines[n].stamp]
        draft.posted = kinds.time_of(" ".join(stamps)) if stamps else None
    return CommentLines(start, drafts)


def _talked(lines: Sequence[Line]) -> CommentLines:
    """Return the comments of a page that marks none and where only the talk below a heading or a break tells."""
    texts = talk_of(lines)
    if not texts:
        return CommentLines(len(lines))
    states = {n: MORE for text in texts for n in text} | {text[0]: OPENING for text in texts}
    return CommentLines(texts[0][0], _drafts(lines, states, texts[0][0]))


def _laid_out(lines: Sequence[Line], layout: Layout) -> CommentLines:
    """Return the comments of a page that prints each of them alike."""
    if layout.below:
        return _signed_below(lines, layout)
    start, names = layout.authors[0], frozenset(layout.authors)
    states = {n: AUTHOR if n in names else MORE for n in range(start, len(lines)) if n not in layout.furniture}
    return CommentLines(start, _drafts(lines, states, start, layout.signed))


def _signed_below(lines: Sequence[Line], layout: Layout) -> CommentLines:
    """Return the comments of a page that prints name and time below each.

    Where nothing heads the comments, the first is the one paragraph right above its author.
    """
    last = layout.authors[0]
    heads = [n for n in range(last) if MARKER.fullmatch(lines[n].words[:LONGEST])]
    start = heads[-1] + 1 if heads else max(0, last - 1)
    drafts: list[Draft] = []
    at = start
    for number in layout.authors:
        draft = Draft()
        for n in range(at, number):
            if n in layout.furniture:
                _place_furniture([draft], lines[n])
            else:
                draft.pieces.append(("comment", lines[n].span))
        _place_author(draft, lines[number], layout.signed[number])
        drafts.append(draft)
        at = number + 1
    for n in range(at, len(lines)):
        _place_furniture(drafts, lines[n])
    return CommentLines(start, drafts)


def _nearest_name(lines: Sequence[Line], numbers: Sequence[int], states: list[int], first: int) -> None:
    """Where a sentence was taken for an author's line and a name stands right below it, take the name: it is nearer.

    The sentence is the end of the comment above. Changes `states`.
    """
    for k in range(first + 1, len(states) - 2):
        if states[k] == AUTHOR and states[k + 1] == states[k + 2] == MORE:
            taken, below = (name_shape(lines[numbers[n]].words) for n in (k, k + 1))
            if taken == "phrase" and below in NAME_SHAPES:
                states[k], states[k + 1] = MORE, AUTHOR


def _name_met_again(
    lines: Sequence[Line], numbers: Sequence[int], states: list[int], first: int, barred: frozenset[int]
) -> None:
    """Where two lines could name the author and only the upper is met again, take that: the other is a title.

    Changes `states`.
    """
    again = Counter(fold(lines[n].words) for n in numbers[first:] if len(lines[n].words) <= LONGEST)
    for k in range(first + 1, len(states)):
        upper, lower = (lines[numbers[n]].words for n in (k - 1, k))
        if (
            states[k] == AUTHOR
            and states[k - 1] != AUTHOR
            and k - 1 not in barred
            and again[fold(upper)] > 1 == again[fold(lower)]
            and name_shape(upper) in NAME_SHAPES
        ):
            states[k - 1], states[k] = AUTHOR, MORE


def _told(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int], first: int) -> bool:
    """Return whether anything but the wording tells of comments: an author, a run of blank lines, a time above one.

    A run of blank lines tells nothing where the article has one too.
    """
    openings = [k for k in range(first, len(states)) if states[k] == OPENING]
    wide = sum(lines[numbers[k]].gap >= 2 for k in openings)
    if AUTHOR in states or (len(openings) > 2 and wide > 1):
        return True
    gaps = not any(lines[numbers[k]].gap >= 2 for k in range(TOP, first))
    return any(k and ((gaps and lines[numbers[k]].gap >= 2) or numbers[k] - numbers[k - 1] > 1) for k in openings)


LUMPED = 0.8
"""Paragraphs of a comment beyond its first, on the mean, from which a page's comments may each be several.

Where the first name alone is lost and comments are long, this parts too many (F1 of the public pages so changed .84,
.97 without); where all names of one word are and left no blanks, it finds more (.58, .46 without)."""
NEAR_HEADING = 4
"""Lines between a heading of comments and what was read as the first, which are comments too."""
FEW = 3
"""Comments with names of which one more, lacking any, may be the article's last paragraphs."""
TOP = 3
"""Lines of a page's head, which may stand apart as they like."""
ALIKE = 0.8
"""Share of a page's author lines that must stand between blank lines, for the others to be no authors."""


LOST = 0.15
"""Share of a page's authors beyond which those without a word are no authors: only now and then is a text lost."""


def _too_many_without_text(states: Sequence[int]) -> bool:
    lost = sum(pair == (AUTHOR, AUTHOR) for pair in pairwise(states))
    return lost > LOST * states.count(AUTHOR)


def _apart(follows: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the weights of states in turn with no author right after another."""
    rows = [list(row) for row in follows]
    rows[AUTHOR][AUTHOR] = -1e6
    return rows


def _no_authors(lines: Sequence[Line], numbers: Sequence[int], shapes: Sequence[str | None]) -> frozenset[int]:
    """Return the lines that are no author's: farewells and what belongs to them, parts of sentences, no name's shape.

    One author in 740 of the public threads has no such shape.
    """
    odd = (k for k, n in enumerate(numbers) if shapes[k] is None and not kinds.says_line(lines[n].words[:LONGEST]))
    runs = (k for k in range(1, len(numbers) - 1) if all(_runs_on(lines, numbers[j]) for j in (k, k + 1)))
    return farewells(lines, numbers, shapes).union(odd, runs)


def _runs_on(lines: Sequence[Line], n: int) -> bool:
    """Return whether the line goes on with the sentence of the line above, broken at a link."""
    words, above = lines[n].words, lines[n - 1].words
    return not lines[n].gap and words[0].islower() and (above[-1].isalnum() or above[-1] == ",")


def _signatures(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int]) -> frozenset[int]:
    """Return the lines read as authors without a word whose name never has one: so readers sign below."""
    bare: dict[str, list[int]] = {}
    speak = set()
    for k, state in enumerate(states):
        if state == AUTHOR:
            name = fold(lines[numbers[k]].words)
            if k + 1 < len(states) and states[k + 1] == MORE and lines[numbers[k + 1]].gap < 2:
                speak.add(name)
            else:
                bare.setdefault(name, []).append(k)
    return frozenset(k for name, some in bare.items() if len(some) > 1 and name not in speak for k in some)


_FROM = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}, [A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,2}")
"""A name and a place: "J. Tarn, Port Ellery". None of 740 authors on the public threads is printed so."""


def _letters(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int]) -> frozenset[int]:
    """Return the lines read as authors that sign letters above them: the last line of the page signs one too."""
    if AUTHOR not in states or name_shape(lines[numbers[-1]].words) is None:
        return frozenset()
    signed = frozenset(k for k, s in enumerate(states) if s == AUTHOR and _FROM.fullmatch(lines[numbers[k]].words[:80]))
    return signed if len(signed) > 1 and 2 * len(signed) > states.count(AUTHOR) else frozenset()


def _out_of_line(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int]) -> frozenset[int]:
    """Return the lines read as authors that touch another line, on a page where nearly all stand alone."""
    named = [k for k, state in enumerate(states) if state == AUTHOR]
    touching = frozenset(
        k for k in named if not lines[numbers[k]].gap or (numbers[k] + 1 < len(lines) and not lines[numbers[k] + 1].gap)
    )
    return touching if len(named) >= 4 and len(touching) <= (1 - ALIKE) * len(named) else frozenset()


def best_states(rows: Sequence[Sequence[str]], fitted: Weights) -> list[int]:
    """Return the likeliest state of each line (Viterbi)."""
    return best_path(scores_of(rows, fitted), fitted)


def best_path(scored: Sequence[tuple[float, ...]], fitted: Weights, barred: frozenset[int] = frozenset()) -> list[int]:
    """Return the likeliest state of each line by its scores for each. Those `barred` are no author lines."""
    if not scored:
        return []
    none = float("-inf")
    scores = [scored[0][s] + fitted.first[s] if s in FIRST else none for s in range(4)]
    if 0 in barred:
        scores[AUTHOR] = none
    came: list[list[int]] = []
    for k in range(1, len(scored)):
        best = [none] * 4
        back = [ARTICLE] * 4
        for before, reachable in enumerate(FOLLOWS):
            at = scores[before]
            if at == none:
                continue
            follows = fitted.follows[before]
            for state in reachable:
                score = at + follows[state]
                if score > best[state]:
                    best[state], back[state] = score, before
        scores = [a + b for a, b in zip(best, scored[k], strict=True)]
        if k in barred:
            scores[AUTHOR] = none
        came.append(back)
    state = max(range(4), key=scores.__getitem__)
    path = [state]
    for back in reversed(came):
        state = back[state]
        path.append(state)
    return path[::-1]


def scores_of(rows: Sequence[Sequence[str]], fitted: Weights) -> list[tuple[float, ...]]:
    """Return for each line the sum of its features' weights for each state."""
    weight_of = fitted.features.get
    found: list[tuple[float, ...]] = []
    for row in rows:
        article = author = opening = more = 0.0
        for name in row:
            weight = weight_of(name)
            if weight is not None:
                article += weight[ARTICLE]
                author += weight[AUTHOR]
                opening += weight[OPENING]
                more += weight[MORE]
        found.append((article, author, opening, more))
    return found


def _drafts(
    lines: Sequence[Line], states: Mapping[int, int], start: int, signed: Mapping[int, Signature] = NOBODY
) -> list[Draft]:
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
            _place_author(draft, line, signed.get(number))
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
    above = [line.words for line in takewhile(lambda line: line.stamp, near)]
    return kinds.time_of(" ".join(reversed(above))) if above else None


def _place_furniture(drafts: list[Draft], line: Line) -> None:
    if line.stamp:
        drafts[-1].pieces.append(("timestamp", line.span))
        if drafts[-1].posted is None and not any(kind == "comment" for kind, _ in drafts[-1].pieces):
            drafts[-1].posted = kinds.time_of(line.words)
    else:
        drafts[-1].pieces.append(("furniture", line.span))


def _place_author(draft: Draft, line: Line, signature: Signature | None) -> None:
    start, end = line.span
    if signature is None:
        said = kinds.says_line(line.words)
        whole = len(line.words)
        name, stamp = ((0, said[0]), (said[1], whole)) if said else ((0, len(line.words.rstrip(" :")) or whole), None)
    else:
        name, stamp = signature.name, signature.stamp
    draft.author = Span(start + name[0], start + name[1])
    if stamp is None or stamp[0] >= len(line.words):
        draft.pieces.append(("author", line.span))
        return
    draft.pieces.append(("author", Span(start, start + len(line.words[: stamp[0]].rstrip()))))
    draft.pieces.append(("timestamp", Span(start + stamp[0], end)))
    draft.posted = kinds.time_of(line.words[slice(*stamp)].rstrip(" :"))
