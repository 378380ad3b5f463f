"""The layout that a page prints with every comment: the line of its author, times and buttons, found by repetition.

    layout_of(lines) -> Layout or None

Three layouts are known: one line with name and time over each comment, a line with the name and a time of its own
under or over it, and a line of buttons and time below each comment. Where none is met at least twice with words
between, the chain of `comments.py` decides alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.intake import bylines, kinds
from onrecord.intake.text.features import name_shape
from onrecord.intake.text.lines import Line
from onrecord.intake.text.signed import LONGEST, Signature, signature_of

TWICE = 2
MOSTLY = 0.7
"""Share of a layout's lines that must stand as the others do."""
_BUTTONS = re.compile(
    r"(?:(?:like|love|reply|share|report|flag|recommend(?:ed)?|upvote|downvote|award|give award|save|embed|permalink|"
    r"parent|quote|edit(?:ed)?|delete|hide|unhide|follow|comment|view|see|more|less|translat\w+|click to rate|"
    r"see translation|best|new|top|op|pinned|best comment|send private message|original poster|"
    r"level \d+|#\d+|antworten|melden|gefällt mir|teilen|zitieren|empfehlen|j'aime|répondre|me gusta|responder|"
    r"compartir|curtir|responses?|likes?|points?|replies|votes?|recommends?|"
    r"\d+[.,]?\d*\s?[km]?|\d+\s?(?:s|m|h|d|w|y|mo|min|std|tage?)|[-+|·•>›»^▲▼↑↓👍👎❤]+)[\s|·•,›]*)+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Layout:
    """`authors` are the numbers of the lines with a name, in order; `signed` those with name and time.

    `furniture` are lines between, that the page prints with every comment. `below`: they stand below their comments.
    """

    authors: list[int]
    signed: dict[int, Signature] = field(default_factory=dict)
    furniture: frozenset[int] = frozenset()
    below: bool = False


def layout_of(lines: Sequence[Line]) -> Layout | None:
    """Return the layout that the page prints with its comments, or None."""
    buttons = frozenset(n for n, line in enumerate(lines) if is_site(line))
    signed = _signed(lines, buttons)
    if signed:
        buttons -= signed.keys()
        layout = _places_above(lines, buttons, signed)
        if layout.signed and _stands_below(lines, buttons, layout.authors):
            layout.below = True
        return _with_furniture(lines, buttons, layout) if _dense(buttons, layout, len(lines)) else None
    stamps = _alike(lines, [n for n in sorted(buttons) if lines[n].stamp or _AGE.search(lines[n].words)])
    for found in (_under_names(lines, buttons, stamps), _below_texts(lines, buttons, stamps)):
        if found and _dense(buttons, Layout(found), len(lines)):
            return _with_furniture(lines, buttons, Layout(found))
    return None


LONG = 25
"""Lines of a comment, on average, beyond which lines of name and time are not what the page prints with each."""


def _dense(buttons: frozenset[int], layout: Layout, end: int) -> bool:
    """Return whether the lines found are as many as comments are on so long a page."""
    return len(_said(buttons, layout.authors[0], end)) <= LONG * len(layout.authors)


def is_site(line: Line) -> bool:
    """Return whether the line is a time, a button, a count or another thing that the site prints beside comments."""
    return line.stamp or line.furniture or (len(line.words) <= 90 and _BUTTONS.fullmatch(line.words) is not None)


_AGE = re.compile(r"\d+\s?(?:s|m|h|d|w|y|mo|min|hrs?|std)\b", re.IGNORECASE)


def _alike(lines: Sequence[Line], stamps: Sequence[int]) -> list[int]:
    """Return the times that are written as most are: the article's own day is often another way."""
    ways = {
        n: (
            "ago"
            if not re.search(r"\d{4}|\d[:.]\d\d", lines[n].words)
            else "clock"
            if re.search(r"\d[:.]\d\d", lines[n].words)
            else "day"
        )
        for n in stamps
    }
    most = Counter(ways.values()).most_common(1)
    return [n for n in stamps if ways[n] == most[0][0]]


def _said(buttons: frozenset[int], start: int, end: int) -> list[int]:
    """Return the lines from `start` to before `end` that are not the site's."""
    return [n for n in range(start, end) if n not in buttons]


def _speaks(buttons: frozenset[int], start: int, end: int) -> bool:
    """Return whether any line from `start` to before `end` is not the site's."""
    return any(n not in buttons for n in range(start, end))


def _signed(lines: Sequence[Line], buttons: frozenset[int]) -> dict[int, Signature]:
    """Return the lines with name and time whose form is met again with words between."""
    found: dict[str, dict[int, Signature]] = defaultdict(dict)
    for n, line in enumerate(lines):
        if len(line.words) <= LONGEST:
            signature = signature_of(line.words) or _says_over_time(lines, n)
            if signature is not None and (signature.form.startswith("by") or not line.stamp):
                found[signature.form.rpartition("|")[0]][n] = signature
    good: dict[int, Signature] = {}
    for some in found.values():
        numbers = [*sorted(some), len(lines)]
        spoken = sum(_speaks(buttons, a + 1, b) for a, b in pairwise(numbers))
        if len(some) >= TWICE and spoken >= TWICE and spoken >= MOSTLY * len(some):
            good |= some
    return good


def _says_over_time(lines: Sequence[Line], n: int) -> Signature | None:
    """Return the name in "Ann says:" where the next line only tells a time."""
    words = lines[n].words
    said = kinds.says_line(words) if n + 1 < len(lines) and lines[n + 1].stamp else None
    return Signature((0, said[0]), (len(words), len(words)), "says||") if said else None


def _stands_below(lines: Sequence[Line], buttons: frozenset[int], signed: Sequence[int]) -> bool:
    """Return whether each line of name and time stands below its comment: nothing is said after the last."""
    return not _speaks(buttons, signed[-1] + 1, len(lines))


def _places_above(lines: Sequence[Line], buttons: frozenset[int], signed: dict[int, Signature]) -> Layout:
    """Return the layout of signed lines: where a name stands right above most, they tell the place and not the name."""
    above = {n: n - 1 for n in signed if n and n - 1 not in buttons and _alone(lines, n - 1, buttons)}
    if len(above) >= MOSTLY * len(signed) and len(signed) > TWICE:
        return Layout(sorted(above.values()), {}, frozenset(signed))
    return Layout(sorted(signed), signed)


def _alone(lines: Sequence[Line], n: int, buttons: frozenset[int]) -> bool:
    words = lines[n].words
    return (
        n > 0
        and len(words) <= 40
        and len(words.split()) <= 4
        and name_shape(words) not in (None, "phrase")
        and not bylines.is_byline(words)
    )


def _under_names(lines: Sequence[Line], buttons: frozenset[int], stamps: Sequence[int]) -> list[int]:
    """Return the lines of names that stand with a time under or over them, and words after both."""
    over: list[int] = []
    under: list[int] = []
    for n in stamps:
        up = next((m for m in range(n - 1, max(-1, n - 4), -1) if m not in buttons), None)
        if up is not None and _alone(lines, up, buttons) and n + 1 < len(lines):
            over.append(up)
        down = next((m for m in range(n + 1, min(len(lines), n + 3)) if m not in buttons), None)
        if down is not None and _alone(lines, down, buttons) and _speaks(buttons, down + 1, min(len(lines), down + 3)):
            under.append(down)
    if under and not _speaks(buttons, stamps[-1] + 1, len(lines)):
        under = []  # the last time has nothing below it: these stand below the comments
    best = max((over, under), key=lambda found: len(set(found)))
    best = sorted(set(best))
    spoken = sum(_speaks(buttons, a + 1, b) for a, b in pairwise([*best, len(lines)]))
    good = len(best) > TWICE and spoken >= MOSTLY * len(best) and len(best) >= MOSTLY * len(stamps)
    return best if good else []


def _below_texts(lines: Sequence[Line], buttons: frozenset[int], stamps: Sequence[int]) -> list[int]:
    """Return the lines of names that stand first after each line of buttons and time, as below a comment."""
    if len(stamps) <= TWICE:
        return []
    found = []
    for a, b in pairwise([*stamps, len(lines)]):
        between = _said(buttons, a + 1, b)
        if len(between) >= 2 and _alone(lines, between[0], buttons):
            found.append(between[0])
    if len(found) < MOSTLY * (len(stamps) - 1) or _speaks(buttons, stamps[-1] + 1, len(lines)):
        return []
    before = [m for m in range(stamps[0] - 2, -1, -1) if m not in buttons]
    first = next((m for m in before[:12] if _alone(lines, m, buttons)), None)
    return [first, *found] if first is not None else []


def _with_furniture(lines: Sequence[Line], buttons: frozenset[int], layout: Layout) -> Layout:
    """Return the layout with what is printed beside its comments: buttons, and short lines met with most of them."""
    start, names = layout.authors[0], set(layout.authors)
    counts: Counter[str] = Counter()
    for n in range(start, len(lines)):
        if n not in names and len(lines[n].words) <= 30:
            counts[_masked(lines[n].words)] += 1
    often = max(TWICE + 1, 0.5 * len(names))
    furniture = {
        n
        for n in range(start, len(lines))
        if n not in names and (n in buttons or (len(lines[n].words) <= 30 and counts[_masked(lines[n].words)] >= often))
    }
    layout.furniture = layout.furniture | furniture
    return layout


def _masked(words: str) -> str:
    return re.sub(r"\d+", "0", words.casefold())
