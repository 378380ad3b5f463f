"""Where the article ends, and which lines below it name an author, open a comment or go on with one.

A page that prints each comment alike is read by that layout. Elsewhere a chain over the lines decides
(`chain.py`), with a second look at what it read (`reread.py`); where it finds nothing, what the site prints
between comments, or what they say (`bars.py`, `talk.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.intake import kinds
from onrecord.intake.text.bars import Bars, bars_of
from onrecord.intake.text.chain import ARTICLE, AUTHOR, MORE, OPENING, Weights, apart, best_path, scores_of, weights
from onrecord.intake.text.drafts import CommentLines, Draft, drafts_of, place_author, place_furniture
from onrecord.intake.text.features import PageEvidence, line_features
from onrecord.intake.text.layout import Layout, layout_of
from onrecord.intake.text.lines import Line
from onrecord.intake.text.reread import (
    below_heading,
    letters,
    lost_without_trace,
    name_met_again,
    name_without_text,
    nearest_name,
    no_authors,
    out_of_line,
    part_lumps,
    past_closing,
    signatures,
    told,
    too_many_without_text,
)
from onrecord.intake.text.signed import LONGEST
from onrecord.intake.text.talk import heads_comments, talk_of
from onrecord.intake.text.words import MARKER


def content_numbers(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the lines that are neither furniture nor a mere time."""
    return [n for n, line in enumerate(lines) if not (line.furniture or line.stamp)]


def comment_lines(lines: Sequence[Line]) -> CommentLines:
    """Return where the comments begin and what their lines are."""
    layout = _layout_below_heading(lines)
    if layout is not None:
        return _laid_out(lines, layout)
    numbers = content_numbers(lines)
    evidence = PageEvidence(lines)
    scored = scores_of(line_features(lines, numbers, evidence), weights())
    fitted = weights()
    barred = no_authors(lines, numbers, [evidence.shapes[n] for n in numbers])
    states = best_path(scored, fitted, barred)
    if too_many_without_text(states):
        fitted = Weights(fitted.features, apart(fitted.follows), fitted.first)
        states = best_path(scored, fitted, barred)
    odd = out_of_line(lines, numbers, states) | signatures(lines, numbers, states) | letters(lines, numbers, states)
    if odd:
        states = best_path(scored, fitted, barred | odd)
    first = next((k for k, state in enumerate(states) if state != ARTICLE), None)
    if first is None or not told(lines, numbers, states, first):
        bars = bars_of(lines)
        return _parted(lines, bars) if bars else _talked(lines)
    first = past_closing(lines, numbers, states, first)
    nearest_name(lines, numbers, states, first)
    name_met_again(lines, numbers, states, first, barred)
    name_without_text(lines, numbers, states, first, evidence.called)
    said = [k for k in range(first, len(numbers)) if kinds.says_line(lines[numbers[k]].words)]
    if 2 * len(said) > states.count(AUTHOR):  # else "Ann wrote:" only opens a quotation here and there
        placed = frozenset(said)
        for k in said:
            states[k] = AUTHOR
            if k + 1 < len(states) and states[k + 1] == OPENING and k + 1 not in placed:
                states[k + 1] = MORE
    if lost_without_trace(lines, numbers, states, first):
        first = below_heading(lines, numbers, first)
        found = {n: state or OPENING for n, state in zip(numbers[first:], states[first:], strict=True)}
        part_lumps(lines, found, numbers[:first])
    else:
        found = dict(zip(numbers[first:], states[first:], strict=True))
    return CommentLines(numbers[first], drafts_of(lines, found, numbers[first]))


HEAD = 6
"""Lines of a page's head, where a name and a time are the article's."""


def _layout_below_heading(lines: Sequence[Line]) -> Layout | None:
    """Return the layout that the page prints with its comments, less the article's own name and time in its head.

    Those are the article's where comments are headed between them and the next.
    """
    layout = layout_of(lines)
    if layout is None or layout.authors[0] >= HEAD:
        return layout
    first, then = [*layout.authors, len(lines)][:2]
    heading = next((n for n in range(first + 1, then) if heads_comments(lines[n].words)), None)
    if heading is None or not any(len(line.words) > LONGEST for line in lines[first:heading]):
        return layout
    by = heading + 1
    below = layout_of(lines[by:])
    return below and Layout(
        [n + by for n in below.authors],
        {n + by: signature for n, signature in below.signed.items()},
        frozenset(n + by for n in below.furniture),
        below.below,
    )


def _parted(lines: Sequence[Line], bars: Bars) -> CommentLines:
    """Return the comments of a page that names nobody and prints something between them."""
    start = bars.texts[0][0]
    states = {n: MORE for text in bars.texts for n in text} | {text[0]: OPENING for text in bars.texts}
    drafts = drafts_of(lines, states, start)
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
    return CommentLines(texts[0][0], drafts_of(lines, states, texts[0][0]))


def _laid_out(lines: Sequence[Line], layout: Layout) -> CommentLines:
    """Return the comments of a page that prints each of them alike."""
    if layout.below:
        return _signed_below(lines, layout)
    start, names = layout.authors[0], frozenset(layout.authors)
    states = {n: AUTHOR if n in names else MORE for n in range(start, len(lines)) if n not in layout.furniture}
    return CommentLines(start, drafts_of(lines, states, start, layout.signed))


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
                place_furniture([draft], lines[n])
            else:
                draft.pieces.append(("comment", lines[n].span))
        place_author(draft, lines[number], layout.signed[number])
        drafts.append(draft)
        at = number + 1
    for n in range(at, len(lines)):
        place_furniture(drafts, lines[n])
    return CommentLines(start, drafts)
