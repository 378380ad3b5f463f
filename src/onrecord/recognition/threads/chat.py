"""Who answers whom in a chat log: another kind of talk than comments, with its own features and weights.

    links_of_log(messages) -> [[message, what it answers], ...]

A message that begins a conversation is linked to itself. Weights: `chat.json`, fitted on the public half of an
annotated log (CC BY) by `training/threads.py`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

REACH = 50
"""Messages of people that are looked at before each one. In the public logs 98 in 100 parents lie nearer."""
_WORD = re.compile(r"[^\W_][\w'-]*")
_ASKS = re.compile(
    r"\?|\b(?:how (?:do|can|to)|what(?:'s| is)|where|anyone|anybody|is there|does (?:anyone|it)|can "
    r"(?:i|someone|you))\b",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"(?:hi|hello|hey|yo|greetings|good (?:morning|evening|day)|evening|morning|hiya|howdy|sup)\b", re.IGNORECASE
)
_THANKS = re.compile(
    r"(?:thanks|thank you|thx|ty|cheers|cool|ok|okay|great|ah|oh|yes|yeah|yep|no|nope|lol|heh|haha|i "
    r"see|sure|right|true|well|hmm|hm|nice|sorry|k)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    "the a an i you it is to of and in that on for my with this be have do not are was but if so can "
    "what how just get like as or me at no there all your then "
    "will from use want one when any has he they need would ubuntu don't i'm it's".split()
)

Message = Sequence[str | None]
Option = tuple[int, list[str]]


class _Said:
    """One message as the linking sees it: by whom, when in minutes, to whom, its words."""

    __slots__ = ("asks", "at", "number", "opening", "to", "who", "words")

    def __init__(self, number: int, message: Message, nicks: Mapping[str, int]) -> None:
        clock, who, text = message
        self.number = number
        self.who = (who or "").lower()
        self.at = int(clock[:2]) * 60 + int(clock[3:5]) if clock and re.match(r"\d\d:\d\d", clock) else None
        text = text or ""
        tokens = [w.lower() for w in _WORD.findall(text)]
        self.words = frozenset(tokens) - _COMMON
        head = re.match(r"\s*@?([^\s,:;]{2,20})\s?[,:;]", text)
        called = head[1].lower() if head else tokens[0] if tokens else ""
        self.to = (
            called
            if head and called in nicks
            else next((t for t in tokens[:40] if len(t) > 2 and t in nicks and t != self.who), None)
        )
        self.asks = bool(_ASKS.search(text))
        self.opening = (
            "greets" if _GREETS.match(text) else "short" if _THANKS.match(text) else "asks" if self.asks else "other"
        )


@cache
def weights() -> Mapping[str, float]:
    """Return the shipped weights, one a feature, in logits."""
    data = json.loads(files("onrecord.recognition.threads").joinpath("chat.json").read_text(encoding="utf-8"))
    found: Mapping[str, float] = data["features"]
    return found


def links_of_log(messages: Sequence[Message], *, first: int = 0) -> list[list[int]]:
    """Return [message, parent] for each message of the log from `first` on, its own number where it answers none.

    A message is [time "HH:MM", author, words]; the server's own lines have neither time nor author and answer nothing.
    """
    fitted = weights()
    links = []
    parents: dict[int, int] = {}
    for number, rows in options_of_log(messages, parents, first=first):
        best = max(rows, key=lambda row: math.fsum(fitted.get(name, 0.0) for name in row[1])) if rows else (number, [])
        parents[number] = best[0]
        links.append([number, best[0]])
    return links


def options_of_log(
    messages: Sequence[Message], parents: Mapping[int, int], *, first: int = 0
) -> Iterator[tuple[int, list[Option]]]:
    """Yield for each message what it may answer, itself first, with its features. Reads `parents` as it grows."""
    nicks: dict[str, int] = {}
    recent: list[_Said] = []
    last: dict[str, _Said] = {}
    for number, message in enumerate(messages):
        who = (message[1] or "").lower()
        if not who:
            if number >= first:
                yield number, []
            continue
        nicks[who] = number
        said = _Said(number, message, nicks)
        if number >= first:
            yield number, _options(said, recent, last, parents)
        recent.append(said)
        del recent[:-REACH]
        last[who] = said


def _options(
    said: _Said, recent: Sequence[_Said], last: Mapping[str, _Said], parents: Mapping[int, int]
) -> list[Option]:
    own = last.get(said.who)
    about = [
        f"start: {said.opening}",
        "start: " + ("calls" if said.to else "calls nobody"),
        "start: " + ("spoke before" if own and own in recent else "new here"),
    ]
    if own is not None and own is recent[-1]:
        about.append("start: spoke last")
    rows: list[Option] = [(said.number, about)]
    between: set[str] = set()
    for back, other in enumerate(reversed(recent), start=1):
        rows.append((other.number, _pair(said, other, back, own, last, parents, between)))
        between.add(other.who)
    return rows


def _pair(
    said: _Said,
    other: _Said,
    back: int,
    own: _Said | None,
    last: Mapping[str, _Said],
    parents: Mapping[int, int],
    between: set[str],
) -> list[str]:
    near = (
        str(back) if back <= 4 else "5-7" if back <= 7 else "8-12" if back <= 12 else "13-20" if back <= 20 else "21-"
    )
    found = [f"back {near}", f"{said.opening}, back {near}"]
    if said.at is not None and other.at is not None:
        gap = (said.at - other.at) % 1440
        found.append(f"minutes {gap if gap <= 2 else '3-5' if gap <= 5 else '6-15' if gap <= 15 else '16-'}")
    same = other.who == said.who
    turn = "last" if other.who not in between else "earlier"
    if same:
        found.append(f"own {turn}" + (", nobody between" if back == 1 else ""))
        found.append(
            "own, calls the same"
            if said.to and said.to == other.to
            else "own, calls another"
            if said.to != other.to
            else "own, calls nobody"
        )
    elif said.to == other.who:
        found.append(f"calls them {turn}" + (", who called this one" if other.to == said.who else ""))
    elif said.to:
        found.append("calls another")
        if other.to == said.to:
            found.append("both call the same")
    elif other.to == said.who:
        found.append(f"called by them {turn}")
    elif other.to:
        found.append("they call another")
    else:
        found.append(f"nobody calls {turn}")
    if own is not None and not same:
        partner = parents.get(own.number)
        found.append("they were answered by this one last" if partner == other.number else "other talk")
        if own.to == other.who:
            found.append("this one called them last")
        theirs = parents.get(other.number)
        if theirs == own.number:
            found.append("they answer this one's last")
    if other.asks:
        found.append("they ask" + (", this asks" if said.asks else ""))
    shared = len(said.words & other.words)
    found.append(f"shares {min(3, shared)}" + (" of few" if min(len(said.words), len(other.words)) < 4 else ""))
    return found
