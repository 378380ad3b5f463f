"""A second look at what the chain read: lines that are no authors, where the comments begin, comments lumped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from onrecord.intake import kinds
from onrecord.intake.text.chain import AUTHOR, MORE, OPENING
from onrecord.intake.text.endings import ends, farewells
from onrecord.intake.text.features import LOOK, fold, given_names, name_shape
from onrecord.intake.text.lines import Line
from onrecord.intake.text.signed import LONGEST
from onrecord.intake.text.talk import heads_comments, openings, paragraphs_of, words_of

NAME_SHAPES = frozenset({"given", "given+", "given-", "names", "words", "handle", "handles", "initials"})
ALIKE = 0.8
"""Share of a page's author lines that must stand between blank lines, for the others to be no authors."""
LOST = 0.15
"""Share of a page's authors beyond which those without a word are no authors: only now and then is a text lost."""
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


def too_many_without_text(states: Sequence[int]) -> bool:
    """Return whether more authors than now and then one would have said nothing."""
    lost = sum(pair == (AUTHOR, AUTHOR) for pair in pairwise(states))
    return lost > LOST * states.count(AUTHOR)


def no_authors(lines: Sequence[Line], numbers: Sequence[int], shapes: Sequence[str | None]) -> frozenset[int]:
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


def signatures(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int]) -> frozenset[int]:
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


def letters(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int]) -> frozenset[int]:
    """Return the lines read as authors that sign letters above them: the last line of the page signs one too."""
    if AUTHOR not in states or name_shape(lines[numbers[-1]].words) is None:
        return frozenset()
    signed = frozenset(k for k, s in enumerate(states) if s == AUTHOR and _FROM.fullmatch(lines[numbers[k]].words[:80]))
    return signed if len(signed) > 1 and 2 * len(signed) > states.count(AUTHOR) else frozenset()


def out_of_line(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int]) -> frozenset[int]:
    """Return the lines read as authors that touch another line, on a page where nearly all stand alone."""
    named = [k for k, state in enumerate(states) if state == AUTHOR]
    touching = frozenset(
        k for k in named if not lines[numbers[k]].gap or (numbers[k] + 1 < len(lines) and not lines[numbers[k] + 1].gap)
    )
    return touching if len(named) >= 4 and len(touching) <= (1 - ALIKE) * len(named) else frozenset()


def told(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int], first: int) -> bool:
    """Return whether anything but the wording tells of comments: an author, a run of blank lines, a time above one.

    A run of blank lines tells nothing where the article has one too.
    """
    openings = [k for k in range(first, len(states)) if states[k] == OPENING]
    wide = sum(lines[numbers[k]].gap >= 2 for k in openings)
    if AUTHOR in states or (len(openings) > 2 and wide > 1):
        return True
    gaps = not any(lines[numbers[k]].gap >= 2 for k in range(TOP, first))
    return any(k and ((gaps and lines[numbers[k]].gap >= 2) or numbers[k] - numbers[k - 1] > 1) for k in openings)


def nearest_name(lines: Sequence[Line], numbers: Sequence[int], states: list[int], first: int) -> None:
    """Where a sentence was taken for an author's line and a name stands right below it, take the name: it is nearer.

    The sentence is the end of the comment above. Changes `states`.
    """
    for k in range(first + 1, len(states) - 2):
        if states[k] == AUTHOR and states[k + 1] == states[k + 2] == MORE:
            taken, below = (name_shape(lines[numbers[n]].words) for n in (k, k + 1))
            if taken == "phrase" and below in NAME_SHAPES:
                states[k], states[k + 1] = MORE, AUTHOR


def name_without_text(
    lines: Sequence[Line], numbers: Sequence[int], states: list[int], first: int, called: Mapping[str, int]
) -> None:
    """Where a name stands alone below an author's line and others call it, two readers wrote: the upper's text is lost.

    A picture, say. `called`: how often each name is called on the page. Changes `states`.
    """
    named = {fold(lines[numbers[k]].words) for k in range(first, len(states)) if states[k] == AUTHOR}
    for k in range(first, len(states) - 2):
        lower, then = lines[numbers[k + 1]], lines[numbers[k + 2]]
        name = fold(lower.words)
        first_name = name.partition(" ")[0]
        if (
            (states[k], states[k + 1], states[k + 2]) == (AUTHOR, MORE, MORE)
            and lower.gap
            and then.gap
            and name_shape(lower.words) in NAME_SHAPES
            and (name in named or called.get(name) or (first_name in given_names() and called.get(first_name)))
        ):
            states[k + 1] = AUTHOR


def name_met_again(
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


_PROMOTES = re.compile(
    r"newsletter|(?:follow|folg|like|abonn|subscribe).*(?:facebook|twitter|instagram|youtube|podcast)|"
    r"(?:facebook|twitter|instagram|youtube|podcast).*(?:follow|folg|abonn|subscribe)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-ZÀ-Þ]{3,}(?:[ /-][A-ZÀ-Þ]+){0,2}(?: \([^()]{1,30}\))? [–—-] ")
"""How a report opens: "LINZ - "."""


def past_closing(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int], first: int) -> int:
    """Return the place of the first comment, past what closes the article where longer blanks stand above all others.

    That is where the writer turns to the readers or signs, or a report that opens with its place.
    """
    openings = [k for k in range(first + 1, len(states)) if states[k] == OPENING]
    if len(openings) < 2 or any(lines[numbers[k]].gap < 2 for k in openings):
        return first
    if lines[numbers[first]].gap >= 2 or states[first] != OPENING:
        return first
    end = next((k for k in range(first + 1, len(states)) if states[k] != MORE), len(states))
    words = lines[numbers[first]].words
    signed = end == first + 1 and len(words.split()) <= 3 and words[-1].isalnum()
    last = lines[numbers[end - 1]].words
    closing = ends(last) is not None or _PROMOTES.search(last[-LOOK:]) is not None or _PLACE.match(words) is not None
    return end if end < len(states) and (closing or signed) else first


def lost_without_trace(lines: Sequence[Line], numbers: Sequence[int], states: Sequence[int], first: int) -> bool:
    """Return whether the page seems to have lost names and to have left neither blanks nor anything else for them.

    The first comment lacks one then, and comments seem to be many paragraphs long.
    """
    if states[first] != OPENING or any(lines[n].gap >= 2 or n > m + 1 for m, n in pairwise(numbers[first:])):
        return False
    opened = [numbers[k] for k in range(first, len(states)) if states[k] in (AUTHOR, OPENING)]
    said = [n for k, n in enumerate(numbers[first:], first) if states[k] != AUTHOR]
    return len(opened) > FEW and len(paragraphs_of(lines, said)) >= (1 + LUMPED) * len(opened)


def below_heading(lines: Sequence[Line], numbers: Sequence[int], first: int) -> int:
    """Return the place of the first line below a heading of comments that stands just above, else `first`."""
    for k in range(max(0, first - NEAR_HEADING), first):
        if heads_comments(lines[numbers[k]].words):
            return k + 1
        if any(heads_comments(line.words) for line in lines[numbers[k - 1] + 1 if k else 0 : numbers[k]]):
            return k
    return first


def part_lumps(lines: Sequence[Line], states: dict[int, int], above: Sequence[int]) -> None:
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
