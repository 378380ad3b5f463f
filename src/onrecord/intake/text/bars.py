"""Comments without a name that only what the site prints between them tells apart: "Reply", "5 points", "3 years ago".

    bars_of(lines) -> Bars or None

Asked where neither names nor runs of blanks told of comments. A form met again three times with words between is what
the page prints with each comment; buttons that an article has too ("Share", "Advertisement") do not count, and times do
only where what stands between them is talk, for live reports print times as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.intake import kinds
from onrecord.intake.text.layout import LONG, is_site
from onrecord.intake.text.lines import Line
from onrecord.intake.text.words import FIRST_PERSON, GREETINGS, MARKER, SECOND_PERSON, SLANG, TOKEN

OFTEN = 3
TOP = 4
"""Lines of a page's head, whose time is the article's own."""
FOOTER = 40
"""Length of a line that may stand at a page's foot without being a comment."""
TALK = 0.3
"""Share of the texts between times that must sound like talk, with a "you", an "I" or a greeting."""
_ANSWERS = re.compile(
    r"\b(?:reply|repl(?:y|ies) to|antworten|responder|répondre|reageren|rispondi|permalink|upvote|downvote|points?|"
    r"likes?|gefällt|flag|report|melden|quote|zitieren|citer|j['’]aime|me gusta|curtir|votes?)\b|[▲▼👍]",
    re.IGNORECASE,
)
"""What sites print with comments and hardly with paragraphs."""
_WHEN = re.compile(
    r"\b(?:ago|vor|il y a|hace|há)\b.*\d|\d.*\b(?:ago|geleden|atrás|fa)\b|\d{4}.{1,12}\d[:.h]\d\d", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Bars:
    """`texts` has the numbers of the lines of each comment, in order. `below`: what is printed stands below each."""

    texts: tuple[tuple[int, ...], ...]
    below: bool


def bars_of(lines: Sequence[Line]) -> Bars | None:
    """Return the comments between what the page prints with each of them, or None."""
    site = [is_site(line) or _counts(line.words) for line in lines]
    telling = [n for n, line in enumerate(lines) if site[n] and (_ANSWERS.search(line.words) or _times(line, n))]
    forms = Counter(_form(lines[n].words) for n in telling)
    for form, count in forms.most_common(2):
        if count < OFTEN:
            break
        at = [n for n in telling if _form(lines[n].words) == form]
        over = [n for n in telling if n < at[0] and forms[_form(lines[n].words)] >= OFTEN]
        found = _between(lines, site, at, over[-1] if over else -1)
        if found is not None and (_ANSWERS.search(lines[at[0]].words) or _talks(lines, found)):
            return found
    return None


_COUNT = re.compile(r"[(\[]?[+-]?\d+ (?:points?|pts|karma|votes?|likes?|replies)[)\]]?[\s·•|,–-]*", re.IGNORECASE)


def _counts(words: str) -> bool:
    """Return whether the line is a count and a time, as where a name between or before them was lost."""
    found = _COUNT.match(words)
    return found is not None and kinds.is_timestamp(words[found.end() : found.end() + 60])


def _form(words: str) -> str:
    """Return the line as it is met again: figures, and in times all words, are taken for the same."""
    plain = re.sub(r"\d+", "0", words.casefold())
    return plain if _ANSWERS.search(words) else re.sub(r"[^\W\d_]+", "a", plain)


def _times(line: Line, n: int) -> bool:
    return line.stamp and n >= TOP and _WHEN.search(line.words) is not None


def _between(lines: Sequence[Line], site: Sequence[bool], at: Sequence[int], over: int) -> Bars | None:
    """Return the texts above these lines where nothing is said after the last of them, else those below.

    The first text above begins where the comments are headed or below line `over`, which is printed over each; where
    there is neither, it is the one paragraph right above.
    """
    said = [n for n in range(len(lines)) if not site[n] and not MARKER.fullmatch(lines[n].words[:90])]
    after = [lines[n].words for n in said if n > at[-1]]
    below = all(len(words) <= FOOTER and words[-1] not in ".!?…" for words in after)
    if below:
        heads = [n for n in range(at[0]) if n == over or MARKER.fullmatch(lines[n].words[:90])]
        near = [n - 1 for n in said if n < at[0]][-1:]
        edges = [*(heads[-1:] or near or [-1]), *at]
    else:
        edges = [*at, len(lines)]
    texts = [tuple(n for n in said if a < n < b) for a, b in pairwise(edges)]
    texts = [text for text in texts if text]
    if len(texts) < OFTEN or sum(map(len, texts)) > LONG * len(texts):
        return None
    return Bars(tuple(texts), below)


def _talks(lines: Sequence[Line], found: Bars) -> bool:
    talk = FIRST_PERSON | SECOND_PERSON | GREETINGS | SLANG
    words = [{w.casefold() for n in text for w in TOKEN.findall(lines[n].words[:600])} for text in found.texts]
    return sum(not talk.isdisjoint(some) for some in words) >= TALK * len(words)
