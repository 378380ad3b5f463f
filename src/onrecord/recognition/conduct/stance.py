"""Whether hateful words are the writer's own: not denied, not told of others, not said of oneself, not taken up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.recognition.conduct.words import TRIGGERS, Kinds, Token


class Place(NamedTuple):
    """Where evidence stands in a sentence, counted in tokens: its `first`, its predicate `at`, its `last`."""

    first: int
    at: int
    last: int


REACH = 12
"""How many words before the evidence are read for who says it: as far as the longest of HateCheck's frames."""
NOT_REACH = 4
"""How many words before the evidence a "not" may stand."""


def stance(tokens: Sequence[Token], place: Place, *, question: bool, negatable: bool = True) -> str | None:
    """Return why the evidence at `place` is not the writer's own view ("negated", "reported"), or None."""
    if negatable and (_negated(tokens, place, question=question) or _supposed(tokens, place)):
        return "negated"
    return "reported" if _reported(tokens, place) else None


def _negated(tokens: Sequence[Token], evidence: Place, *, question: bool) -> bool:
    """Return whether a "not" stands before the predicate, up to a comma or "but".

    "If they were not such fools", "Aren't they fools?" and "none is anything but a fool" say that they are.
    """
    first, at, last = evidence
    for place in range(last, max(first - NOT_REACH, at - 2 * NOT_REACH, -1), -1):
        kinds = tokens[place].kinds
        if "comma" in kinds or ("contrast" in kinds and place < at):
            return False
        if "not" in kinds and not kinds & TRIGGERS:
            if tokens[place].word == "anything but" and any(
                "not" in token.kinds for token in tokens[max(0, place - NOT_REACH) : place]
            ):
                return False
            supposed = any("condition" in token.kinds for token in tokens[max(0, place - 5) : place])
            return not supposed and not (question and place <= 1)
    return False


def _supposed(tokens: Sequence[Token], place: Place) -> bool:
    """Return whether the words are only supposed: "if he were a fool"."""
    if not any("condition" in token.kinds for token in tokens[max(0, place.first - 2) : place.first]):
        return False
    between = tokens[place.first : place.at]
    return any(token.word == "were" for token in between) and not any("not" in token.kinds for token in between)


SELF: Kinds = frozenset({"i", "mine"})
SUBJECTS: Kinds = frozenset({"i", "you", "he", "they", "who", "person", "group", "other group", "name", "mine"})
OWN_REPORTS = frozenset(
    {"think", "believe", "say", "consider", "call", "feel", "argue", "wish", "imagine", "view", "regard"}
)


PAUSES = frozenset(";—–")


def _reported(tokens: Sequence[Token], evidence: Place) -> bool:
    """Return whether the words are put into somebody else's mouth: "saying that", "calling them", "to you"."""
    first, at, last = evidence
    if any("to you" in token.kinds for token in tokens[last + 1 : last + 4]):
        return True
    group = next((place for place in range(first, at) if "group" in tokens[place].kinds), first)
    for place in range(at - 1 if at > first else first - 1, max(-1, first - REACH), -1):
        kinds = tokens[place].kinds
        if place > group and _told_of(tokens, group, place):
            continue
        if place < first and ("contrast" in kinds or tokens[place].word in PAUSES):
            return False
        if "report" in kinds and not _own_report(tokens, place):
            return True
    return False


def _told_of(tokens: Sequence[Token], group: int, place: int) -> bool:
    """Return whether the report only tells of the group: "women who think", but not "women are called".

    "Women should be treated like" is the writer's own wish.
    """
    if any("ought" in token.kinds for token in tokens[max(group, place - 3) : place]):
        return True
    return any("relative" in token.kinds for token in tokens[group:place])


def _own_report(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the writer is the one who says or thinks: "I firmly believe", but not "I hate people saying"."""
    if tokens[place].word.split()[0] not in OWN_REPORTS:
        return False
    if place and tokens[place - 1].word in {"let 's", "lets"}:
        return True
    for before in range(place - 1, max(-1, place - 4), -1):
        kinds = tokens[before].kinds
        if "not" in kinds:
            return False
        if kinds & SUBJECTS:
            return bool(kinds & SELF)
    return False


def of_oneself(tokens: Sequence[Token], at: int) -> bool:
    """Return whether an insult is the writer's of himself: "I felt like an idiot", "an idiot thing of me to say"."""
    for before in range(at - 1, max(-1, at - 6), -1):
        kinds = tokens[before].kinds
        if kinds & {"you", "he", "they", "name", "comma", "contempt"}:
            break
        if "i" in kinds or tokens[before].word == "myself":
            between = tokens[before + 1 : at]
            return any(token.kinds & {"is", "report"} or token.word in {"feel like", "made"} for token in between)
    return any("mine" in token.kinds and token.word == "me" for token in tokens[at + 1 : at + 4])


ADVERSE: Kinds = frozenset({"dehumanising", "derogatory", "insult noun", "slur", "ambiguous slur"})
AGAINST: Kinds = frozenset({"contempt", "disgusted", "harm", "fuck", "too many", "drive", "death"})
THROWN: Kinds = frozenset({"you", "profane", "derogatory", "weak derogatory", "he"})
THROWN_WORDS = frozenset({"these", "those", "such", "dirty", "all", "other"})


def thrown(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is thrown at somebody: "you are nothing but a", "all these", "I hate", "they are"."""
    before = tokens[max(0, at - 5) : at]
    if any(token.kinds & AGAINST for token in before):
        return True
    if any("you" in token.kinds for token in before) and not any(token.kinds & SELF for token in before):
        return True
    near = tokens[max(0, at - 2) : at]
    alone = at + 1 == len(tokens) or not tokens[at + 1].kinds & {"plain", "name"}
    one = at > 0 and tokens[at - 1].word in {"this", "that"}
    if alone and one and tokens[at].word[-1] != "s":
        return True
    if any(token.kinds & THROWN or token.word in THROWN_WORDS for token in near):
        return True
    return at + 2 < len(tokens) and "is" in tokens[at + 1].kinds and bool(tokens[at + 2].kinds & ADVERSE)


def reclaimed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a slur is taken up by those it was meant for: "us", "my", "proud to be a", "we call ourselves"."""
    before = tokens[max(0, at - 5) : at]
    if any("you" in token.kinds or token.kinds & AGAINST for token in before):
        return False
    if any("reclaimed" in token.kinds for token in before):
        return True
    return any("mine" in token.kinds for token in tokens[max(0, at - 2) : at]) or (
        at > 0 and "i" in tokens[at - 1].kinds
    )
