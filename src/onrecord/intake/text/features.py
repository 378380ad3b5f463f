"""What is looked at on each line to tell an article from the comments below it, as named features.

A feature is a short name that holds or not. `weights.json` has a weight for each feature and state; how they were
fitted: `training/threads.py`. Words are in the languages that comments most often came in: English, German, French,
Spanish, Portuguese; shapes serve the others.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate

from onrecord.intake import bylines, kinds
from onrecord.intake.text.endings import ending_features, farewells
from onrecord.intake.text.lines import Line
from onrecord.intake.text.words import (
    FIRST_PERSON,
    FUNCTION_WORDS,
    GREETINGS,
    HANDLE,
    HEADING_WORDS,
    MARKER,
    REPORTING,
    SECOND_PERSON,
    SIGN_OFFS,
    SLANG,
    SMILEY,
    TOKEN,
)

LOOK = 600
"""Code points of a line that are looked at: a line longer than this is told by its beginning."""


LOWER_START = re.compile(r"[.!?]\s+[a-zäöü]")
_LOUD = re.compile(r"[!?]{2,}|!\s")


@cache
def given_names() -> frozenset[str]:
    """Return first names of two dozen countries, in lower case. Its source stands in the file."""
    data = json.loads(files("onrecord.intake.text").joinpath("given_names.json").read_text(encoding="utf-8"))
    return frozenset(data["names"])


@cache
def ordinary_words() -> frozenset[str]:
    """Return words that many texts use as common words, so that a line made of them is hardly a name."""
    data = json.loads(files("onrecord.intake.text").joinpath("ordinary_words.json").read_text(encoding="utf-8"))
    return frozenset(data["words"])


def fold(name: str) -> str:
    """Return `name` as names are compared: case and white space ignored."""
    return " ".join(name.casefold().split())


class PageEvidence:
    """What only the whole page tells of a line: what is repeated, who is spoken to, where longer runs of blanks are."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.tokens = [TOKEN.findall(line.words[:LOOK]) for line in lines]
        self.name_at = [fold(_name_of(line.words)) if len(line.words) <= 80 else "" for line in lines]
        self.shapes = [name_shape(line.words) for line in lines]
        self.repeats = Counter(name for name in self.name_at if name)
        self.called: Counter[str] = Counter()
        self.calls_at: list[list[str]] = []
        self.markers = [i for i, line in enumerate(lines) if len(line.words) <= 90 and MARKER.fullmatch(line.words)]
        self.wide = [0]
        for line in lines:
            self.wide.append(self.wide[-1] + (line.gap >= 2))
            self.calls_at.append(called_names(line.words))
            self.called.update(self.calls_at[-1])
        self.parted = sum(line.gap > 0 for line in lines) > 0.15 * len(lines)

    @cached_property
    def body(self) -> set[str]:
        """The words in lower case of all longer lines."""
        long = (tokens for line, tokens in zip(self.lines, self.tokens, strict=True) if len(line.words) > 80)
        return {word for tokens in long for word in tokens if word[0].islower()}

    def heads_after(self, start: int, end: int) -> bool:
        """Return whether a line that heads comments stands after line `start` and before line `end`."""
        at = bisect_right(self.markers, start)
        return at < len(self.markers) and self.markers[at] < end

    def wide_from(self, start: int) -> int:
        """Return how many lines from number `start` on have two or more blank lines before them."""
        return self.wide[-1] - self.wide[min(start, len(self.wide) - 1)]


_CALL = re.compile(
    r"(?:@\s?(?P<at>[^\s,:;!?]{2,30}(?: [A-ZÀ-Þ][^\s,:;!?]{1,20}){0,2})|(?:hi|hey|hello|hallo|liebe|"
    r"lieber|dear|hola|olá|bonjour|moin|danke|thanks|thank you|"
    r"agree(?:d)?(?: with)?)[ ,]+(?P<hi>[^\W\d_][\w.-]{1,20}(?: [A-ZÀ-Þ][\w.-]+)?)\b|"
    r"(?P<comma>[^\W\d_][\w.-]{2,20}(?: [A-ZÀ-Þ][\w.-]+)?)\s?[,:!])",
    re.IGNORECASE,
)


def called_names(words: str) -> list[str]:
    """Return the names that the line's opening calls, folded: "@Ann", "Hi Ann", "Ann, ..."."""
    found = _CALL.match(words[:80])
    if found is None:
        return []
    name = fold(found["at"] or found["hi"] or found["comma"])
    parts = name.split()
    return [name, parts[0]] if len(parts) > 1 else [name]


def _name_of(words: str) -> str:
    said = kinds.says_line(words) if len(words) <= 130 else None
    return words[: said[0]] if said else words


def _length(count: int) -> str:
    for limit, name in ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (10, "10"), (20, "20"), (40, "40"), (80, "80")):
        if count <= limit:
            return name
    return "more"


UNNAMED = (None, "phrase", "title", "words")
_ASIDE = re.compile(r"\s+\([^()]{1,40}\)$")


def _without_aside(words: str) -> str:
    return _ASIDE.sub("", words) if words.endswith(")") else words


def _few(count: int) -> str:
    return "none" if not count else "1-2" if count < 3 else "3-7" if count < 8 else "8-"


def name_shape(words: str) -> str | None:
    """Return how the line could be a name: "given", "names", "handle", "lower", "capital", "caps", or None.

    "title", "words" and "phrase" are lines short enough for a name that read like something else. What stands
    in brackets at the end ("Ann Lee (author)") is left out.
    """
    words = _without_aside(words)
    if len(words) > 60 or not words or words[-1] in ",;:?" or words[0] in "-–—•*\"“„'(…" or ": " in words:
        return None
    parts = words.split()
    if len(parts) > 6 or not any(char.isalnum() for char in words):
        return None
    if INITIALS.fullmatch(words):
        return "initials"
    if len(parts) > 1 and words[-1] in ".!" and len(parts[-1]) > 3 and not _given_with_stops(parts):
        return "phrase" if all(part[0].isupper() for part in parts) else None
    first = parts[0].strip("@.,()!").casefold()
    if "/" in words or _NUMBERED.match(words) or first.startswith(("www.", "http")) or words.strip("[]") != words:
        return None
    if first in SIGN_OFFS or words.startswith("@ ") or (len(parts) > 1 and words[0] == "@"):
        return None
    if len(parts) > 1 and parts[1].strip(".,!").casefold() in SIGN_OFFS:
        return None
    if len(parts) == 1:
        if first in given_names():
            return "given"
        if HANDLE.fullmatch(words):
            return "handle"
        if words.isupper() and len(words) > 1:
            return "caps"
        return "lower" if words[0].islower() else "capital"
    if first in FUNCTION_WORDS and all(part[0].isupper() for part in parts):
        return "title"
    if first in FUNCTION_WORDS or any(p.casefold() in FUNCTION_WORDS and len(p) > 2 and p.islower() for p in parts[1:]):
        return "phrase"
    upper = sum(part[0].isupper() or not part[0].isalpha() for part in parts)
    if first in given_names():
        return "given+" if upper == len(parts) else "given-"
    if _POSSESSIVE.fullmatch(words):
        return "given-"
    if upper == len(parts):
        return "names"
    if any(HANDLE.fullmatch(part) for part in parts):
        return "handles"
    plain = len(parts) <= 3 and not any(part.casefold() in FUNCTION_WORDS for part in parts)
    return "words" if plain and words[-1].isalnum() else "phrase"


_NUMBERED = re.compile(r"\(?\d{1,2}(?:[.,]?\)|\.) ")
_POSSESSIVE = re.compile(r"[A-ZÀ-Þ][^\W\d_]+['’]s [^\W\d_]+(?: [^\W\d_]+)?")
"""As blogs are called: "Carla's kitchen"."""
INITIALS = re.compile(r"(?:[A-ZÀ-Þ](?:\. ?| ?)){1,4}")


def _given_with_stops(parts: Sequence[str]) -> bool:
    """Return whether the words are a first name and others in capitals: "Bob. Only Bob."."""
    return parts[0][-1] == "." and parts[0][:-1].casefold() in given_names() and all(p[0].isupper() for p in parts[:4])


def own_features(line: Line, tokens: Sequence[str], shape: str | None) -> list[str]:
    """Return what the line, whose words are `tokens`, shows by itself."""
    words = line.words[:LOOK]
    low = [token.casefold() for token in tokens]
    found = ["len" + _length(len(tokens) if len(line.words) <= LOOK else 99)]
    found.append(f"shape:{shape}" if shape else "shape:none")
    last = (_without_aside(words) if shape else words)[-1]
    found.append("end:stop" if last in '.!?…)”"’“»' else "end:" + last if last in ":,;" else "end:open")
    head = words[0]
    found.append(
        "head:"
        + (
            "@"
            if head == "@"
            else "lower"
            if head.islower()
            else "upper"
            if head.isupper()
            else "digit"
            if head.isdigit()
            else "quote"
            if head in "\"“„«'‘"
            else "sign"
        )
    )
    bag = set(low)
    if not bag.isdisjoint(FIRST_PERSON):
        found.append("first person")
    if not bag.isdisjoint(SECOND_PERSON):
        found.append("second person")
    if low and low[0] in GREETINGS:
        found.append("greeting")
    if len(tokens) <= 5 and not bag.isdisjoint(SIGN_OFFS):
        found.append("sign off")
    if SMILEY.search(words):
        found.append("smiley")
    if not bag.isdisjoint(SLANG):
        found.append("slang")
    if not bag.isdisjoint(REPORTING) or ("according" in bag and "according to" in words.casefold()):
        found.append("reporting")
    if LOWER_START.search(words):
        found.append("lower start")
    if ("!" in words or "??" in words) and _LOUD.search(words):
        found.append("loud")
    if "..." in words or "…" in words:
        found.append("dots")
    if words.endswith("?"):
        found.append("asks")
    if words.startswith(("http://", "https://", "www.")):
        found.append("address")
    if low and low[0] in FUNCTION_WORDS and len(tokens) <= 8:
        found.append("function word")
    if len(line.words) <= 220:
        found.extend(_kind_features(line.words))
    return found


def _kind_features(words: str) -> list[str]:
    found = []
    if kinds.says_line(words):
        found.append("says")
    if kinds.is_list_item(words):
        found.append("bullet")
    if bylines.is_byline(words) or kinds.is_credit(words) or kinds.is_note(words):
        found.append("article kind")
    return found


def line_features(lines: Sequence[Line], numbers: Sequence[int], evidence: PageEvidence) -> list[list[str]]:
    """Return the features of the lines with these `numbers`; furniture and times between them count as neighbours."""
    shapes = [evidence.shapes[n] for n in numbers]
    parting = farewells(lines, numbers, shapes)
    shapes = [None if k in parting else shape for k, shape in enumerate(shapes)]
    own = [own_features(lines[n], evidence.tokens[n], shape) for n, shape in zip(numbers, shapes, strict=True)]
    rows = []
    named = [0, *accumulate(shape not in UNNAMED for shape in shapes)]
    endings = ending_features(lines, numbers, [shape not in UNNAMED for shape in shapes])
    first_marker = next((m for m in evidence.markers), None)
    for k, n in enumerate(numbers):
        line = lines[n]
        found = list(own[k])
        gap = max((lines[m].gap for m in range((numbers[k - 1] + 1) if k else 0, n + 1)), default=0)
        between = lines[numbers[k - 1] + 1 : n] if k else lines[:n]
        after = lines[n + 1 : numbers[k + 1]] if k + 1 < len(numbers) else lines[n + 1 :]
        wide = "w" if evidence.wide_from(n) >= 3 else "n"
        found.append(f"gap{min(gap, 2)}{'p' if evidence.parted else 'd'}")
        below, above = evidence.wide_from(n + 1), evidence.wide[n]
        found.append(f"gap{min(gap, 2)}, wide below {_few(below)}")
        found.append(f"gap{min(gap, 2)}, wide above {_few(above)}")
        last_before = gap < 2 and not evidence.wide[n + 1] and n + 1 < len(lines) and lines[n + 1].gap >= 2
        if last_before and wide == "w":  # the article's last line, or a first comment that no blanks set apart
            found.append(f"above the wide, talk{min(3, sum(name in _TALK for name in own[k]))}")
        if gap >= 2:
            found.append(f"wide {wide}{' early' if n < 6 else ''}")
        if any(x.stamp for x in between[:4]):
            found.append("stamp before")
        if any(x.stamp for x in after[:4]):
            found.append("stamp after")
        if evidence.heads_after(n, n + 1 + len(after)):
            found.append("marker next")
        if any(not x.stamp for x in between[-4:]):
            found.append("furniture before")
        found.extend(_neighbour_features(lines, numbers, k, own, shapes, named, evidence))
        found.extend(_page_features(line, n, shapes[k], evidence))
        if first_marker is not None:
            found.append("after marker" if n > first_marker else "marker below")
        if k == 0:
            found.append("first line")
        elif k <= 3:
            found.append("top")
        if wide == "w":
            found.append("many wide below")
        elif evidence.wide[-1] >= 3:
            found.append("many wide above")
        found.extend(endings[k])
        if k in parting:
            found.append("farewell")
        rows.append(found)
    return rows


_TALK = frozenset(
    {"first person", "second person", "greeting", "smiley", "slang", "loud", "head:lower", "head:@", "lower start"}
)


def _standing(
    lines: Sequence[Line],
    numbers: Sequence[int],
    k: int,
    shapes: Sequence[str | None],
    own: Sequence[list[str]],
    evidence: PageEvidence,
) -> str:
    """Return what a line that could be a name is on this page: a signature, a name met again, or a name met once."""
    if k and ("sign off" in own[k - 1] or lines[numbers[k - 1]].words.endswith(",")):
        return "signature"
    return "name again" if evidence.repeats[evidence.name_at[numbers[k]]] > 1 else "name"


def _names_around(numbers: Sequence[int], k: int, counts: Sequence[int], named: bool) -> str:
    """Return how thickly names stand among the four lines above and below: a share for a name, a count for others."""
    window = numbers[max(0, k - 4) : k + 5]
    names = counts[min(len(numbers), k + 5)] - counts[max(0, k - 4)]
    return f"name share {min(4, 8 * names // max(1, len(window)))}" if named else f"names near {min(3, names)}"


def _neighbour_features(
    lines: Sequence[Line],
    numbers: Sequence[int],
    k: int,
    own: Sequence[list[str]],
    shapes: Sequence[str | None],
    counts: Sequence[int],
    evidence: PageEvidence,
) -> list[str]:
    found = []
    named = shapes[k] not in UNNAMED
    if k:
        before = lines[numbers[k - 1]].words
        tail = TOKEN.findall(before[-40:])
        found.append(
            "before:"
            + (
                _standing(lines, numbers, k - 1, shapes, own, evidence)
                if shapes[k - 1] not in UNNAMED
                else "open"
                if before[-1] not in '.!?…)”"’“»'
                else "stop"
            )
        )
        if (tail and tail[-1].casefold() in SIGN_OFFS) or "sign off" in own[k - 1]:
            found.append("after sign off" + (" and a blank" if lines[numbers[k]].gap else ""))
        if before.endswith((",", ":")):
            found.append("after comma")
    if k + 1 < len(numbers):
        then = lines[numbers[k + 1]]
        talk = sum(name in _TALK for name in own[k + 1])
        found.append(
            "next:"
            + (
                _standing(lines, numbers, k + 1, shapes, own, evidence)
                if shapes[k + 1] not in UNNAMED
                else "short"
                if len(then.words) < 60
                else "long"
            )
        )
        found.append(f"next gap{min(then.gap, 2)}")
        if k and not lines[numbers[k]].gap and not then.gap and then.words[0].islower() and before[-1].isalnum():
            found.append("runs on")  # a sentence that the page broke at its links
        if named:
            standing = _standing(lines, numbers, k, shapes, own, evidence)
            then_named = shapes[k + 1] not in UNNAMED
            found.append(f"{standing}, {found[0]}")
            found.append(
                f"{standing}, next {_standing(lines, numbers, k + 1, shapes, own, evidence) if then_named else 'other'}"
            )
            found.append(f"name, then talk{min(talk, 2)}")
            found.append("name, then " + ("short" if len(then.words) < 60 else "long"))
    else:
        found.append("last line")
    found.append(_names_around(numbers, k, counts, named))
    found.extend(_standing_alone(lines, numbers, k, shapes, counts, evidence))
    return found


WAY = 12
"""Lines above and below among which names are counted: below the article they come thick, above it they do not."""


def _standing_alone(
    lines: Sequence[Line],
    numbers: Sequence[int],
    k: int,
    shapes: Sequence[str | None],
    counts: Sequence[int],
    evidence: PageEvidence,
) -> list[str]:
    """Return whether a short line is a paragraph of its own, and how many lines above and below could be names."""
    above = counts[k] - counts[max(0, k - WAY)]
    below = counts[min(len(shapes), k + 1 + WAY)] - counts[k + 1]
    turn = f"names above {_few(above)}, below {_few(below)}"
    shape = shapes[k]
    if shape is None:
        return [turn]
    alone = "alone" if lines[numbers[k]].gap and (k + 1 == len(numbers) or lines[numbers[k + 1]].gap) else "joined"
    odd = shape if shape in UNNAMED else "name"
    return [
        f"{odd}, {turn}",
        f"{odd} {alone}{'p' if evidence.parted else 'd'}",
        *([f"odd, name {_way(shapes, k, -1)} above, {_way(shapes, k, 1)} below"] if odd != "name" else []),
    ]


def _way(shapes: Sequence[str | None], k: int, step: int) -> str:
    """Return how far the next line that could be a name is: between two names every other line, a third is likely."""
    for far in range(1, 5):
        if not 0 <= k + far * step < len(shapes):
            return "none"
        if shapes[k + far * step] not in UNNAMED:
            return str(far)
    return "far"


def _page_features(line: Line, n: int, shape: str | None, evidence: PageEvidence) -> list[str]:
    found = []
    words = line.words
    if len(words) <= 80:
        name = evidence.name_at[n]
        times = evidence.repeats[name]
        if times >= 2:
            found.append(f"repeated{min(times, 4)}{'' if shape in UNNAMED else ' name'}")
        if evidence.called.get(name) or (" " in name and evidence.called.get(name.split()[0])):
            found.append("called" if shape not in UNNAMED else "called phrase")
    if shape is not None:
        tokens = evidence.tokens[n]
        if any(token.casefold() in HEADING_WORDS for token in tokens[:3]):
            found.append("heading word")
        parts = [token.casefold() for token in tokens if len(token) > 2]
        known = sum(part in ordinary_words() or part in evidence.body for part in parts)
        again = " again" if evidence.repeats[evidence.name_at[n]] > 1 else ""
        found.append(("ordinary" if parts and known == len(parts) else "partly ordinary" if known else "rare") + again)
    if any(name in evidence.repeats for name in evidence.calls_at[n]):
        found.append("calls")
    return found
